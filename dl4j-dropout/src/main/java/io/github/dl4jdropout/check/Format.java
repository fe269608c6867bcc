package io.github.dl4jdropout.check;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BasePretrainNetwork;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.util.ConvolutionUtils;

/**
 * What is known of an array between two layers. Configurations do not keep their {@code InputType}: it is read from the layers, each of
 * which keeps the format that it computes in.
 *
 * @param rank of the array, 0 if unknown
 * @param channelsLast the position of its channels, null if unknown
 * @param steps whether its examples are the time steps of sequences, [N·T, ...]
 */
record Format(int rank, Boolean channelsLast, boolean steps) {

    static final Format UNKNOWN = new Format(0, null, false);

    /** The format that a layer is given, from what comes out of the layer and the preprocessor below. */
    Format into(Layer layer) {
        if (layer instanceof RnnOutputLayer) {
            return new Format(2, null, true); // its dropout is given the sequences step by step
        }
        Format own = declared(layer);
        boolean same = own.rank == 0 || own.rank == rank;
        return new Format(
                own.rank == 0 ? rank : own.rank,
                own.channelsLast != null ? own.channelsLast : same ? channelsLast : null,
                steps);
    }

    /** The format that comes out of a layer in its wrappers, from what the layer was given. */
    Format outOf(Layer wrapped, Layer layer) {
        if (wrapped instanceof TimeDistributed) {
            return sequence(((TimeDistributed) wrapped).getRnnDataFormat());
        }
        if (layer instanceof EmbeddingSequenceLayer) {
            return sequence(((EmbeddingSequenceLayer) layer).getOutputFormat());
        }
        if (layer instanceof RepeatVector) {
            return sequence(((RepeatVector) layer).getDataFormat());
        }
        if (wrapped instanceof LastTimeStep || layer instanceof GlobalPoolingLayer) {
            return new Format(2, null, steps && layer instanceof GlobalPoolingLayer);
        }
        return this;
    }

    Format through(InputPreProcessor preprocessor) {
        if (preprocessor instanceof ComposableInputPreProcessor) {
            Format format = this;
            for (InputPreProcessor each : ((ComposableInputPreProcessor) preprocessor).getInputPreProcessors()) {
                format = format.through(each);
            }
            return format;
        }
        if (preprocessor instanceof FeedForwardToRnnPreProcessor) {
            return sequence(((FeedForwardToRnnPreProcessor) preprocessor).getRnnDataFormat());
        }
        if (preprocessor instanceof CnnToRnnPreProcessor) {
            return sequence(((CnnToRnnPreProcessor) preprocessor).getRnnDataFormat());
        }
        if (preprocessor instanceof RnnToCnnPreProcessor) {
            return new Format(4, false, true);
        }
        if (preprocessor instanceof RnnToFeedForwardPreProcessor) {
            return new Format(2, null, true);
        }
        if (preprocessor instanceof CnnToFeedForwardPreProcessor
                || preprocessor instanceof Cnn3DToFeedForwardPreProcessor) {
            return new Format(2, null, steps);
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor) {
            return new Format(4, false, steps);
        }
        if (preprocessor instanceof FeedForwardToCnn3DPreProcessor) {
            return new Format(5, !((FeedForwardToCnn3DPreProcessor) preprocessor).isNCDHW(), steps);
        }
        return preprocessor == null ? this : UNKNOWN;
    }

    Format through(GraphVertex vertex) {
        if (vertex instanceof LastTimeStepVertex) {
            return new Format(2, null, false);
        }
        if (vertex instanceof DuplicateToTimeSeriesVertex) {
            return new Format(3, false, false);
        }
        return vertex instanceof ReshapeVertex ? UNKNOWN : this;
    }

    private static Format sequence(RNNFormat format) {
        return new Format(3, format == RNNFormat.NWC, false);
    }

    /** What the configuration of a layer says about its input; unknown for layers that take any. */
    private static Format declared(Layer layer) {
        if (layer instanceof BaseRecurrentLayer) {
            return sequence(((BaseRecurrentLayer) layer).getRnnDataFormat());
        }
        if (layer instanceof Convolution1DLayer) {
            return sequence(((Convolution1DLayer) layer).getRnnDataFormat());
        }
        if (layer instanceof Subsampling1DLayer
                || layer instanceof Upsampling1D
                || layer instanceof ZeroPadding1DLayer
                || layer instanceof Cropping1D) {
            return new Format(3, null, false);
        }
        if (layer instanceof Convolution3D) {
            return volume(((Convolution3D) layer).getDataFormat());
        }
        if (layer instanceof Deconvolution3D) {
            return volume(((Deconvolution3D) layer).getDataFormat());
        }
        if (layer instanceof Subsampling3DLayer) {
            return volume(((Subsampling3DLayer) layer).getDataFormat());
        }
        if (layer instanceof Upsampling3D) {
            return volume(((Upsampling3D) layer).getDataFormat());
        }
        if (layer instanceof ZeroPadding3DLayer || layer instanceof Cropping3D) {
            return new Format(5, false, false);
        }
        if (layer instanceof ConvolutionLayer
                || layer instanceof SubsamplingLayer
                || layer instanceof Upsampling2D
                || layer instanceof SpaceToBatchLayer
                || layer instanceof SpaceToDepthLayer
                || layer instanceof ZeroPaddingLayer
                || layer instanceof Cropping2D) {
            return new Format(4, ConvolutionUtils.getFormatForLayer(layer) == CNN2DFormat.NHWC, false);
        }
        boolean flat = layer instanceof DenseLayer
                || layer instanceof BaseOutputLayer
                || layer instanceof EmbeddingLayer
                || layer instanceof EmbeddingSequenceLayer
                || layer instanceof BasePretrainNetwork
                || layer instanceof ElementWiseMultiplicationLayer
                || layer instanceof RepeatVector;
        return flat ? new Format(2, null, false) : UNKNOWN;
    }

    private static Format volume(Convolution3D.DataFormat format) {
        return new Format(5, format == Convolution3D.DataFormat.NDHWC, false);
    }
}
