package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Slot;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;

/** {@code Dropout}, also with a {@code noise_shape} or inside {@code TimeDistributed}: the import loses its rate. */
final class RestoredDropout implements Restored {

    @Override
    public boolean concerns(KerasLayer inner) {
        return inner.type().equals("Dropout");
    }

    @Override
    public void restore(KerasLayer layer, Slot slot, Restoration restoration) {
        KerasLayer inner = layer.inner();
        JsonNode noise = inner.config("noise_shape");
        RateDropoutLayer.Builder builder =
                RateDropoutLayer.builder(inner.number("rate")).channelsLast(true);
        if (inner.config("seed").isNumber()) {
            builder.seed(inner.config("seed").asLong());
        }
        String what = "Dropout(" + inner.number("rate") + ")";
        if (noise.isArray()) {
            what = "Dropout(" + inner.number("rate") + ", noise_shape=" + noise + ")";
            int rank = restoration.rank(slot) + (restoration.isMerged(slot) ? 1 : 0);
            List<Integer> shared = shared(noise, rank);
            boolean timeAxis = !restoration.isMerged(slot) || shared.isEmpty() || restoration.unmerge(slot);
            if (inner != layer || noise.size() > rank || !timeAxis) {
                restoration.exchange(layer, slot, RateDropoutLayer.builder(0.0).build(), what);
                restoration.add(
                        layer.name(),
                        Kind.LOST,
                        "its noise_shape, because its input here is of rank " + restoration.rank(slot)
                                + "; it is off, RateDropoutLayer.of(" + inner.number("rate") + ") drops per element");
                return;
            }
            builder.noiseShape(NoiseShape.sharedAxes(
                    shared.stream().mapToInt(Integer::intValue).toArray()));
        }
        restoration.exchange(layer, slot, builder.build(), what);
    }

    /** The axes along which a shape of Keras is 1. It may be shorter than the array, and is then 1 on the first ones. */
    private static List<Integer> shared(JsonNode noise, int rank) {
        List<Integer> axes = new ArrayList<>();
        int missing = rank - noise.size();
        for (int axis = 0; axis < rank; axis++) {
            if (axis < missing || noise.get(axis - missing).asInt(0) == 1) {
                axes.add(axis);
            }
        }
        return axes;
    }
}
