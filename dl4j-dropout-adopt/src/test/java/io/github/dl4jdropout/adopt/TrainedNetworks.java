package io.github.dl4jdropout.adopt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Networks with the dropouts that Deeplearning4j brings, trained for a few iterations, saved and loaded. */
final class TrainedNetworks {

    /** A network, and a batch for it. */
    record Trained(String name, Model network, INDArray features, INDArray labels) {

        DataSet batch() {
            return new DataSet(features, labels);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Trained> made;

    private TrainedNetworks() {}

    /** Made once; nobody changes them. */
    static List<Trained> all() throws Exception {
        if (made == null) {
            made = List.of(mlp(), cnn(), lstm(), branches(), frozen(), frozenGraph());
        }
        return made;
    }

    static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.01))
                .activation(Activation.TANH)
                .l2(1e-4);
    }

    /** One dropout for all layers, a layer of its own, and one with a number that keeps everything. */
    static Trained mlp() throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .dropOut(0.5)
                .list()
                .layer(new DenseLayer.Builder().nIn(6).nOut(8).build())
                .layer(new DropoutLayer.Builder(0.8).name("dropped").build())
                .layer(new DenseLayer.Builder()
                        .nIn(8)
                        .nOut(7)
                        .dropOut(new GaussianDropout(0.25))
                        .build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new DenseLayer.Builder()
                        .nIn(7)
                        .nOut(7)
                        .dropOut(new Dropout(1.0))
                        .build())
                .layer(output().nIn(7).nOut(3).build())
                .build());
        return trained("MLP", network, Nd4j.rand(5, 6), labels(5, 3));
    }

    private static OutputLayer.Builder output() {
        return new OutputLayer.Builder().activation(Activation.SOFTMAX);
    }

    /** A pooling layer that ignores its dropout, a deconvolution with wrong gradients, a preprocessor in front of the dense layer. */
    static Trained cnn() throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).dropOut(0.9).build())
                .layer(new SubsamplingLayer.Builder().dropOut(0.5).build())
                .layer(new Deconvolution2D.Builder(2, 2)
                        .nOut(3)
                        .dropOut(new SpatialDropout(0.7))
                        .build())
                .layer(new DenseLayer.Builder().nOut(6).dropOut(0.6).build())
                .layer(output().nOut(3).build())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build());
        return trained("CNN", network, Nd4j.rand(5, 2, 8, 8), labels(5, 3));
    }

    /** A 1D convolution with wrong gradients, an LSTM, both directions of another, and one wrapped. */
    static Trained lstm() throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .list()
                .layer(new Convolution1DLayer.Builder(3).nOut(5).dropOut(0.8).build())
                .layer(new LSTM.Builder().nOut(4).dropOut(0.7).build())
                .layer(new Bidirectional(new LSTM.Builder().nOut(3).dropOut(0.6).build()))
                .layer(new LastTimeStep(new LSTM.Builder().nOut(4).dropOut(0.5).build()))
                .layer(output().nOut(2).build())
                .setInputType(InputType.recurrent(3, 9))
                .build());
        return trained("LSTM", network, Nd4j.rand(5, 3, 9), labels(5, 2));
    }

    /** The last of several readers drops in place; a first LSTM of a graph is given what it may not change. */
    static Trained branches() throws Exception {
        ComputationGraph graph = new ComputationGraph(builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(3, 6))
                .addLayer("lstm", new LSTM.Builder().nOut(4).build(), "in")
                .addLayer(
                        "a",
                        new Convolution1DLayer.Builder(1).nOut(4).dropOut(0.8).build(),
                        "lstm")
                .addLayer("b", new LSTM.Builder().nOut(4).dropOut(0.5).build(), "lstm")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer("drop", new DropoutLayer.Builder(0.75).build(), "sum")
                .addLayer("pool", new GlobalPoolingLayer(), "drop")
                .addLayer("out", output().nOut(2).build(), "pool")
                .setOutputs("out")
                .build());
        return trained("branching graph", graph, Nd4j.rand(5, 3, 6), labels(5, 2));
    }

    /** A network of which the lower layers are frozen, a dropout layer among them. */
    static Trained frozen() throws Exception {
        MultiLayerNetwork network = (MultiLayerNetwork) mlp().network();
        MultiLayerNetwork frozen = new TransferLearning.Builder(network)
                .setFeatureExtractor(1)
                .nOutReplace(5, 4, org.deeplearning4j.nn.weights.WeightInit.XAVIER)
                .build();
        return trained("frozen layers", frozen, Nd4j.rand(5, 6), labels(5, 4));
    }

    static Trained frozenGraph() throws Exception {
        ComputationGraph frozen = new TransferLearning.GraphBuilder(
                        (ComputationGraph) branches().network())
                .setFeatureExtractor("drop")
                .build();
        return trained("frozen vertices", frozen, Nd4j.rand(5, 3, 6), labels(5, 2));
    }

    private static INDArray labels(int examples, int classes) {
        INDArray labels = Nd4j.zeros(examples, classes);
        for (int i = 0; i < examples; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return labels;
    }

    private static Trained trained(String name, Model network, INDArray features, INDArray labels) throws Exception {
        if (network instanceof MultiLayerNetwork && !((MultiLayerNetwork) network).isInitCalled()
                || network instanceof ComputationGraph && ((ComputationGraph) network).getVertices() == null) {
            network.init();
        }
        Trained trained = new Trained(name, network, features, labels);
        fit(network, trained.batch(), 3);
        return new Trained(name, savedAndLoaded(network), features, labels);
    }

    static void fit(Model network, DataSet batch, int times) {
        for (int i = 0; i < times; i++) {
            if (network instanceof MultiLayerNetwork) {
                ((MultiLayerNetwork) network).fit(batch);
            } else {
                ((ComputationGraph) network).fit(batch);
            }
        }
    }

    static Model savedAndLoaded(Model network) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, out, true);
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        return network instanceof MultiLayerNetwork
                ? ModelSerializer.restoreMultiLayerNetwork(in, true)
                : ModelSerializer.restoreComputationGraph(in, true);
    }

    static INDArray output(Model network, INDArray features) {
        return network instanceof MultiLayerNetwork
                ? ((MultiLayerNetwork) network).output(features)
                : ((ComputationGraph) network).outputSingle(features);
    }
}
