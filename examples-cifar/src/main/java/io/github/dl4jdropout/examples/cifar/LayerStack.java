package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.DropoutMethod.Place;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers from below to above, one call each. What is dropped is dropped below the next layer with weights. */
final class LayerStack {

    private final ListBuilder network;
    private final DropoutMethod dropout;
    private final long seed;
    private final double mapRate;
    private final double rate;

    private int weighted;
    private Place dropped;

    LayerStack(ListBuilder network, DropoutMethod dropout, long seed, double mapRate, double rate) {
        this.network = network;
        this.dropout = dropout;
        this.seed = seed;
        this.mapRate = mapRate;
        this.rate = rate;
    }

    LayerStack convolution(int maps, ConvolutionMode mode) {
        return weights(convolutionBuilder(maps, mode));
    }

    /** Has no bias in the convolution, which the normalization would take away again. */
    LayerStack normalizedConvolution(int maps) {
        weights(convolutionBuilder(maps, ConvolutionMode.Same).hasBias(false).activation(Activation.IDENTITY));
        network.layer(new BatchNormalization());
        network.layer(new ActivationLayer(Activation.RELU));
        return this;
    }

    private static ConvolutionLayer.Builder convolutionBuilder(int maps, ConvolutionMode mode) {
        return new ConvolutionLayer.Builder(3, 3).nOut(maps).convolutionMode(mode);
    }

    LayerStack pooling() {
        network.layer(new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build());
        return this;
    }

    LayerStack dense(int units) {
        return weights(new DenseLayer.Builder().nOut(units));
    }

    LayerStack output(int classes) {
        return weights(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nOut(classes)
                .activation(Activation.SOFTMAX));
    }

    LayerStack dropMaps() {
        dropped = new Place(true, mapRate, seed, weighted);
        return this;
    }

    LayerStack dropFeatures() {
        dropped = new Place(false, rate, seed, weighted);
        return this;
    }

    private LayerStack weights(Layer.Builder<?> layer) {
        if (dropped == null) {
            network.layer(layer.build());
        } else {
            dropout.add(network, layer, dropped);
            dropped = null;
        }
        weighted++;
        return this;
    }
}
