/**
 * Trains networks with several dropout methods side by side, paired by seed, and reports what came out. This package is what a
 * comparison is written with; {@code record} is what is on the disk, {@code report} makes pages and pictures of it, {@code run} leads
 * from the command line to the files. They depend on each other in one direction: run, report, record, this one.
 *
 * <p>To read it: {@link io.github.dl4jdropout.examples.comparison.Comparison}, an implementation of it in one of the example modules,
 * {@link io.github.dl4jdropout.examples.comparison.DropoutMethod}, then {@code run.Run} and {@code run.Trainer}.
 */
package io.github.dl4jdropout.examples.comparison;
