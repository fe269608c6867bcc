package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Slot;
import java.util.Set;

/** How the dropout of one type of Keras layer comes back. */
interface Restored {

    /** The layers that are nothing but noise, each of which is a layer of the imported network. */
    Set<String> DROPPING = Set.of(
            "Dropout",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "GaussianDropout",
            "GaussianNoise",
            "AlphaDropout");

    /** Whether it is for a layer, which is not a wrapper. */
    boolean concerns(KerasLayer inner);

    /**
     * Restores.
     *
     * @param layer in its wrapper, if any
     * @param slot its layer in the imported network
     * @param restoration that of the network
     */
    void restore(KerasLayer layer, Slot slot, Restoration restoration);
}
