package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Slot;

/** {@code SpatialDropout1D}, {@code 2D}, {@code 3D}: the import drops rows or time steps, where Keras drops channels. */
final class RestoredSpatialDropout implements Restored {

    @Override
    public boolean concerns(KerasLayer inner) {
        return inner.type().startsWith("SpatialDropout");
    }

    @Override
    public void restore(KerasLayer layer, Slot slot, Restoration restoration) {
        KerasLayer inner = layer.inner();
        double rate = inner.number("rate");
        int rank = inner.type().charAt("SpatialDropout".length()) - '0' + 2;
        String what = inner.type() + "(" + rate + ")";
        boolean timeAxis = rank == 3 && restoration.isMerged(slot) && restoration.unmerge(slot);
        if (inner != layer || restoration.rank(slot) != rank && !timeAxis) {
            restoration.exchange(layer, slot, RateDropoutLayer.builder(0.0).build(), what);
            restoration.add(
                    layer.name(),
                    Kind.LOST,
                    "its channels, because its input here is of rank " + restoration.rank(slot) + "; it is off");
            return;
        }
        restoration.exchange(
                layer,
                slot,
                RateDropoutLayer.builder(rate)
                        .noiseShape(NoiseShape.CHANNEL)
                        .channelsLast(rank == 3 || !layer.channelsFirst())
                        .build(),
                what);
    }
}
