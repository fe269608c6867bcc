package io.github.dl4jdropout.check;

import io.github.dl4jdropout.DropRate;
import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.NoiseShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A layer in its network, without the wrappers around it; of a {@code Bidirectional}, one for each direction. */
public final class Place {

    private final Walk walk;
    private final String name;
    private final int index;
    private final List<Layer> wrappers;
    private final Layer layer;
    private final boolean reversed;
    private final Format input;
    final List<Place> below = new ArrayList<>();
    final List<Place> above = new ArrayList<>();

    Place(Walk walk, String name, int index, List<Layer> wrappers, Layer layer, boolean reversed, Format input) {
        this.walk = walk;
        this.name = name;
        this.index = index;
        this.wrappers = List.copyOf(wrappers);
        this.layer = layer;
        this.reversed = reversed;
        this.input = input;
    }

    /**
     * The walk that this place belongs to.
     *
     * @return the walk
     */
    public Walk walk() {
        return walk;
    }

    /**
     * Index and name of the layer in its network, or its name in a graph, and the direction in a {@code Bidirectional}.
     *
     * @return for example {@code 2 "hidden"}; the index alone where the name is the one that Deeplearning4j gives
     */
    public String name() {
        return name;
    }

    /**
     * The index of the layer in its network, as at run time.
     *
     * @return the index
     */
    public int index() {
        return index;
    }

    /**
     * The layer inside all wrappers.
     *
     * @return its configuration, or null for a vertex of a graph that is no layer
     */
    public Layer layer() {
        return layer;
    }

    /**
     * The wrappers, the outermost first.
     *
     * @return an immutable list
     */
    public List<Layer> wrappers() {
        return wrappers;
    }

    /**
     * The places that the layer reads.
     *
     * @return an unmodifiable list; empty if it reads the network's input alone
     */
    public List<Place> below() {
        return Collections.unmodifiableList(below);
    }

    /**
     * The places that read the layer.
     *
     * @return an unmodifiable list
     */
    public List<Place> above() {
        return Collections.unmodifiableList(above);
    }

    /** Whether it is the backward direction of a {@code Bidirectional}, which reads a reversed copy. */
    boolean reversed() {
        return reversed;
    }

    /** The array that its dropout is given. */
    Format input() {
        return input;
    }

    /**
     * The position of the channels in the input that the layer computes on.
     *
     * @return whether they are on the last axis; empty where the configuration does not show it, and where there are none
     */
    public Optional<Boolean> channelsLast() {
        return Optional.ofNullable(input.channelsLast());
    }

    /**
     * The dropout that the layer was given by {@code .dropOut(...)}, of this library or another.
     *
     * @return the dropout, or null; always null for a layer that itself is the dropout
     */
    public IDropout dropout() {
        return layer == null || layer instanceof KeyedDropoutLayer ? null : layer.getIDropout();
    }

    /** The dropout, if it is of this library. */
    Optional<KeyedDropout> keyed() {
        return Optional.ofNullable(dropout())
                .filter(KeyedDropout.class::isInstance)
                .map(KeyedDropout.class::cast);
    }

    /** The dropout layer of this library that stands here, if any. */
    Optional<KeyedDropoutLayer> dropoutLayer() {
        return Optional.ofNullable(layer)
                .filter(KeyedDropoutLayer.class::isInstance)
                .map(KeyedDropoutLayer.class::cast);
    }

    /**
     * Whether something drops here or is meant to.
     *
     * @return false without dropout, and for dropouts of this library of rate 0
     */
    public boolean drops() {
        DropRate rate = rate();
        return rate == null ? dropout() != null : !Double.valueOf(0.0).equals(rate.getFixed());
    }

    /** Whether what drops here is of this library. */
    boolean isOurs() {
        return rate() != null;
    }

    /** The rate, or null if nothing of this library stands here. */
    DropRate rate() {
        return dropoutLayer()
                .map(KeyedDropoutLayer::getRate)
                .or(() -> keyed().map(KeyedDropout::getRate))
                .orElse(null);
    }

    /** The noise shape; {@code ELEMENT} of what is not of this library. */
    NoiseShape noiseShape() {
        return dropoutLayer()
                .map(KeyedDropoutLayer::getNoiseShape)
                .or(() -> keyed().map(KeyedDropout::getNoiseShape))
                .orElse(NoiseShape.ELEMENT);
    }

    /** The seed, or null. */
    Long seed() {
        return dropoutLayer()
                .map(KeyedDropoutLayer::getSeed)
                .or(() -> keyed().map(KeyedDropout::getSeed))
                .orElse(null);
    }

    /** The layer number in the key of a seeded dropout. */
    int number() {
        return keyed().map(KeyedDropout::getLayer).orElse(index);
    }

    /** Whether it is a layer of nothing but dropout: of this library, or Deeplearning4j's. */
    boolean isOnlyDropout() {
        return dropoutLayer().isPresent() || layer instanceof org.deeplearning4j.nn.conf.layers.DropoutLayer;
    }

    boolean isIn(Class<? extends Layer> wrapper) {
        for (Layer each : wrappers) {
            if (wrapper.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Searches the places above, with nothing between but layers that keep zeros zeros and single values single values.
     *
     * @param goal what is searched for
     * @return the first place that fits, or empty
     */
    public Optional<Place> reaches(Predicate<Place> goal) {
        Set<Place> seen = new LinkedHashSet<>(above);
        Deque<Place> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            Place place = next.remove();
            if (goal.test(place)) {
                return Optional.of(place);
            }
            if (Layers.passesValues(place)) {
                place.above.stream().filter(seen::add).forEach(next::add);
            }
        }
        return Optional.empty();
    }

    /** The code of a layer that drops as the dropout here does. */
    String asLayer() {
        return keyed().map(dropout -> dropout.toString()
                        .replaceFirst("^\\w+", "$0Layer")
                        .replaceAll("\\.layer\\(-?\\d+\\)|\\.withChannelsLast\\(false\\)$", ""))
                .orElse("a RateDropoutLayer");
    }

    Finding refused(String what, String evidence, String remedy) {
        return finding(isOurs() ? Finding.Kind.REFUSED : Finding.Kind.WRONG, what, evidence, remedy);
    }

    Finding finding(Finding.Kind kind, String what, String evidence, String remedy) {
        return new Finding(name, kind, what, evidence, remedy);
    }

    /** The class of the layer, as its user knows it. */
    String type() {
        return layer == null ? "vertex" : layer.getClass().getSimpleName();
    }
}
