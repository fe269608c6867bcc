package io.github.dl4jdropout;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A Deeplearning4j layer in the smallest network that shows its gradients, with a dropout on it by {@code .dropOut(...)}, or with a
 * dropout layer in front of it.
 *
 * @param below the layer before it, or null; it has parameters, so that the gradient that the dropout hands down is checked too
 * @param layer makes the layer in question from what its {@code .dropOut(...)} is to take
 * @param above the layer after it, or null
 */
record LayerCase(
        String name,
        InputType inputType,
        INDArray x,
        INDArray y,
        Layer below,
        Function<IDropout, Layer> layer,
        Layer above) {

    MultiLayerNetwork with(IDropout dropout) {
        return network(below, layer.apply(dropout), above);
    }

    MultiLayerNetwork withInFront(Layer dropout) {
        return network(below, dropout, layer.apply(null), above);
    }

    private MultiLayerNetwork network(Layer... layers) {
        ListBuilder list = Networks.smooth(WorkspaceMode.ENABLED).list();
        Stream.of(layers).filter(part -> part != null).map(Layer::clone).forEach(list::layer);
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(inputType).build());
        network.init();
        return network;
    }

    /** The layer below feeds the layer in question twice: first without dropout, then, as the last to read, with it. */
    ComputationGraph lastOfTwoConsumers(IDropout dropout) {
        GraphBuilder graph = Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .addLayer("below", below.clone(), "in")
                .addLayer("first", layer.apply(null), "below")
                .addLayer("last", layer.apply(dropout), "below")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "last")
                .addLayer("above", above.clone(), "sum")
                .setOutputs("above")
                .setInputTypes(inputType);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    boolean gradientsAreRight(MultiLayerNetwork network) {
        return Networks.gradientsAreRight(network, x, y, null);
    }

    boolean gradientsAreRight(ComputationGraph network) {
        return Networks.gradientsAreRight(network, x, y);
    }

    static LayerCase named(List<LayerCase> cases, String name) {
        return cases.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case is named " + name));
    }

    @Override
    public String toString() {
        return name;
    }
}
