package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.examples.run.DropoutMethod;
import io.github.dl4jdropout.examples.run.DropoutMethod.Place;
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

/**
 * Layers from below to above, in a line each. What is said to be dropped is dropped between the layer before and the layer after,
 * which has to be one with weights.
 */
final class LayerStack {

    private static final int KERNEL = 3;

    private final ListBuilder network;
    private final DropoutMethod dropout;
    private final long seed;

    private int weighted;
    private Place dropped;

    /**
     * An empty stack.
     *
     * @param network what layers are added to; with rectified linear units, unless a layer says otherwise
     * @param dropout the dropout method
     * @param seed of the masks
     */
    LayerStack(ListBuilder network, DropoutMethod dropout, long seed) {
        this.network = network;
        this.dropout = dropout;
        this.seed = seed;
    }

    /** 3×3, rectified linear units. */
    LayerStack convolution(int maps, ConvolutionMode mode) {
        return weights(convolutionBuilder(maps, mode));
    }

    /** 3×3 in mode Same, without bias, which the normalization would take away again; batch normalization; rectified linear units. */
    LayerStack normalizedConvolution(int maps) {
        weights(convolutionBuilder(maps, ConvolutionMode.Same).hasBias(false).activation(Activation.IDENTITY));
        network.layer(new BatchNormalization());
        network.layer(new ActivationLayer(Activation.RELU));
        return this;
    }

    private static ConvolutionLayer.Builder convolutionBuilder(int maps, ConvolutionMode mode) {
        return new ConvolutionLayer.Builder(KERNEL, KERNEL).nOut(maps).convolutionMode(mode);
    }

    /** The largest of 2×2. */
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

    /** Softmax and negative log-likelihood. */
    LayerStack output(int classes) {
        return weights(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nOut(classes)
                .activation(Activation.SOFTMAX));
    }

    LayerStack dropMaps(double rate) {
        return drop(true, rate);
    }

    LayerStack dropFeatures(double rate) {
        return drop(false, rate);
    }

    private LayerStack drop(boolean maps, double rate) {
        dropped = new Place(maps, rate, seed, weighted);
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
