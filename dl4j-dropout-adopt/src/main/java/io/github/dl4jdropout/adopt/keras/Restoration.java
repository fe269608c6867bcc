package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport;
import io.github.dl4jdropout.adopt.AdoptionReport.Entry;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.audit.keras.KerasConfiguration;
import io.github.dl4jdropout.adopt.audit.keras.KerasLayer;
import io.github.dl4jdropout.adopt.draft.Draft;
import io.github.dl4jdropout.adopt.draft.Slot;
import io.github.dl4jdropout.check.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/** One restoration of one imported network. */
public final class Restoration {

    private static final List<Restored> TYPES = List.of(
            new RestoredDropout(),
            new RestoredSpatialDropout(),
            new RestoredGaussianDropout(),
            new RestoredNoise(),
            new RestoredRecurrentDropout());

    private final KerasConfiguration keras;
    private final Model network;
    private final Draft draft;
    private final Probe probe;
    private final List<Entry> entries = new ArrayList<>();
    private AdoptionReport report;

    /**
     * A restoration.
     *
     * @param model of Keras
     * @param network the network that Deeplearning4j imported from it; not modified
     */
    public Restoration(KerasConfiguration model, Model network) {
        this.keras = model;
        this.network = network;
        this.draft = Draft.of(network);
        requireAllLayers();
        this.probe = new Probe(keras, network);
    }

    private void requireAllLayers() {
        List<String> missing = keras.layers().stream()
                .filter(layer -> Restored.DROPPING.contains(layer.inner().type()))
                .map(KerasLayer::name)
                .filter(name -> draft.slot(name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot restore the dropouts: expected the network that was imported from this file,"
                            + " received one without the layers " + missing);
        }
    }

    /**
     * Restores all dropouts.
     *
     * @return a new network; {@link #report()} is what was done
     * @throws IllegalStateException if its inference is not that of the imported network, which is a fault of this library
     */
    public Model run() {
        int off = takeOffWhatKeepsAll();
        for (KerasLayer layer : keras.layers()) {
            for (Restored type : TYPES) {
                if (type.concerns(layer.inner())) {
                    type.restore(layer, draft.slot(layer.name()).orElseThrow(), this);
                }
            }
        }
        if (off > 0) {
            add(
                    "(all)",
                    Kind.CHANGED,
                    "Dropout(1.0) taken off " + off + " layers, on which it drops nothing, and on convolutions of"
                            + " [N, H, W, C] fails in training");
        }
        draft.prepare();
        report = new AdoptionReport(entries, draft.indices());
        Model restored = draft.network(network);
        draft.copyTraining(network, restored);
        if (!new Probe(keras, restored).sameOutputs(probe)) {
            throw new IllegalStateException(
                    "The restored network infers otherwise than the imported one, which is a fault of"
                            + " dl4j-dropout; please report it. The network given is unchanged");
        }
        return restored;
    }

    /**
     * What was done.
     *
     * @return the report of {@link #run()}
     */
    public AdoptionReport report() {
        return report;
    }

    private int takeOffWhatKeepsAll() {
        int off = 0;
        for (Place place : draft.walk().places()) {
            boolean dropoutLayer =
                    place.layer() instanceof DropoutLayer; // those are exchanged, and cannot be without one
            List<Layer> layers = Stream.concat(place.wrappers().stream(), Stream.ofNullable(place.layer()))
                    .filter(layer -> !dropoutLayer && keepsAll(layer.getIDropout()))
                    .toList();
            layers.forEach(layer -> layer.setIDropout(null));
            off += layers.isEmpty() ? 0 : 1;
        }
        return off;
    }

    private static boolean keepsAll(IDropout dropout) {
        return dropout != null && dropout.getClass() == Dropout.class && ((Dropout) dropout).getP() == 1.0;
    }

    void exchange(KerasLayer from, Slot slot, KeyedDropoutLayer layer, String what) {
        slot.setInner(layer);
        removeNeedlessPreProcessor(slot);
        add(from.name(), Kind.CHANGED, what + " is now " + layer);
        if (layer.getSeed() != null) {
            add(from.name(), Kind.NOTE, "its seed is Keras', its masks are not");
        }
        if (from.isAlwaysOn()) {
            add(
                    from.name(),
                    Kind.LOST,
                    "training=True of its call: it drops in training alone; for random outputs call"
                            + " output(x, true), where all layers drop");
        }
    }

    Slot putBefore(Slot slot, Layer layer) {
        return draft.putBefore(slot, layer);
    }

    /** Takes the dropout off a layer, in all its wrappers and directions. */
    void takeOff(Slot slot) {
        for (Place place : draft.walk().places()) {
            if (draft.slot(place) == slot) {
                place.layer().setIDropout(null);
                place.wrappers().forEach(wrapper -> wrapper.setIDropout(null));
            }
        }
    }

    int rank(Slot slot) {
        return probe.rank(slot.name());
    }

    boolean isMerged(Slot slot) {
        return probe.isMerged(slot.name());
    }

    /**
     * Gives a dropout layer its time axis back, where Deeplearning4j hands it the steps of all examples as rows: [T·N, C] becomes [N, T, C]
     * in front of it, not behind it.
     *
     * @return false if its readers do not allow it
     */
    boolean unmerge(Slot slot) {
        List<Slot> readers = draft.readers(slot);
        if (readers.isEmpty() || slot.preProcessor() != null) {
            return false;
        }
        for (Slot reader : readers) {
            if (reader.preProcessor() != null && !(reader.preProcessor() instanceof FeedForwardToRnnPreProcessor)) {
                return false;
            }
        }
        slot.setPreProcessor(new FeedForwardToRnnPreProcessor(RNNFormat.NWC));
        for (Slot reader : readers) {
            reader.setPreProcessor(
                    reader.preProcessor() == null ? new RnnToFeedForwardPreProcessor(RNNFormat.NWC) : null);
        }
        return true;
    }

    /** Behind global pooling the import leaves one whose gradient is [N, 1, C] for an input [N, C]. */
    private void removeNeedlessPreProcessor(Slot slot) {
        for (Slot reader : draft.readers(slot)) {
            if (reader.preProcessor() instanceof RnnToFeedForwardPreProcessor
                    && rank(slot) == 2
                    && slot.preProcessor() == null) {
                reader.setPreProcessor(null);
            }
        }
    }

    void add(String layer, Kind kind, String what) {
        entries.add(new Entry(layer.startsWith("(") ? layer : "\"" + layer + "\"", kind, what));
    }
}
