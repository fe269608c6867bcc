package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.RateGaussianDropoutLayer;
import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Slot;

/** {@code GaussianDropout}: the import takes 1 - rate for the rate. */
final class RestoredGaussianDropout implements Restored {

    @Override
    public boolean concerns(KerasLayer inner) {
        return inner.type().equals("GaussianDropout");
    }

    @Override
    public void restore(KerasLayer layer, Slot slot, Restoration restoration) {
        double rate = layer.inner().number("rate");
        restoration.exchange(layer, slot, RateGaussianDropoutLayer.of(rate), "GaussianDropout(" + rate + ")");
    }
}
