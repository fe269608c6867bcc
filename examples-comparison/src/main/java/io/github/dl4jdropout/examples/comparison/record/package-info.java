/**
 * The record of a run: everything that a report shows is read back from these files, so it can be drawn again without training.
 *
 * <p>The directory of a run, {@link io.github.dl4jdropout.examples.comparison.record.RunFolder}, holds {@code run.json}
 * ({@link io.github.dl4jdropout.examples.comparison.record.RunInfo}), {@code metrics.csv}
 * ({@link io.github.dl4jdropout.examples.comparison.record.Metrics}, a row per epoch), {@code models/}, and the report; as long as the
 * run is not finished, {@code checkpoints/} too. Each file is written by
 * {@link io.github.dl4jdropout.examples.comparison.record.AtomicFile}.
 */
package io.github.dl4jdropout.examples.comparison.record;
