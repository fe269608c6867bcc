/**
 * From the command line to the files: {@link io.github.dl4jdropout.examples.comparison.run.Main} parses,
 * {@link io.github.dl4jdropout.examples.comparison.run.Run} refuses what cannot be done,
 * {@link io.github.dl4jdropout.examples.comparison.run.Session} trains all networks and keeps what a killed run goes on from,
 * {@link io.github.dl4jdropout.examples.comparison.run.Trainer} trains one.
 */
package io.github.dl4jdropout.examples.comparison.run;
