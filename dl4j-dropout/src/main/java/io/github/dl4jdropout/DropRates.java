package io.github.dl4jdropout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Exchanges the rates of the dropouts of this library in a network that was built, trained or loaded. Scaling, noise shape, data format,
 * seed and name stay, and so do parameters, updater state and counters; a network that is saved afterwards has the new rate.
 *
 * <pre>{@code
 * DropRates.set(network, DropRate.of(0.2));              // everywhere
 * DropRates.set(network, "hidden", DropRate.of(0.2));    // in one layer
 * }</pre>
 *
 * <p>To be called between updates. Rates are part of the configuration: networks that were built from the same configuration objects
 * have the new rate too.
 */
public final class DropRates {

    private DropRates() {}

    /**
     * Exchanges the rate of every dropout of this library in a network, layer or {@code IDropout}, also inside wrappers such as
     * {@code Bidirectional}, {@code TimeDistributed} and frozen layers. If one of them refuses the rate, none is changed.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @param rate the new rate
     * @throws IllegalArgumentException if the network is neither of the two, or has no dropout of this library, or if a builder would
     *     refuse the rate: rate 1 with {@link Scaling#UPSCALE_IN_INFER}, or a schedule with a scaling that acts at inference
     */
    public static void set(Model network, DropRate rate) {
        set(NetworkLayers.configurations(network), rate, "a network without one");
    }

    /**
     * Exchanges the rate of one layer: its own if it is a {@link RateDropoutLayer} or its like, otherwise that of its {@code IDropout}, also
     * inside a wrapper.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @param layerName name of the layer; in a {@code MultiLayerNetwork} by default {@code layer0}, {@code layer1}, …
     * @param rate the new rate
     * @throws IllegalArgumentException as {@link #set(Model, DropRate)}; or if no layer of that name has a dropout of this library
     */
    public static void set(Model network, String layerName, DropRate rate) {
        Objects.requireNonNull(layerName, "layerName: expected the name of a layer, received null");
        set(NetworkLayers.configurations(network, layerName), rate, "no such layer named \"" + layerName + "\"");
    }

    private static void set(Collection<Layer> layers, DropRate rate, String without) {
        List<Runnable> exchanges = new ArrayList<>();
        Map<KeyedDropout, KeyedDropout> exchanged =
                new IdentityHashMap<>(); // an instance that layers share stays shared
        for (Layer layer : layers) {
            if (layer instanceof KeyedDropoutLayer) {
                exchanges.add(((KeyedDropoutLayer) layer).exchangeOfRate(rate));
            } else if (layer.getIDropout() instanceof KeyedDropout) {
                KeyedDropout dropout =
                        exchanged.computeIfAbsent((KeyedDropout) layer.getIDropout(), old -> old.withRate(rate));
                exchanges.add(() -> layer.setIDropout(dropout));
            }
        }
        if (exchanges.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot exchange a drop rate: expected a RateDropoutLayer or a layer with a RateDropout, or another noise of this library,"
                            + " received " + without + "; the names of layers are in network.summary()");
        }
        exchanges.forEach(Runnable::run);
    }
}
