package io.github.dl4jdropout.adopt.fold;

import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.adopt.draft.Draft;
import io.github.dl4jdropout.adopt.draft.Slot;
import io.github.dl4jdropout.check.Place;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Where a positive factor on the input of a layer may go instead. */
final class Factors {

    private static final List<Class<? extends Layer>> WRAPPERS = List.of(
            FrozenLayer.class,
            FrozenLayerWithBackprop.class,
            LastTimeStep.class,
            TimeDistributed.class,
            Bidirectional.class);

    private Factors() {}

    /** The layer above whose weights can take the factor, with nothing between but layers that a factor passes. */
    static Optional<Slot> absorber(Draft draft, Place from) {
        Place at = from;
        while (!draft.isOutput(draft.slot(at))) {
            List<Place> above = at.above();
            if (above.isEmpty() || above.stream().anyMatch(place -> place.layer() == null)) {
                return Optional.empty();
            }
            Slot slot = draft.slot(above.get(0));
            Place next = above.get(0);
            boolean one = above.stream().allMatch(place -> draft.slot(place) == slot);
            boolean known = next.wrappers().stream().allMatch(wrapper -> WRAPPERS.contains(wrapper.getClass()));
            if (!one || !known || !isLinear(slot.preProcessor())) {
                return Optional.empty();
            }
            if (absorbs(next.layer())) {
                return Optional.of(slot);
            }
            if (!passes(next.layer())) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.empty();
    }

    /** Those of Deeplearning4j reshape; another may do anything. */
    static boolean isLinear(InputPreProcessor preProcessor) {
        return preProcessor == null
                || preProcessor.getClass().getName().matches("org\\.deeplearning4j\\..*To.*PreProcessor");
    }

    /** Layers whose weights "W" multiply the input, and which do not normalise the product. */
    @SuppressWarnings("deprecation") // GravesLSTM is, and networks have it
    private static boolean absorbs(Layer layer) {
        return layer instanceof DenseLayer && !((DenseLayer) layer).hasLayerNorm()
                || layer instanceof SimpleRnn && !((SimpleRnn) layer).hasLayerNorm()
                || layer instanceof OutputLayer
                || layer instanceof RnnOutputLayer
                || layer instanceof CenterLossOutputLayer
                || layer instanceof ConvolutionLayer
                || layer instanceof LSTM
                || layer instanceof GravesLSTM;
    }

    private static boolean passes(Layer layer) {
        if (layer instanceof SubsamplingLayer) {
            return passes(((SubsamplingLayer) layer).getPoolingType());
        }
        if (layer instanceof GlobalPoolingLayer) {
            return passes(((GlobalPoolingLayer) layer).getPoolingType());
        }
        if (layer instanceof ActivationLayer) {
            IActivation activation = ((ActivationLayer) layer).getActivationFn();
            return activation instanceof ActivationReLU
                    || activation instanceof ActivationLReLU
                    || activation instanceof ActivationIdentity;
        }
        return layer instanceof DropoutLayer || layer instanceof KeyedDropoutLayer;
    }

    private static boolean passes(PoolingType type) {
        return type == PoolingType.MAX || type == PoolingType.AVG || type == PoolingType.SUM;
    }
}
