/**
 * How an example is run: options, the training loop, progress. An example says what is its own in
 * {@link io.github.dl4jdropout.examples.run.Example}; {@link io.github.dl4jdropout.examples.run.ExampleMain} does the rest.
 *
 * <p>What makes methods comparable is here: all methods of a seed start from the same parameters
 * ({@link io.github.dl4jdropout.examples.run.InitialWeights}) and see the same batches in the same order
 * ({@link io.github.dl4jdropout.examples.run.BatchOrder}), and the figures are those after the last epoch, whichever epoch was
 * the best on the test set.
 */
package io.github.dl4jdropout.examples.run;
