/**
 * The networks of the other examples, trained by several workers on Apache Spark.
 *
 * <p>To read it: {@link io.github.dl4jdropout.examples.spark.SparkMnistMlp}, a program of one file, then
 * {@link io.github.dl4jdropout.examples.spark.SparkComparison} and {@code SparkTraining}.
 */
package io.github.dl4jdropout.examples.spark;
