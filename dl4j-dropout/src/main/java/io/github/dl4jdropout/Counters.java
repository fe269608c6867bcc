package io.github.dl4jdropout;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The parameter updates and epochs that a network has done, as its configuration counts and saves them. */
record Counters(int iteration, int epoch) {

    /** The counters of a network of either type. */
    static Counters of(Model network) {
        if (network instanceof MultiLayerNetwork) {
            MultiLayerConfiguration conf = ((MultiLayerNetwork) network).getLayerWiseConfigurations();
            return new Counters(conf.getIterationCount(), conf.getEpochCount());
        }
        ComputationGraphConfiguration conf = NetworkLayers.requireGraph(network).getConfiguration();
        return new Counters(conf.getIterationCount(), conf.getEpochCount());
    }

    /** Sets those of the configuration; Deeplearning4j hands them to the layers before the next update. */
    void setIn(Model network) {
        if (network instanceof MultiLayerNetwork) {
            MultiLayerConfiguration conf = ((MultiLayerNetwork) network).getLayerWiseConfigurations();
            conf.setIterationCount(iteration);
            conf.setEpochCount(epoch);
        } else {
            ComputationGraph graph = NetworkLayers.requireGraph(network);
            graph.getConfiguration().setIterationCount(iteration);
            graph.getConfiguration().setEpochCount(epoch);
        }
    }
}
