package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.onednn.OneDnn;
import io.github.dl4jdropout.onednn.OneDnnListener;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.impl.SerializedDataSetLoader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;

/**
 * Training by Deeplearning4j's {@code ParameterAveragingTrainingMaster}. A step is a round: each worker trains a copy of the network on
 * its next batches, and the copies are averaged.
 *
 * <p>Each round is a call of its own, with as many partitions as workers and as many files in each as a worker has batches. So there is
 * nothing for Deeplearning4j to split at random or to repartition: which worker trains on which batch is a function of seed and epoch, and
 * a task that is tried again does what it did. What is left to chance is the order in which copies are added. Two workers' copies add up to
 * the same in either order; with more, the last bits of the parameters may differ from run to run.
 */
record SparkTraining(JavaSparkContext spark, Shards shards, int workers, int averaging, int batch) implements Training {

    @Override
    public int steps() {
        return shards.count() / filesPerRound();
    }

    private int filesPerRound() {
        return workers * averaging;
    }

    /** The loss of a round is the mean of that of each worker's last batch, which is what Deeplearning4j hands back. */
    @Override
    public void epoch(MultiLayerNetwork network, long seed, int epoch, DoubleConsumer losses) {
        List<String> order = shards.order(seed, epoch);
        ParameterAveragingTrainingMaster master = master();
        SparkDl4jMultiLayer trained = new SparkDl4jMultiLayer(spark, network, master);
        if (OneDnn.availability().usable()) {
            trained.setListeners(new OneDnnListener()); // for the copies, which the workers make
        }
        double loss = 0;
        for (int round = 0; round < steps(); round++) {
            int first = round * filesPerRound();
            JavaRDD<String> files =
                    spark.parallelize(List.copyOf(order.subList(first, first + filesPerRound())), workers);
            try {
                // What SparkDl4jMultiLayer.fitPaths calls, but for the end of an epoch, which this is not.
                master.executeTrainingPaths(trained, null, files, new SerializedDataSetLoader(), null);
            } catch (Exception e) { // Spark's are checked, and not declared
                throw SparkFailure.explained(e);
            }
            loss += trained.getScore();
            losses.accept(loss / (round + 1));
        }
    }

    private ParameterAveragingTrainingMaster master() {
        return new ParameterAveragingTrainingMaster.Builder(workers, batch)
                .batchSizePerWorker(batch)
                .averagingFrequency(averaging)
                .saveUpdater(true) // for the moments of Adam; not the default, which its javadoc calls it
                .repartionData(Repartition.Never)
                .rddTrainingApproach(RDDTrainingApproach.Direct) // nothing is exported, which would take HDFS
                .storageLevelStreams(null) // a round's paths are used once
                .build();
    }

    @Override
    public void close() {
        spark.close();
    }
}
