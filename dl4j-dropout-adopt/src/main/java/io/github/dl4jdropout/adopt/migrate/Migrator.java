package io.github.dl4jdropout.adopt.migrate;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport;
import io.github.dl4jdropout.adopt.AdoptionReport.Entry;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.draft.Draft;
import io.github.dl4jdropout.adopt.draft.Slot;
import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Report;
import io.github.dl4jdropout.check.Rule;
import io.github.dl4jdropout.check.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** One migration of one draft. The rules of the library decide: each form is tried, and the first that they do not refuse stays. */
public final class Migrator {

    private final Draft draft;
    private final Set<String> meantAsRates;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A migration.
     *
     * @param draft changed by {@link #run}
     * @param meantAsRates names of the layers whose retain probability was meant as a rate
     */
    public Migrator(Draft draft, Set<String> meantAsRates) {
        this.draft = draft;
        this.meantAsRates = meantAsRates;
    }

    /**
     * Migrates all layers, and has the result prepared.
     *
     * @return what was changed, and what could not be
     * @throws IllegalArgumentException if a layer to be mended does not exist, or if {@code Dropouts.prepare} refuses a dropout of
     *     this library that was there before
     */
    public AdoptionReport run() {
        requireKnown();
        Walk walk = draft.walk();
        Set<String> ignored = new Report(walk, Rule.all())
                .findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.IGNORED)
                        .map(Finding::layer)
                        .collect(Collectors.toSet());
        Map<Slot, List<Place>> foreign = new LinkedHashMap<>();
        for (Place place : walk.places()) {
            if (place.dropout() != null && !(place.dropout() instanceof KeyedDropout)) {
                foreign.computeIfAbsent(draft.slot(place), any -> new ArrayList<>())
                        .add(place);
            }
        }
        foreign.forEach((slot, places) -> {
            places.removeIf(place -> !isFrozen(place) && ignored.contains(place.name()) && takenOff(place));
            if (!places.isEmpty()) {
                migrate(slot, places);
            }
        });
        walk.places().forEach(this::noteWeightNoise);
        draft.prepare();
        noteNewMasks(walk);
        return new AdoptionReport(entries, draft.indices());
    }

    private void requireKnown() {
        Set<String> unknown = new HashSet<>(meantAsRates);
        draft.slots().forEach(slot -> unknown.remove(slot.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Cannot mend the rate of " + unknown + ": expected names of layers, "
                    + draft.slots().stream().map(Slot::name).collect(Collectors.joining(", ")) + "; received others");
        }
    }

    private boolean takenOff(Place place) {
        if (!isBuiltIn(place.dropout())) {
            return false;
        }
        add(
                place,
                Kind.CHANGED,
                Counterpart.written(place.dropout()) + " taken off: "
                        + place.layer().getClass().getSimpleName()
                        + " never calls it, and the network was trained without");
        place.layer().setIDropout(null);
        return true;
    }

    private void migrate(Slot slot, List<Place> places) {
        Place first = places.get(0);
        IDropout old = first.dropout();
        boolean dropoutLayer = first.layer() instanceof DropoutLayer;
        if (Counterpart.keepsAll(old) && !dropoutLayer && !meantAsRates.contains(slot.name())) {
            add(first, Kind.CHANGED, Counterpart.written(old) + " taken off: it drops nothing");
            takeOff(places);
            return;
        }
        Counterpart counterpart;
        try {
            counterpart = Counterpart.of(old, meantAsRates.contains(slot.name()));
            for (Place place : places) {
                if (!counterpart.equals(Counterpart.of(place.dropout(), meantAsRates.contains(slot.name())))) {
                    throw new Counterpart.None("the directions have different dropouts; give them the same");
                }
            }
        } catch (Counterpart.None e) {
            add(first, Kind.LEFT, Counterpart.written(old) + " is left: " + e.getMessage());
            return;
        }
        String was = Counterpart.written(old) + (meantAsRates.contains(slot.name()) ? ", meant as a rate," : "")
                + " is now ";
        List<String> refusals = new ArrayList<>();
        boolean done = dropoutLayer
                ? exchange(slot, first, counterpart, was, refusals)
                : give(places, counterpart, was, refusals) || putBefore(slot, places, counterpart, was, refusals);
        if (!done) {
            add(first, Kind.LEFT, Counterpart.written(old) + " is left: " + String.join("; ", new HashSet<>(refusals)));
        }
    }

