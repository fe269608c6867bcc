// mvn -q -Pspark compile exec:exec -pl examples-spark -am -Dexample=SparkMnistMlp
package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.data.IdxDataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** An MLP with dropout, trained on MNIST by two workers on Spark. An argument is the number of training images. */
public final class SparkMnistMlp {

    private static final int WORKERS = 2;
    private static final int BATCH = 64;

    public static void main(String[] args) throws IOException {
        IdxDataSet.MNIST.install(System.out::println); // downloads 11 MB once, to where MnistDataSetIterator looks
        int images = args.length == 0 ? 60_000 : Integer.parseInt(args[0]);
        DataSetIterator train = new MnistDataSetIterator(BATCH, images, false, true, true, 1);
        DataSetIterator test = new MnistDataSetIterator(500, false, 1);

        Path batches = Files.createTempDirectory("mnist-batches"); // on a cluster: a folder that every executor reads
        while (train.hasNext()) {
            Path file = Files.createTempFile(batches, "batch", ".bin");
            train.next().save(file.toFile());
        }

        SparkConf conf = new SparkConf()
                .setMaster("local[" + WORKERS + "]")
                .setAppName("MNIST")
                .set("spark.ui.enabled", "false");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            var master = new ParameterAveragingTrainingMaster.Builder(WORKERS, BATCH)
                    .batchSizePerWorker(BATCH)
                    .averagingFrequency(5) // batches of each worker, until parameters are averaged
                    .saveUpdater(true) // Adam's moments are averaged, too; without this they begin at 0 in each round
                    .rngSeed(1)
                    .build();
            SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, network(), master);
            for (int epoch = 1; epoch <= 3; epoch++) {
                network.fit(batches.toUri().toString());
                System.out.printf(
                        "epoch %d: test accuracy %.2f %%%n",
                        epoch, 100 * network.getNetwork().evaluate(test).accuracy());
            }
        }
    }

    static MultiLayerConfiguration network() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder().nOut(512).build())
                // dl4j-dropout-scaleout is on the class path, so each worker draws masks of its own, the same ones in
                // each run
                .layer(RateDropoutLayer.builder(0.5).seed(1).build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(28 * 28))
                .build();
    }
}
