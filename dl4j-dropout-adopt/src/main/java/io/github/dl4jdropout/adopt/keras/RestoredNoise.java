package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Slot;

/** {@code AlphaDropout} and {@code GaussianNoise}: the import is right. */
final class RestoredNoise implements Restored {

    @Override
    public boolean concerns(KerasLayer inner) {
        return inner.type().equals("AlphaDropout") || inner.type().equals("GaussianNoise");
    }

    @Override
    public void restore(KerasLayer layer, Slot slot, Restoration restoration) {
        restoration.add(layer.name(), Kind.LEFT, layer.inner().type() + " is left: the import is right");
    }
}