    /** Gives the layer itself the dropout. */
    private boolean give(List<Place> places, Counterpart counterpart, String was, List<String> refusals) {
        List<IDropout> old = places.stream().map(Place::dropout).toList();
        places.forEach(place -> place.layer().setIDropout(counterpart.asDropout()));
        Optional<String> refusal = places.stream()
                .flatMap(place -> refusal(place.layer()).stream())
                .findFirst();
        if (refusal.isPresent()) {
            for (int i = 0; i < places.size(); i++) {
                places.get(i).layer().setIDropout(old.get(i));
            }
            refusals.add(refusal.get());
            return false;
        }
        add(places.get(0), Kind.CHANGED, was + counterpart.asDropout());
        takeOffWrappers(places);
        return true;
    }

    /** Puts a dropout layer in front of the layer. */
    private boolean putBefore(
            Slot slot, List<Place> places, Counterpart counterpart, String was, List<String> refusals) {
        List<IDropout> old = places.stream().map(Place::dropout).toList();
        takeOff(places);
        for (KeyedDropoutLayer layer : forms(counterpart)) {
            Slot inserted = draft.putBefore(slot, layer);
            Optional<String> refusal = refusal(layer);
            if (refusal.isEmpty()) {
                add(
                        places.get(0),
                        Kind.CHANGED,
                        was + layer + " in front of it: on the layer itself, " + refusals.get(0)
                                + (places.size() > 1 ? "; both directions read the same mask" : ""));
                return true;
            }
            draft.takeOut(inserted, slot);
            refusals.add(refusal.get());
        }
        for (int i = 0; i < places.size(); i++) {
            places.get(i).layer().setIDropout(old.get(i));
        }
        return false;
    }

    /** Exchanges a dropout layer for one of this library. */
    private boolean exchange(Slot slot, Place place, Counterpart counterpart, String was, List<String> refusals) {
        Layer old = slot.layer();
        for (KeyedDropoutLayer layer : forms(counterpart)) {
            slot.setInner(layer);
            Optional<String> refusal = refusal(layer);
            if (refusal.isEmpty()) {
                add(place, Kind.CHANGED, was + layer);
                return true;
            }
            slot.setInner(place.layer());
            refusals.add(refusal.get());
        }
        slot.setLayer(old);
        return false;
    }

    /** Axis 1 for the channels first, as Deeplearning4j has it, and else the last. */
    private static List<KeyedDropoutLayer> forms(Counterpart counterpart) {
        return counterpart.shape().dependsOnFormat()
                ? List.of(counterpart.asLayer(false), counterpart.asLayer(true))
                : List.of(counterpart.asLayer(false));
    }

    private Optional<String> refusal(Layer layer) {
        Walk walk = draft.walk();
        Set<String> here = walk.places().stream()
                .filter(place -> place.layer() == layer)
                .map(Place::name)
                .collect(Collectors.toSet());
        return new Report(walk, Rule.all())
                .findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.REFUSED && here.contains(finding.layer()))
                        .map(Finding::what)
                        .findFirst();
    }

    private static void takeOff(List<Place> places) {
        places.forEach(place -> place.layer().setIDropout(null));
        takeOffWrappers(places);
    }

    /** A network-wide dropout is copied to the wrapper and to the layer inside; the copy of the wrapper is never called. */
    private static void takeOffWrappers(List<Place> places) {
        for (Place place : places) {
            for (Layer wrapper : place.wrappers()) {
                if (isBuiltIn(wrapper.getIDropout())) {
                    wrapper.setIDropout(null);
                }
            }
        }
    }

    private static boolean isBuiltIn(IDropout dropout) {
        return dropout != null && dropout.getClass().getName().startsWith("org.deeplearning4j.");
    }

    private static boolean isFrozen(Place place) {
        return place.wrappers().stream()
                .anyMatch(wrapper -> wrapper instanceof FrozenLayer || wrapper instanceof FrozenLayerWithBackprop);
    }

    private void noteWeightNoise(Place place) {
        if (place.layer() instanceof BaseLayer && ((BaseLayer) place.layer()).getWeightNoise() != null) {
            add(
                    place,
                    Kind.LEFT,
                    ((BaseLayer) place.layer()).getWeightNoise().getClass().getSimpleName()
                            + " is left: it is noise on weights, and this library drops activations");
        }
    }

    /** The masks of a seeded dropout layer are drawn by its index. */
    private void noteNewMasks(Walk before) {
        Map<Integer, Integer> indices = draft.indices();
        for (Place place : before.places()) {
            boolean seeded =
                    place.layer() instanceof KeyedDropoutLayer && ((KeyedDropoutLayer) place.layer()).getSeed() != null;
            int now = indices.getOrDefault(place.index(), place.index());
            if (seeded && now != place.index()) {
                add(place, Kind.NOTE, "its seeded masks are those of index " + now + " now, other ones than before");
            }
        }
    }

    private void add(Place place, Kind kind, String what) {
        entries.add(new Entry(place.name(), kind, what));
    }
}
