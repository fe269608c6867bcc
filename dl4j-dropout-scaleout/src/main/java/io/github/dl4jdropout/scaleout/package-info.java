/**
 * Which worker a thread is, for Deeplearning4j's {@code ParallelWrapper}. Nothing is to be called: with this module on the class path,
 * the dropouts of {@link io.github.dl4jdropout} ask it.
 *
 * <p>The worker is the number of the training thread, averaging parameters or sharing gradients: 0 trains the network itself, the others
 * copies. Iterations are counted from that of the network when {@code fit} began.
 *
 * <p>Other engines, Apache Spark among them, call {@link io.github.dl4jdropout.Workers#runAs}, or bring a
 * {@link io.github.dl4jdropout.WorkerDetector}.
 */
package io.github.dl4jdropout.scaleout;
