package io.github.dl4jdropout;

import static java.util.Map.entry;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.BasePretrainNetwork;
import org.deeplearning4j.nn.layers.RepeatVector;
import org.deeplearning4j.nn.layers.convolution.Convolution1DLayer;
import org.deeplearning4j.nn.layers.convolution.Convolution3DLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.Deconvolution2DLayer;
import org.deeplearning4j.nn.layers.convolution.Deconvolution3DLayer;
import org.deeplearning4j.nn.layers.convolution.SpaceToBatch;
import org.deeplearning4j.nn.layers.convolution.SpaceToDepth;
import org.deeplearning4j.nn.layers.convolution.upsampling.Upsampling1D;
import org.deeplearning4j.nn.layers.feedforward.autoencoder.AutoEncoder;
import org.deeplearning4j.nn.layers.feedforward.elementwise.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.layers.recurrent.GravesLSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.layers.training.CenterLossOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Which layer makes a pass, and in which kind of pass, found on the call stack.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 tells an {@code IDropout} nothing about its layer, and some layers train on wrong gradients
 * without a word. A layer that does so, or that cannot be distinguished from one that does, is refused: the mistake costs its user an
 * exception instead of a model.
 *
 * <p>The workspace manager of a pass would be cheaper to ask, but {@code calculateGradients}, which is no training, hands over the one
 * of {@code fit()}, and without workspaces it shows nothing.
 *
 * @param layer the class of the layer that a placement depends on, or null
 * @param network the class of the network, or null for calls without one
 * @param inFit whether the pass is part of the training of a network
 * @param inBackward whether the pass is made inside a backward pass, by a layer that had none of its own in the forward pass
 */
record CallingLayer(Class<?> layer, Class<?> network, boolean inFit, boolean inBackward) {

    /** Where the output of a pass goes. */
    enum Placement {
        /** A new array, which the layer takes over. */
        NEW_ARRAY,
        /** The input itself: the layer would not see another array. */
        IN_PLACE,
        /** As before, and the input is [N, C, T] whatever the format of the layer. */
        IN_PLACE_CHANNELS_FIRST
    }

    /**
     * What a placement depends on, but for the layer.
     *
     * @param modifiable whether the layer offers its input to be changed in place
     * @param rank of the input
     * @param hidesTransposition whether the gradient may be transposed, and its shape would not show it
     * @param knownFirst whether the configuration of the network says that channels are on axis 1
     * @param seeded whether the kind of the pass matters as well; otherwise nobody asks {@link CallingLayer#outsideFit()}
     */
    record Call(boolean modifiable, int rank, boolean hidesTransposition, boolean knownFirst, boolean seeded) {}

    /** A layer and its network lie directly above the few frames of the call, with superclasses and wrappers in between. */
    private static final int FRAMES = 24;

    /** A network is among these on most stacks; they are fetched from the virtual machine at once. */
    private static final int FETCHED = 12;

