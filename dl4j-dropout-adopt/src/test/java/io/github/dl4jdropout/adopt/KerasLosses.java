package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.check.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Restored networks with a loss layer on each output, since one that was imported without its training configuration has none. */
final class KerasLosses {

    /** A network, with a batch. */
    record Trainable(Model network, INDArray[] inputs, INDArray[] labels) {

        void fit() {
            if (network instanceof MultiLayerNetwork) {
                ((MultiLayerNetwork) network).fit(inputs[0], labels[0]);
            } else {
                ((ComputationGraph) network).fit(new MultiDataSet(inputs, labels));
            }
        }
    }

    private KerasLosses() {}

    static Trainable trainable(String name, Model restored, boolean forCheck) throws Exception {
        INDArray[] inputs = KerasFixtures.arrays(KerasFixtures.models().get(name), "inputs");
        DataType type = forCheck ? DataType.DOUBLE : DataType.FLOAT;
        INDArray[] labels = Arrays.stream(KerasDropoutRestorerTest.outputs(restored, inputs))
                .map(output -> Nd4j.linspace(0.1, 0.9, output.length(), type).reshape(output.shape()))
                .toArray(INDArray[]::new);
        IUpdater updater = forCheck ? new NoOp() : new Adam(0.01);
        Model network = restored instanceof MultiLayerNetwork
                ? layers((MultiLayerNetwork) restored, type, updater)
                : graph((ComputationGraph) restored, type, updater);
        INDArray[] typed =
                Arrays.stream(inputs).map(array -> array.castTo(type)).toArray(INDArray[]::new);
        return new Trainable(network, typed, labels);
    }

    private static LossLayer loss(String name) {
        return new LossLayer.Builder(LossFunctions.LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .name(name)
                .build();
    }

    private static MultiLayerNetwork layers(MultiLayerNetwork restored, DataType type, IUpdater updater) {
        MultiLayerConfiguration conf = MultiLayerConfiguration.fromJson(
                restored.getLayerWiseConfigurations().toJson());
        NeuralNetConfiguration last = conf.getConf(0).clone();
        last.clearVariables();
        last.setLayer(loss("loss"));
        conf.getConfs().add(last);
        set(Walk.over(conf), updater);
        conf.setDataType(type);
        conf.getConfs().forEach(each -> each.setDataType(type));
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init(restored.params().castTo(type).dup(), false);
        return network;
    }

    private static ComputationGraph graph(ComputationGraph restored, DataType type, IUpdater updater) {
        ComputationGraphConfiguration conf = ComputationGraphConfiguration.fromJson(
                restored.getConfiguration().toJson());
        conf.setTopologicalOrder(null);
        conf.setTopologicalOrderStr(null);
        List<String> losses = new ArrayList<>();
        for (String output : conf.getNetworkOutputs()) {
            NeuralNetConfiguration last = conf.getDefaultConfiguration().clone();
            last.clearVariables();
            last.setLayer(loss(output + "-loss"));
            conf.getVertices().put(output + "-loss", new LayerVertex(last, null));
            conf.getVertexInputs().put(output + "-loss", new ArrayList<>(List.of(output)));
            losses.add(output + "-loss");
        }
        conf.setNetworkOutputs(losses);
        conf.setDataType(type);
        conf.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex) {
                ((LayerVertex) vertex).getLayerConf().setDataType(type);
            }
        });
        set(Walk.over(conf), updater);
        ComputationGraph network = new ComputationGraph(conf);
        network.init();
        restored.paramTable()
                .forEach((key, value) -> network.paramTable().get(key).assign(value.castTo(type)));
        return network;
    }

    private static void set(Walk walk, IUpdater updater) {
        walk.places().forEach(place -> {
            if (place.layer() instanceof BaseLayer) {
                ((BaseLayer) place.layer()).setIUpdater(updater);
            }
        });
    }
}
