package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.adopt.DropoutAudit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks, each built as a kind of network is in public code, with the dropout as it is written there. */
final class PublicNetworks {

    private static final InputType IMAGE = InputType.convolutional(16, 16, 3);

    private PublicNetworks() {}

    static Map<String, Supplier<DropoutAudit>> all() {
        Map<String, Supplier<DropoutAudit>> all = new LinkedHashMap<>();
        all.put("LeNet", () -> DropoutAudit.of(lenet()));
        all.put("VGG", () -> DropoutAudit.of(vgg()));
        all.put("AlexNet", () -> DropoutAudit.of(alexnet()));
        all.put("char-LSTM", () -> DropoutAudit.of(characters()));
        all.put("seq2seq", () -> DropoutAudit.of(translation()));
        all.put("ResNet block", () -> DropoutAudit.of(residual()));
        all.put("autoencoder", () -> DropoutAudit.of(autoencoder()));
        all.put("1D CNN", () -> DropoutAudit.of(sentences()));
        all.put("U-Net", () -> DropoutAudit.of(segmentation()));
        all.put("transfer learning", () -> DropoutAudit.of(transfer()));
        return all;
    }

    /** {@code .dropOut(0.5)} once, for all layers, and {@code .dropOut(0)} on the last. */
    private static MultiLayerConfiguration lenet() {
        return builder()
                .dropOut(0.5)
                .list()
                .layer(convolution(5, 20))
                .layer(pooling())
                .layer(convolution(3, 50))
                .layer(pooling())
                .layer(new DenseLayer.Builder().nOut(50).build())
                .layer(classes().dropOut(0).build())
                .setInputType(IMAGE)
                .build();
    }

    /** {@code new DropoutLayer(0.25)}, ported from Keras' {@code Dropout(0.25)}. */
    private static MultiLayerConfiguration vgg() {
        return builder()
                .list()
                .layer(convolution(3, 8))
                .layer(convolution(3, 8))
                .layer(pooling())
                .layer(new DropoutLayer(0.25))
                .layer(convolution(3, 8))
                .layer(pooling())
                .layer(new DropoutLayer(0.25))
                .layer(new DenseLayer.Builder().nOut(32).build())
                .layer(new DropoutLayer(0.5))
                .layer(classes().build())
                .setInputType(IMAGE)
                .build();
    }

    /** The dense layers with DropConnect, for the {@code useDropConnect(true)} of old examples. */
    private static MultiLayerConfiguration alexnet() {
        return builder()
                .list()
                .layer(convolution(5, 8))
                .layer(new LocalResponseNormalization())
                .layer(pooling())
                .layer(convolution(3, 8))
                .layer(pooling())
                .layer(new DenseLayer.Builder()
                        .nOut(32)
                        .weightNoise(new DropConnect(0.5))
                        .build())
                .layer(new DenseLayer.Builder().nOut(32).dropOut(0.5).build())
                .layer(classes().build())
                .setInputType(IMAGE)
                .build();
    }

    /** One dropout object, made once and handed to every layer. */
    private static MultiLayerConfiguration characters() {
        IDropout dropout = new Dropout(0.8);
        return builder()
                .list()
                .layer(new LSTM.Builder().nOut(16).build())
                .layer(new LSTM.Builder().nOut(16).dropOut(dropout).build())
                .layer(steps().dropOut(dropout).build())
                .setInputType(InputType.recurrent(30))
                .build();
    }