    /** Frames of reflection are shown, because to know them by name costs more than to look at them. */
    private static final StackWalker STACK =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_REFLECT_FRAMES), FETCHED);

    private static final String NO_BACKWARD = "drops in the forward pass and never in the backward pass";
    private static final String TRANSPOSED =
            "drops an input [N, T, C] and then its gradient as [N, C, T], and does not tell which of the two formats it has";

    private static final String TRANSPOSED_CUBE =
            "drops an input [N, H, W, C] and then its gradient as [N, C, H, W], does not tell which of the two formats it has,"
                    + " and here has H = W = C";

    @SuppressWarnings("deprecation") // GravesLSTM is, and networks have it
    private static final Map<Class<?>, String> REFUSED = Map.ofEntries(
            entry(Convolution1DLayer.class, NO_BACKWARD),
            entry(Convolution3DLayer.class, NO_BACKWARD),
            entry(Deconvolution2DLayer.class, NO_BACKWARD),
            entry(Deconvolution3DLayer.class, NO_BACKWARD),
            entry(Upsampling1D.class, NO_BACKWARD),
            entry(SpaceToDepth.class, NO_BACKWARD),
            entry(RepeatVector.class, NO_BACKWARD),
            entry(CenterLossOutputLayer.class, NO_BACKWARD),
            entry(AutoEncoder.class, "drops in the backward pass and never in the forward pass"),
            entry(SimpleRnn.class, TRANSPOSED),
            entry(GravesLSTM.class, TRANSPOSED));

    /**
     * These layers keep a reference to their own input: {@code LSTM} ignores a new array in [N, T, C] (and does not reveal its
     * format), {@code ElementWiseMultiplicationLayer} always does, and {@code SpaceToBatch} passes no workspace manager.
     */
    private static final Map<Class<?>, Placement> IN_PLACE_ONLY = Map.of(
            LSTM.class, Placement.IN_PLACE_CHANNELS_FIRST,
            ElementWiseMultiplicationLayer.class, Placement.IN_PLACE,
            SpaceToBatch.class, Placement.IN_PLACE);

    /** On [N, C, T] these layers use a new array as every other layer does. */
    @SuppressWarnings("deprecation") // GravesLSTM again
    private static final Set<Class<?>> RECURRENT = Set.of(LSTM.class, SimpleRnn.class, GravesLSTM.class);

    private static final Set<Class<?>> NETWORKS = Set.of(MultiLayerNetwork.class, ComputationGraph.class);

    /** The layer, if any, that makes the pass from which this is called. */
    static CallingLayer find(Call call) {
        return STACK.walk(frames -> new Search(call).over(frames));
    }

    /** Whether a network makes the pass from which this is called, and not as a part of its training. */
    static boolean isOutsideFit() {
        return find(new Call(true, 0, false, false, true)).outsideFit();
    }

    /** Whether a network makes the pass, and not as a part of its training. */
    boolean outsideFit() {
        return network != null && !inFit;
    }

    /** Where the output goes, or a refusal of calls that would lead to wrong gradients. */
    Placement place(Call call) {
        if (layer == null || call.knownFirst && RECURRENT.contains(layer)) {
            return Placement.NEW_ARRAY;
        }
        if (REFUSED.containsKey(layer)) {
            throw refusal(REFUSED.get(layer));
        }
        if (layer == ConvolutionLayer.class) {
            throw refusal(TRANSPOSED_CUBE);
        }
        if (!call.modifiable
                || network == ComputationGraph.class) { // in a graph others may read what one layer may change
            throw refusal(
                    "is sure of its dropout only where it may change its input in place, which is from the second layer of a"
                            + " MultiLayerNetwork on");
        }
        return IN_PLACE_ONLY.get(layer);
    }

    private IllegalStateException refusal(String what) {
        return new IllegalStateException("Dropout on " + layer.getSimpleName()
                + ": expected a layer that drops its input the same way in both passes, received one"
                + " that, in Deeplearning4j 1.0.0-M2.1, " + what + ", so that its gradients would be wrong; take"
                + " the dropout off this layer (RateDropout.of(0) where the network sets one for all layers) and put a"
                + " RateDropoutLayer in front of it" + otherRemedy());
    }

    private String otherRemedy() {
        if (RECURRENT.contains(layer)) {
            return " (above it, if it stands in a MaskZeroLayer, which takes dropped steps for padding); if the format is"
                    + " [N, C, T], Dropouts.prepare(configuration) is enough";
        }
        if (layer == ConvolutionLayer.class) {
            return "; if the format is [N, C, H, W], Dropouts.prepare(configuration), or"
                    + " RateDropout.builder(rate).channelsLast(false), is enough";
        }
        return (layer == AutoEncoder.class
                        ? "; in pretraining, which does not run the layers below, corruptionLevel(rate) drops its input"
                        : "")
                + "; Dropouts.prepare(configuration) finds this before training";
    }

    /**
     * One walk over the stack, from the call up to the network and to its method. Passes are rare enough that compilers leave this
     * alone for long: so it steps from frame to frame, and sets up no pipeline. The name of a method costs as much as several frames:
     * so it asks for few.
     */
    private static final class Search {

        private final Call call;
        private Class<?> layer;
        private StackFrame outermost; // of layers
        private Class<?> network;
        private boolean output;
        private boolean inFit;
        private boolean done;

        Search(Call call) {
            this.call = call;
        }

        CallingLayer over(Stream<StackFrame> frames) {
            Spliterator<StackFrame> stack = frames.spliterator();
            for (int i = 0; i < FRAMES && !done && stack.tryAdvance(this::look); i++) {
                // the step is the look
            }
            // An autoencoder drops nowhere else, and is refused.
            boolean late = outermost != null
                    && !output
                    && layer != AutoEncoder.class
                    && outermost.getMethodName().equals("backpropGradient");
            return new CallingLayer(layer, network, inFit, late);
        }

        private void look(StackFrame frame) {
            Class<?> type = frame.getDeclaringClass();
            if (NETWORKS.contains(type)) {
                network = type;
                inFit = call.seeded && frame.getMethodName().equals("computeGradientAndScore");
                done = inFit || !call.seeded;
            } else if (network != null) {
                done = true;
            } else if (Layer.class.isAssignableFrom(type)) {
                outermost = frame;
                output |= IOutputLayer.class.isAssignableFrom(type);
                layer = layer == null ? suspect(type) : layer;
            }
        }

        /** The class, if an answer depends on it. Two layers call from methods that they inherit. */
        private Class<?> suspect(Class<?> type) {
            if (type == ConvolutionLayer.class) {
                return call.rank == 5 ? Convolution3DLayer.class : call.hidesTransposition ? type : null;
            }
            Class<?> real = type == BasePretrainNetwork.class ? AutoEncoder.class : type;
            return REFUSED.containsKey(real) || IN_PLACE_ONLY.containsKey(real) ? real : null;
        }
    }
}
