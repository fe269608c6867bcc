/**
 * The record of a run: what it was asked to do, where and on what it ran, and what it measured after each epoch. Everything that
 * a report shows is read back from these files, so that a report can be drawn again without training.
 *
 * <p>A run directory holds {@code run.json} ({@link io.github.dl4jdropout.examples.record.RunInfo}), {@code metrics.csv}
 * ({@link io.github.dl4jdropout.examples.record.EpochRecord}, a row an epoch), {@code outcomes/}
 * ({@link io.github.dl4jdropout.examples.record.Outcome}, a file a network), {@code models/}, and the report; as long as the run is
 * not finished, {@code checkpoints/} too. Each file is written by {@link io.github.dl4jdropout.examples.record.AtomicFile}.
 */
package io.github.dl4jdropout.examples.record;
