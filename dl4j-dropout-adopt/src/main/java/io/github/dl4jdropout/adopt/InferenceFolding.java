package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.adopt.fold.Folding;
import org.deeplearning4j.nn.api.Model;

/**
 * Makes a network for deployment that has no class of this library, and computes the same.
 *
 * <pre>{@code
 * MultiLayerNetwork deployed = InferenceFolding.fold(network).network();
 * ModelSerializer.writeModel(deployed, file, false); // is read without this library
 * }</pre>
 *
 * <p>At inference dropout is the identity, or a factor with {@code Scaling.DOWNSCALE_IN_INFER} and {@code UPSCALE_IN_INFER}. A dropout on a
 * layer is taken off; a dropout layer becomes an {@code ActivationLayer} of the identity, so that names, indices and outputs stay. Its
 * factor goes into the weights of the next layer, also through pooling, ReLU and other dropouts, and where that is not exact, into a
 * {@code ScaleVertex} of a graph.
 */
public final class InferenceFolding {

    private InferenceFolding() {}

    /**
     * Folds the dropouts of this library. Outputs are the same within the rounding of the weights, 1e-6 of their size.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}, not modified
     * @param <M> its class
     * @return a new network with copies of the parameters, without updater state and listeners, and the report
     * @throws IllegalArgumentException if the network is neither, or not initialised; or if a factor has no place in it, with the
     *     reason: in a {@code MultiLayerNetwork} where the next layer's weights cannot take it
     */
    @SuppressWarnings("unchecked") // the class of a draft's network is that of its original
    public static <M extends Model> Adopted<M> fold(M network) {
        Folding folding = new Folding(network);
        Model folded = folding.run();
        return new Adopted<>((M) folded, folding.report());
    }
}
