package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What drops the inputs of a layer. All methods act at the same place, the input of each layer with weights; {@link #INVERTED} is
 * written as a user would write it who replaces the built-in, with an {@code IDropout}; scalings that also act at inference need a
 * layer of their own.
 */
enum DropoutMethod {
    /** Nothing. */
    NONE("no dropout") {
        @Override
        void add(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, int index) {
            network.layer(layer.build());
        }
    },
    /** Deeplearning4j's own. */
    BUILTIN("Deeplearning4j's Dropout, told the retain probability 1 - rate") {
        @Override
        void add(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, int index) {
            layer.dropOut(new Dropout(1 - rate));
            network.layer(layer.build());
        }
    },
    /** x · keep / (1 - rate) in training, x at inference. */
    INVERTED("RateDropout: x·keep/(1-rate) in training, x at inference") {
        @Override
        void add(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, int index) {
            layer.dropOut(RateDropout.builder(rate).seed(seed).layer(index).build());
            network.layer(layer.build());
        }
    },
    /** x · keep in training, x · (1 - rate) at inference. */
    ORIGINAL("RateDropoutLayer, DOWNSCALE_IN_INFER: x·keep in training, x·(1-rate) at inference") {
        @Override
        void add(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, int index) {
            addLayer(network, layer, rate, seed, Scaling.DOWNSCALE_IN_INFER);
        }
    },
    /** x · keep in training, x / (1 - rate) at inference. */
    GUIDE(
            "RateDropoutLayer, UPSCALE_IN_INFER: x·keep in training, x/(1-rate) at inference, which does not keep the mean") {
        @Override
        void add(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, int index) {
            addLayer(network, layer, rate, seed, Scaling.UPSCALE_IN_INFER);
        }
    };

    private final String description;

    DropoutMethod(String description) {
        this.description = description;
    }

    /**
     * Adds a layer whose input is dropped by this method.
     *
     * @param network what to add to
     * @param layer the layer with weights
     * @param rate P(drop)
     * @param seed of the masks; the built-in cannot be given one
     * @param index of the layer among those with weights, which keeps the masks of layers of one seed apart
     */
    abstract void add(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, int index);

    private static void addLayer(ListBuilder network, Layer.Builder<?> layer, double rate, long seed, Scaling scaling) {
        network.layer(
                new RateDropoutLayer.Builder(rate).scaling(scaling).seed(seed).build());
        network.layer(layer.build());
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DropoutMethod of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    static Map<String, String> descriptions() {
        Map<String, String> all = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(method -> all.put(method.id(), method.description));
        return all;
    }
}
