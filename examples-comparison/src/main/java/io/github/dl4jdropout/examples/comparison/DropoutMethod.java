package io.github.dl4jdropout.examples.comparison;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.awt.Color;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/**
 * The methods that are compared. All act at the same place, on the input of a layer with weights. {@link #INVERTED} is written as a
 * user would write it, with an {@code IDropout} in that layer. Scalings that also act at inference need a layer of their own, and so
 * do whole feature maps, which a dense layer no longer sees.
 *
 * <p>Colours are those of M. Okabe and K. Ito, which people with any common colour blindness tell apart.
 */
public enum DropoutMethod {
    NONE(0x000000, "no dropout", (network, layer, place) -> {}),
    BUILTIN(
            0xE69F00,
            "Deeplearning4j's Dropout, given the retain probability 1 - rate",
            (network, layer, place) -> layer.dropOut(new Dropout(1 - place.rate()))),
    INVERTED(
            0x0072B2,
            "RateDropout: x·keep/(1-rate) in training, x at inference",
            (network, layer, place) -> layer.dropOut(RateDropout.builder(place.rate())
                    .channelsLast(false) // else a convolution on [N, C, H, W] with C = H = W would be refused
                    .seed(place.seed())
                    .layer(place.index())
                    .build())),
    DOWNSCALE_INFER(
            0x009E73,
            "RateDropoutLayer, DOWNSCALE_IN_INFER: x·keep in training, x·(1-rate) at inference",
            (network, layer, place) -> network.layer(
                    ownLayer(place).scaling(Scaling.DOWNSCALE_IN_INFER).build())),
    UPSCALE_INFER(
            0xD55E00,
            "RateDropoutLayer, UPSCALE_IN_INFER: x·keep in training, x/(1-rate) at inference, which does not keep the mean",
            (network, layer, place) -> network.layer(
                    ownLayer(place).scaling(Scaling.UPSCALE_IN_INFER).build())),
    CHANNEL(
            0xCC79A7,
            "inverted, but RateDropoutLayer with NoiseShape.CHANNEL between blocks of convolutions: whole feature maps",
            (network, layer, place) -> {
                if (place.maps()) {
                    network.layer(ownLayer(place).noiseShape(NoiseShape.CHANNEL).build());
                } else {
                    INVERTED.drop.accept(network, layer, place);
                }
            }),
    SPATIAL(
            0x56B4E9,
            "builtin, but Deeplearning4j's SpatialDropout between blocks of convolutions: whole feature maps",
            (network, layer, place) -> {
                if (place.maps()) {
                    network.layer(new DropoutLayer.Builder(new SpatialDropout(1 - place.rate())).build());
                } else {
                    BUILTIN.drop.accept(network, layer, place);
                }
            });

    /** The methods for networks without feature maps. */
    public static final List<DropoutMethod> OF_FEATURES =
            List.of(NONE, BUILTIN, INVERTED, DOWNSCALE_INFER, UPSCALE_INFER);

    /** Names that earlier records of runs have. */
    private static final Map<String, String> ALIASES = Map.of("original", "downscale-infer", "guide", "upscale-infer");

    private final Color colour;
    private final String description;
    private final Drop drop;

    DropoutMethod(int colour, String description, Drop drop) {
        this.colour = new Color(colour);
        this.description = description;
        this.drop = drop;
    }

    /** Puts dropout into the layer with weights, or a layer of its own into the network. */
    private interface Drop {
        void accept(ListBuilder network, Layer.Builder<?> layer, Place place);
    }

    /**
     * Where something is dropped.
     *
     * @param maps whether the layer below gives feature maps, [N, C, H, W]; otherwise features, [N, F]
     * @param rate P(drop)
     * @param seed of the masks; the built-in takes none
     * @param index of the layer above among those with weights, so that layers of one seed have different masks
     */
    public record Place(boolean maps, double rate, long seed, int index) {}

    /** Adds a layer with weights whose input is dropped by this method. */
    public void add(ListBuilder network, Layer.Builder<?> layer, Place place) {
        drop.accept(network, layer, place);
        network.layer(layer.build());
    }

    private static RateDropoutLayer.Builder ownLayer(Place place) {
        return RateDropoutLayer.builder(place.rate()).seed(place.seed());
    }

    /** Returns the name on the command line, in files and in tables. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what the method computes, as a phrase. */
    public String description() {
        return description;
    }

    /** Returns the colour of the method in every picture. */
    public Color colour() {
        return colour;
    }

    /** Returns the method of a name, which may be one of an earlier version. */
    @JsonCreator
    public static DropoutMethod of(String id) {
        return of(id, Arrays.asList(values()));
    }

    /** Returns the one of these methods that has this name. */
    public static DropoutMethod of(String id, Collection<DropoutMethod> methods) {
        String name = ALIASES.getOrDefault(id, id);
        return methods.stream()
                .filter(method -> method.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + methods.stream().map(DropoutMethod::id).collect(Collectors.joining(", ")) + ", received "
                        + id + "."));
    }

    @Override
    public String toString() {
        return id();
    }
}
