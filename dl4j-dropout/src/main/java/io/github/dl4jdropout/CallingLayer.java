package io.github.dl4jdropout;

import static java.util.Map.entry;

import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.Stream;
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
 * Which layer applies an {@code IDropout}, found on the call stack, and whether its gradients can be right.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 tells an {@code IDropout} nothing about its layer, and some layers train on wrong gradients
 * without a word. A layer that does so, or that cannot be told from one that does, is refused: the mistake costs its user an
 * exception instead of a model.
 */
final class CallingLayer {

    /** The layer lies directly above the few frames of the call, at most with a superclass or a wrapper in between. */
    private static final int FRAMES = 12;

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

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
     * The LSTM forgets a new array if its format is [N, T, C], which nothing tells; the multiplication forgets it always; the last
     * one does not say where it may be allocated.
     */
    private static final Set<Class<?>> IN_PLACE_ONLY =
            Set.of(LSTM.class, ElementWiseMultiplicationLayer.class, SpaceToBatch.class);

    /** What calls the layers. */
    private static final Set<Class<?>> NETWORKS = Set.of(MultiLayerNetwork.class, ComputationGraph.class);

    private CallingLayer() {}

    /**
     * Refuses calls that would lead to wrong gradients.
     *
     * @param modifiable whether the layer offers its input to be changed in place
     * @param rank of the input
     * @param hidesTransposition whether the gradient may be transposed, and its shape would not show it
     * @return whether the layer takes over an array other than its own
     */
    static boolean takesNewArray(boolean modifiable, int rank, boolean hidesTransposition) {
        Class<?> layer = STACK.walk(frames -> suspect(frames, rank, hidesTransposition));
        if (layer == null) {
            return true;
        }
        if (REFUSED.containsKey(layer)) {
            throw refusal(layer, REFUSED.get(layer));
        }
        if (layer == ConvolutionLayer.class) {
            throw refusal(
                    layer,
                    TRANSPOSED_CUBE,
                    "; if the format is [N, C, H, W], RateDropout.builder(rate).channelsLast(false) says so and is enough");
        }
        if (!modifiable || isInGraph()) {
            throw refusal(
                    layer,
                    "is sure of its dropout only where it may change its input in place, which is from the second layer of a"
                            + " MultiLayerNetwork on");
        }
        return false;
    }

    /**
     * The first class on the stack, below the network, that an answer depends on, or null. This is asked at each forward pass, seldom
     * enough that compilers leave the code alone for long: so it steps from frame to frame, and sets up no pipeline.
     */
    private static Class<?> suspect(Stream<StackFrame> frames, int rank, boolean hidesTransposition) {
        Class<?>[] frame = new Class<?>[1];
        Spliterator<StackFrame> stack = frames.spliterator();
        for (int i = 0; i < FRAMES && stack.tryAdvance(next -> frame[0] = next.getDeclaringClass()); i++) {
            Class<?> type = layerOf(frame[0], rank);
            if (REFUSED.containsKey(type)
                    || IN_PLACE_ONLY.contains(type)
                    || type == ConvolutionLayer.class && hidesTransposition) {
                return type;
            }
            if (NETWORKS.contains(type)) {
                return null;
            }
        }
        return null;
    }

    /** Two layers call from methods that they inherit. */
    private static Class<?> layerOf(Class<?> type, int rank) {
        if (type == ConvolutionLayer.class && rank == 5) {
            return Convolution3DLayer.class;
        }
        return type == BasePretrainNetwork.class ? AutoEncoder.class : type;
    }

    /** In a graph other layers may read the input that one layer is allowed to change. */
    private static boolean isInGraph() {
        return STACK.walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == ComputationGraph.class));
    }

    private static IllegalStateException refusal(Class<?> layer, String what) {
        return refusal(layer, what, "");
    }

    private static IllegalStateException refusal(Class<?> layer, String what, String otherRemedy) {
        return new IllegalStateException("Dropout on " + layer.getSimpleName()
                + ": expected a layer that drops its input the same way in both passes, received one"
                + " that, in Deeplearning4j 1.0.0-M2.1, " + what + ", so that its gradients would be wrong; take"
                + " the dropout off this layer (RateDropout.of(0) where the network sets one for all layers) and put a"
                + " RateDropoutLayer in front of it" + otherRemedy);
    }
}
