package io.github.dl4jdropout.adopt.fold;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport;
import io.github.dl4jdropout.adopt.AdoptionReport.Entry;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.draft.Draft;
import io.github.dl4jdropout.adopt.draft.Slot;
import io.github.dl4jdropout.check.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One folding of one network. */
public final class Folding {

    private static final Pattern OURS = Pattern.compile("io\\.github\\.dl4jdropout\\.[\\w.$]+");

    private final Model network;
    private final Draft draft;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Slot, Double> factors = new LinkedHashMap<>();

    /**
     * A folding.
     *
     * @param network not modified
     */
    public Folding(Model network) {
        this.network = network;
        this.draft = Draft.of(network);
    }

    /**
     * Folds all dropouts.
     *
     * @return a new network; {@link #report()} is what was done
     * @throws IllegalArgumentException if a factor can neither be folded nor be put in, or if something else of this library remains
     */
    public Model run() {
        for (Place place : draft.walk().places()) {
            if (place.layer() instanceof KeyedDropoutLayer) {
                fold(place, (KeyedDropoutLayer) place.layer());
            }
            Stream.concat(place.wrappers().stream(), Stream.ofNullable(place.layer()))
                    .filter(layer -> layer.getIDropout() instanceof KeyedDropout)
                    .forEach(layer -> takeOff(place, layer));
        }
        Matcher ours = OURS.matcher(draft.configuration().toString());
        if (ours.find()) {
            throw new IllegalArgumentException(
                    "Cannot fold the network: expected no class of this library but its dropouts, received "
                            + ours.group() + ", in a place that the walk does not reach");
        }
        Model folded = draft.network(network);
        factors.forEach((slot, factor) -> scale(folded, slot, factor));
        return folded;
    }

    /**
     * What was done.
     *
     * @return the report of {@link #run()}
     */
    public AdoptionReport report() {
        return new AdoptionReport(entries, draft.indices());
    }

    private void takeOff(Place place, Layer layer) {
        add(place, layer.getIDropout() + " taken off: at inference it is the identity");
        layer.setIDropout(null);
    }

    private void fold(Place place, KeyedDropoutLayer layer) {
        double factor = factor(layer);
        Slot slot = draft.slot(place);
        String with = "ActivationLayer(IDENTITY)";
        if (factor != 1.0) {
            Optional<Slot> absorber = factor > 0 ? Factors.absorber(draft, place) : Optional.empty();
            if (absorber.isPresent()) {
                factors.merge(absorber.get(), factor, (a, b) -> a * b);
                with += ", and its factor " + factor + " is in the weights of layer \""
                        + absorber.get().name() + "\"";
            } else if (Factors.isLinear(slot.preProcessor()) && draft.scaleBefore(slot, factor)) {
                with += " behind ScaleVertex(" + factor + ")";
            } else {
                throw new IllegalArgumentException(
                        "Cannot fold layer " + place.name() + ": expected a factor that the weights of the next"
                                + " layer can take, received " + factor + " of " + layer
                                + ", with no such layer right above; fold"
                                + " network.toComputationGraph(), in which a ScaleVertex takes it");
            }
        }
        slot.setLayer(new ActivationLayer.Builder()
                .activation(Activation.IDENTITY)
                .name(slot.name())
                .build());
        add(place, layer + " is now " + with);
    }

    /** That of the iteration and epoch at which the network is: a model of version 0.1 may have a scheduled one. */
    private double factor(KeyedDropoutLayer layer) {
        return layer instanceof RateDropoutLayer
                ? ((RateDropoutLayer) layer)
                        .getScaling()
                        .inferFactor(layer.getRate().at(draft.iteration(), draft.epoch()))
                : 1.0;
    }

    private void scale(Model folded, Slot slot, double factor) {
        for (String weights : List.of("W", "fW", "bW")) {
            INDArray array = folded.paramTable().get(draft.key(slot) + "_" + weights);
            if (array != null) {
                array.muli(factor);
            }
        }
    }

    private void add(Place place, String what) {
        entries.add(new Entry(place.name(), Kind.CHANGED, what));
    }
}
