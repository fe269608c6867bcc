package io.github.dl4jdropout.examples.comparison;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    NONE(0x000000, "no dropout"),
    BUILTIN(0xE69F00, "Deeplearning4j's Dropout, given the retain probability 1 - rate"),
    INVERTED(0x0072B2, "RateDropout: x·keep/(1-rate) in training, x at inference"),
    DOWNSCALE_INFER(0x009E73, "RateDropoutLayer, DOWNSCALE_IN_INFER: x·keep in training, x·(1-rate) at inference"),
    UPSCALE_INFER(
            0xD55E00,
            "RateDropoutLayer, UPSCALE_IN_INFER: x·keep in training, x/(1-rate) at inference, which does not keep the mean"),
    CHANNEL(
            0xCC79A7,
            "inverted, but RateDropoutLayer with NoiseShape.CHANNEL between blocks of convolutions: whole feature maps"),
    SPATIAL(
            0x56B4E9,
            "builtin, but Deeplearning4j's SpatialDropout between blocks of convolutions: whole feature maps"),
    /** For {@code examples-spark}, which does to the masks what this says. */
    SHARED_MASK(0x999999, "inverted, but all workers draw the mask of worker 0");

    /** Names that earlier records of runs have. */
    private static final Map<String, String> ALIASES = Map.of("original", "downscale-infer", "guide", "upscale-infer");

    public final Color colour;

    /** What the method computes, as a phrase. */
    public final String description;

    DropoutMethod(int colour, String description) {
        this.colour = new Color(colour);
        this.description = description;
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
        RateDropoutLayer.Builder own = RateDropoutLayer.builder(place.rate()).seed(place.seed());
        switch (place.maps() ? this : forFeatures()) {
            case NONE -> {}
            case BUILTIN -> layer.dropOut(new Dropout(1 - place.rate()));
            case INVERTED, SHARED_MASK ->
                layer.dropOut(RateDropout.builder(place.rate())
                        .channelsLast(false) // else a convolution on [N, C, H, W] with C = H = W would be refused
                        .seed(place.seed())
                        .layer(place.index())
                        .build());
            case DOWNSCALE_INFER ->
                network.layer(own.scaling(Scaling.DOWNSCALE_IN_INFER).build());
            case UPSCALE_INFER ->
                network.layer(own.scaling(Scaling.UPSCALE_IN_INFER).build());
            case CHANNEL -> network.layer(own.noiseShape(NoiseShape.CHANNEL).build());
            case SPATIAL -> network.layer(new DropoutLayer.Builder(new SpatialDropout(1 - place.rate())).build());
            default -> throw new IllegalStateException("Nothing is known of method " + this + ".");
        }
        network.layer(layer.build());
    }

    private DropoutMethod forFeatures() {
        return this == CHANNEL ? INVERTED : this == SPATIAL ? BUILTIN : this;
    }

    /** Returns the name on the command line, in files and in tables. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the method of a name, which may be one of an earlier version. */
    @JsonCreator
    public static DropoutMethod of(String id) {
        return of(id, Arrays.asList(values()));
    }

    /** Returns the one of these methods that has this name. */
    public static DropoutMethod of(String id, List<DropoutMethod> methods) {
        String name = ALIASES.getOrDefault(id, id);
        return methods.stream()
                .filter(method -> method.id().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String names = String.join(
                            ", ", methods.stream().map(DropoutMethod::id).toList());
                    return new IllegalArgumentException("expected one of " + names + ", received " + id + ".");
                });
    }

    @Override
    public String toString() {
        return id();
    }
}
