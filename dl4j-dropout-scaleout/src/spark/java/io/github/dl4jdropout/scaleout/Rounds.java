package io.github.dl4jdropout.scaleout;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Workers;
import java.util.Collections;
import java.util.function.IntUnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Parameter averaging by two workers, on Spark and in this thread. All examples are equal, so that it does not matter who has which one,
 * and what the workers' parameters differ by is their masks.
 */
record Rounds(int rounds, int updates) {

    static final int WORKERS = 2;
    static final int BATCH = 4;
    static final int FEATURES = 64;

    static MultiLayerNetwork network() {
        return network(RateDropoutLayer.builder(0.4).seed(9).build());
    }

    /** A network whose first layer is this one, so that what leaves it is the mask: features are ones. */
    static MultiLayerNetwork network(Layer first) {
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(first)
                .layer(new DenseLayer.Builder().nOut(16).build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(RateDropout.builder(0.4).seed(9).layer(2).build())
                        .build())
                .setInputType(InputType.feedForward(FEATURES))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    private static DataSet examples(int count) {
        return new DataSet(
                Nd4j.ones(DataType.FLOAT, count, FEATURES), Nd4j.hstack(Nd4j.ones(count, 1), Nd4j.zeros(count, 1)));
    }

    /** The parameters after these rounds on Spark. */
    INDArray onSpark(JavaSparkContext spark) {
        return onSpark(spark, network());
    }

    /** The same of another network or graph, to whose copies the listeners listen. */
    INDArray onSpark(JavaSparkContext spark, Model network, TrainingListener... listeners) {
        ParameterAveragingTrainingMaster master = new ParameterAveragingTrainingMaster.Builder(WORKERS, 1)
                .batchSizePerWorker(BATCH)
                .averagingFrequency(updates)
                .workerPrefetchNumBatches(0)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .build();
        int count = rounds * updates * WORKERS * BATCH;
        JavaRDD<DataSet> examples = spark.parallelize(Collections.nCopies(count, examples(1)), WORKERS);
        if (network instanceof MultiLayerNetwork list) {
            SparkDl4jMultiLayer trained = new SparkDl4jMultiLayer(spark, list, master);
            trained.setListeners(listeners);
            return trained.fit(examples).params();
        }
        SparkComputationGraph trained = new SparkComputationGraph(spark, (ComputationGraph) network, master);
        trained.setListeners(listeners);
        return trained.fit(examples).params();
    }

    /** The parameters after the same rounds in this thread, where the worker of each partition is given. */
    INDArray here(IntUnaryOperator workerOfPartition) {
        MultiLayerNetwork network = network();
        DataSet batch = examples(BATCH);
        for (int round = 0; round < rounds; round++) {
            INDArray sum = Nd4j.zerosLike(network.params());
            for (int partition = 0; partition < WORKERS; partition++) {
                MultiLayerNetwork copy = network.clone();
                copy.getLayerWiseConfigurations().setIterationCount(round * updates);
                Workers.runAs(workerOfPartition.applyAsInt(partition), () -> {
                    for (int update = 0; update < updates; update++) {
                        copy.fit(batch);
                    }
                });
                sum.addi(copy.params());
            }
            network.setParams(sum.divi(WORKERS));
        }
        return network.params();
    }
}
