/**
 * Which worker a thread is, for the two ways in which Deeplearning4j trains with several. Nothing is to be called: with this module on
 * the class path, the dropouts of {@link io.github.dl4jdropout} ask it.
 *
 * <table>
 * <caption>What a worker is</caption>
 * <tr><th>engine</th><th>worker</th><th>iteration</th></tr>
 * <tr><td>{@code ParallelWrapper}, averaging parameters or sharing gradients</td><td>the number of the training thread; 0 trains the
 *     network itself, the others copies</td><td>counted from that of the network when {@code fit} began</td></tr>
 * <tr><td>Spark, {@code ParameterAveragingTrainingMaster} of {@code SparkDl4jMultiLayer}</td><td>the number of the partition, whichever
 *     executor, thread or attempt trains on it</td><td>counted from that of the driver's network when the round began</td></tr>
 * </table>
 *
 * <p>Other engines call {@link io.github.dl4jdropout.Workers#runAs}, or bring a {@link io.github.dl4jdropout.WorkerDetector}.
 */
package io.github.dl4jdropout.scaleout;
