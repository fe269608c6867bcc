package io.github.dl4jdropout.examples.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Networks that start from the same parameters, whatever their dropout. Dropout layers have no parameters, so the parameter
 * vectors of such networks agree position by position although their layers are numbered differently.
 */
final class InitialWeights {

    private InitialWeights() {}

    /**
     * A network ready to be trained.
     *
     * @param networks its configuration and that of the reference
     * @param method the dropout method
     * @param seed of the initial weights
     * @return a new network with the initial parameters of the reference method of this seed
     * @throws IllegalStateException if the two networks do not have the same parameters in the same order
     */
    static MultiLayerNetwork network(Networks networks, String method, long seed) {
        MultiLayerNetwork network = initialised(networks, method, seed);
        MultiLayerNetwork reference = initialised(networks, networks.reference(), seed);
        if (!layout(network).equals(layout(reference))) {
            throw new IllegalStateException("Parameters of method " + method + ": expected those of "
                    + networks.reference() + ", " + layout(reference) + ", received " + layout(network)
                    + ". Methods may differ in dropout only.");
        }
        network.setParams(reference.params());
        return network;
    }

    private static MultiLayerNetwork initialised(Networks networks, String method, long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(networks.configuration(method, seed));
        network.init();
        return network;
    }

    /** Names and shapes of the parameters, in the order of the parameter vector, without the numbers of the layers. */
    private static List<String> layout(MultiLayerNetwork network) {
        return Stream.of(network.getLayers())
                .map(Layer::paramTable)
                .flatMap(table -> table.entrySet().stream())
                .map(InitialWeights::describe)
                .toList();
    }

    private static String describe(Map.Entry<String, INDArray> parameter) {
        return parameter.getKey() + Arrays.toString(parameter.getValue().shape());
    }
}
