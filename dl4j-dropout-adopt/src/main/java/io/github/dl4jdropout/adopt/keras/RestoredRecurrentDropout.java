package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Slot;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;

/** {@code dropout=} of {@code LSTM} and {@code SimpleRNN}: the import draws for each time step, where Keras draws once for all. */
final class RestoredRecurrentDropout implements Restored {

    @Override
    public boolean concerns(KerasLayer inner) {
        return (inner.type().equals("LSTM") || inner.type().equals("SimpleRNN"))
                && (inner.number("dropout") > 0 || inner.number("recurrent_dropout") > 0);
    }

    @Override
    public void restore(KerasLayer layer, Slot slot, Restoration restoration) {
        KerasLayer inner = layer.inner();
        double rate = inner.number("dropout");
        boolean both = slot.layer() instanceof Bidirectional;
        restoration.takeOff(slot);
        if (inner.number("recurrent_dropout") > 0) {
            restoration.add(
                    layer.name(),
                    Kind.LOST,
                    "recurrent_dropout=" + inner.number("recurrent_dropout")
                            + ", for which Deeplearning4j has no place");
        }
        if (rate == 0) {
            return;
        }
        String what = inner.type() + "(dropout=" + rate + ")";
        boolean oneDraw = inner.type().equals("SimpleRNN")
                || inner.config("implementation").asInt() == 2;
        if (both || !oneDraw) {
            restoration.add(
                    layer.name(),
                    Kind.LOST,
                    what + " is off: Keras draws for each "
                            + (both ? "direction" : "gate") + ", which a layer in front cannot; the nearest is"
                            + " RateDropoutLayer.builder(" + rate
                            + ").noiseShape(NoiseShape.TIME).channelsLast(true).build() in front of it");
            return;
        }
        RateDropoutLayer time = RateDropoutLayer.builder(rate)
                .noiseShape(NoiseShape.TIME)
                .channelsLast(true)
                .build();
        restoration.putBefore(slot, time);
        restoration.add(layer.name(), Kind.CHANGED, what + " is now " + time + " in front of it");
    }
}