    /** A rate of 0.2 in the paper. */
    private static ComputationGraphConfiguration translation() {
        return builder()
                .graphBuilder()
                .addInputs("source", "target")
                .addLayer("encoder", new LSTM.Builder().nOut(16).build(), "source")
                .addVertex("thought", new LastTimeStepVertex("source"), "encoder")
                .addVertex("repeated", new DuplicateToTimeSeriesVertex("target"), "thought")
                .addVertex("both", new MergeVertex(), "target", "repeated")
                .addLayer("decoder", new LSTM.Builder().nOut(16).dropOut(0.2).build(), "both")
                .addLayer("out", steps().dropOut(0.8).build(), "decoder")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(10), InputType.recurrent(12))
                .build();
    }

    /** Dropout on the shortcut, which reads its input last, and a dropout layer in front of batch normalization. */
    private static ComputationGraphConfiguration residual() {
        return builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("stem", same(8).build(), "in")
                .addLayer("conv", same(8).build(), "stem")
                .addLayer("dropout", new DropoutLayer(0.9), "conv")
                .addLayer("norm", new BatchNormalization(), "dropout")
                .addLayer("shortcut", same(8).dropOut(0.9).build(), "stem")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "shortcut")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("pool", new GlobalPoolingLayer(), "relu")
                .addLayer("out", classes().build(), "pool")
                .setOutputs("out")
                .setInputTypes(IMAGE)
                .build();
    }

    private static MultiLayerConfiguration autoencoder() {
        return builder()
                .list()
                .layer(new AutoEncoder.Builder().nOut(16).build())
                .layer(new AutoEncoder.Builder().nOut(8).dropOut(0.8).build())
                .layer(classes().build())
                .setInputType(InputType.feedForward(32))
                .build();
    }

    private static MultiLayerConfiguration sentences() {
        return builder()
                .list()
                .layer(new Convolution1DLayer.Builder(3).nOut(16).build())
                .layer(new Convolution1DLayer.Builder(3).nOut(16).dropOut(0.5).build())
                .layer(new GlobalPoolingLayer())
                .layer(classes().dropOut(0.5).build())
                .setInputType(InputType.recurrent(20, 30))
                .build();
    }

    /** With dropout at the bottom, as published, and on the way up. */
    private static ComputationGraphConfiguration segmentation() {
        return builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("down", same(8).build(), "in")
                .addLayer("pool", pooling(), "down")
                .addLayer("bottom", same(16).build(), "pool")
                .addLayer("dropout", new DropoutLayer(0.5), "bottom")
                .addLayer(
                        "up",
                        new Deconvolution2D.Builder(2, 2)
                                .stride(2, 2)
                                .nOut(8)
                                .dropOut(0.7)
                                .build(),
                        "dropout")
                .addVertex("skip", new MergeVertex(), "down", "up")
                .addLayer("map", same(1).activation(Activation.SIGMOID).build(), "skip")
                .addLayer(
                        "loss",
                        new CnnLossLayer.Builder(LossFunction.XENT)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "map")
                .setOutputs("loss")
                .setInputTypes(IMAGE)
                .build();
    }

    /** The dense layer of the feature extractor has its dropout still. */
    private static MultiLayerNetwork transfer() {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .list()
                .layer(convolution(3, 8))
                .layer(pooling())
                .layer(new DenseLayer.Builder().nOut(16).dropOut(0.5).build())
                .layer(classes().build())
                .setInputType(IMAGE)
                .build());
        network.init();
        return new TransferLearning.Builder(network)
                .fineTuneConfiguration(
                        new FineTuneConfiguration.Builder().seed(12345).build())
                .setFeatureExtractor(2)
                .removeOutputLayer()
                .addLayer(new DenseLayer.Builder().nIn(16).nOut(8).dropOut(0.2).build())
                .addLayer(new OutputLayer.Builder()
                        .nIn(8)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.8)
                        .build())
                .build();
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder().seed(12345).activation(Activation.RELU);
    }

    private static Layer convolution(int kernel, int maps) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(maps)
                .convolutionMode(ConvolutionMode.Same)
                .build();
    }

    private static ConvolutionLayer.Builder same(int maps) {
        return new ConvolutionLayer.Builder(3, 3).nOut(maps).convolutionMode(ConvolutionMode.Same);
    }

    private static Layer pooling() {
        return new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build();
    }

    private static OutputLayer.Builder classes() {
        return new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX);
    }

    private static RnnOutputLayer.Builder steps() {
        return new RnnOutputLayer.Builder().nOut(30).activation(Activation.SOFTMAX);
    }
}
