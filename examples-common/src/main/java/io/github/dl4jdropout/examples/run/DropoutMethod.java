package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What drops the inputs of a layer. All methods act at the same place, between the layer below and a layer with weights;
 * {@link #INVERTED} is written as a user would write it who replaces the built-in, with an {@code IDropout}; scalings that also act at
 * inference need a layer of their own, and so do whole maps, which are no longer whole in the input of a dense layer.
 */
public enum DropoutMethod {
    /** Nothing. */
    NONE("no dropout") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {}
    },
    /** Deeplearning4j's own. */
    BUILTIN("Deeplearning4j's Dropout, told the retain probability 1 - rate") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {
            layer.dropOut(new Dropout(1 - place.rate()));
        }
    },
    /** x · keep / (1 - rate) in training, x at inference. */
    INVERTED("RateDropout: x·keep/(1-rate) in training, x at inference") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {
            layer.dropOut(RateDropout.builder(place.rate())
                    .channelsLast(false) // said, or a convolution on [N, C, H, W] with C = H = W would be refused
                    .seed(place.seed())
                    .layer(place.index())
                    .build());
        }
    },
    /** x · keep in training, x · (1 - rate) at inference. */
    ORIGINAL("RateDropoutLayer, DOWNSCALE_IN_INFER: x·keep in training, x·(1-rate) at inference") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {
            network.layer(ownLayer(place).scaling(Scaling.DOWNSCALE_IN_INFER).build());
        }
    },
    /** x · keep in training, x / (1 - rate) at inference. */
    GUIDE(
            "RateDropoutLayer, UPSCALE_IN_INFER: x·keep in training, x/(1-rate) at inference, which does not keep the mean") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {
            network.layer(ownLayer(place).scaling(Scaling.UPSCALE_IN_INFER).build());
        }
    },
    /** {@link #INVERTED} by whole maps, where there are maps. */
    CHANNEL("inverted, but RateDropoutLayer with NoiseShape.CHANNEL between convolution blocks: whole maps") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {
            if (place.maps()) {
                network.layer(ownLayer(place).noiseShape(NoiseShape.CHANNEL).build());
            } else {
                INVERTED.drop(network, layer, place);
            }
        }
    },
    /** {@link #BUILTIN} by whole maps, where there are maps. */
    SPATIAL("builtin, but Deeplearning4j's SpatialDropout between convolution blocks: whole maps") {
        @Override
        void drop(ListBuilder network, Layer.Builder<?> layer, Place place) {
            if (place.maps()) {
                network.layer(new DropoutLayer.Builder(new SpatialDropout(1 - place.rate())).build());
            } else {
                BUILTIN.drop(network, layer, place);
            }
        }
    };

    /** For networks without maps. */
    public static final List<DropoutMethod> OF_FEATURES = List.of(NONE, BUILTIN, INVERTED, ORIGINAL, GUIDE);

    private final String description;

    DropoutMethod(String description) {
        this.description = description;
    }

    /**
     * Where something is dropped.
     *
     * @param maps whether it is maps, [N, C, H, W], that come from the layer below; else features, [N, F]
     * @param rate P(drop)
     * @param seed of the masks; the built-in cannot be given one
     * @param index of the layer above among those with weights, which keeps the masks of layers of one seed apart
     */
    public record Place(boolean maps, double rate, long seed, int index) {}

    /**
     * Adds a layer whose input is dropped by this method.
     *
     * @param network what to add to
     * @param layer the layer with weights
     * @param place what its input is, and how much of it is dropped
     */
    public void add(ListBuilder network, Layer.Builder<?> layer, Place place) {
        drop(network, layer, place);
        network.layer(layer.build());
    }

    /** Puts dropout into the layer, or a layer of its own into the network. */
    abstract void drop(ListBuilder network, Layer.Builder<?> layer, Place place);

    private static RateDropoutLayer.Builder ownLayer(Place place) {
        return new RateDropoutLayer.Builder(place.rate()).seed(place.seed());
    }

    /**
     * The name of the method on the command line and in tables.
     *
     * @return in lower case
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The method of a name.
     *
     * @param id as {@link #id()} returns it
     * @return the method
     */
    public static DropoutMethod of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /**
     * A phrase for a person about each of some methods.
     *
     * @param methods which
     * @return by name, in their order
     */
    public static Map<String, String> descriptions(Collection<DropoutMethod> methods) {
        Map<String, String> all = new LinkedHashMap<>();
        methods.forEach(method -> all.put(method.id(), method.description));
        return all;
    }

    /**
     * Refuses a rate that is none, or that one of the methods cannot have.
     *
     * @param option where the rate was given
     * @param rate what was given
     * @param methods names of the methods that it is for
     * @throws UsageException if so
     */
    public static void checkRate(String option, double rate, Collection<String> methods) {
        SettingsCheck.probability(option, rate);
        if (rate < 1) {
            return;
        }
        if (methods.contains(GUIDE.id())) {
            throw rate1(option, GUIDE, "divides by 1 - rate at inference");
        }
        for (DropoutMethod method : List.of(BUILTIN, SPATIAL)) {
            if (methods.contains(method.id())) {
                throw rate1(option, method, "takes no retain probability of 0");
            }
        }
    }

    private static UsageException rate1(String option, DropoutMethod method, String why) {
        return UsageException.value(option, "a rate below 1 for method " + method.id() + ", which " + why, 1)
                .andTry("Lower it, or name other --methods");
    }
}
