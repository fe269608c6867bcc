package io.github.dl4jdropout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/**
 * Which elements of an array are kept or dropped together: along the axes that a noise shape shares, one draw holds for
 * all positions.
 *
 * <table>
 * <caption>Draws by shape of the array; N examples, C channels (features), T time steps, D, H, W depth, height, width</caption>
 * <tr><th>noise shape</th><th>[N, C]</th><th>[N, C, T]</th><th>[N, C, H, W]</th><th>[N, C, D, H, W]</th></tr>
 * <tr><td>{@link #ELEMENT}</td><td>N·C</td><td>N·C·T</td><td>N·C·H·W</td><td>N·C·D·H·W</td></tr>
 * <tr><td>{@link #CHANNEL}</td><td>N·C</td><td>N·C</td><td>N·C</td><td>N·C</td></tr>
 * <tr><td>{@link #TIME}</td><td>refused</td><td>N·C</td><td>refused</td><td>refused</td></tr>
 * <tr><td>{@link #EXAMPLE}</td><td>N</td><td>N</td><td>N</td><td>N</td></tr>
 * </table>
 *
 * <p>With channels last, the shapes read [N, T, C], [N, H, W, C] and [N, D, H, W, C]; the draws are as many. Immutable.
 */
public final class NoiseShape implements Serializable {

    /** Each element has its own draw. */
    public static final NoiseShape ELEMENT = new NoiseShape("ELEMENT", new int[0]);

    /**
     * One draw for each channel of each example, whole feature maps at once. J. Tompson et al., <cite>Efficient object
     * localization using convolutional networks</cite>, CVPR 2015; known as spatial dropout, Dropout2d.
     */
    public static final NoiseShape CHANNEL = new NoiseShape("CHANNEL", new int[0]);

    /**
     * One draw for each feature of each sequence, the same at every time step. Y. Gal and Z. Ghahramani, <cite>A
     * theoretically grounded application of dropout in recurrent neural networks</cite>, NIPS 2016; known as variational or
     * locked dropout. With truncated back-propagation through time each segment has its own draw.
     */
    public static final NoiseShape TIME = new NoiseShape("TIME", new int[0]);

    /** One draw for each example: it is kept or dropped whole. */
    public static final NoiseShape EXAMPLE = new NoiseShape("EXAMPLE", new int[0]);

    private static final long serialVersionUID = 1L;
    private static final Map<String, NoiseShape> NAMED =
            Map.of(ELEMENT.name, ELEMENT, CHANNEL.name, CHANNEL, TIME.name, TIME, EXAMPLE.name, EXAMPLE);
    private static final String AXES_PREFIX = "sharedAxes(";

    private final String name;
    private final int[] axes;

    private NoiseShape(String name, int[] axes) {
        this.name = name;
        this.axes = axes;
    }

    /**
     * One draw for all positions along the given axes. No axes is {@link #ELEMENT}.
     *
     * @param axes axes from 0; negative axes count from the last, which is -1. Whether they exist is checked when the rank
     *     of the array is known
     * @return the noise shape
     * @throws IllegalArgumentException if an axis is named twice
     */
    public static NoiseShape sharedAxes(int... axes) {
        if (axes.length == 0) {
            return ELEMENT;
        }
        int[] sorted = axes.clone();
        Arrays.sort(sorted);
        requireDistinct(sorted, axes);
        String list = Arrays.stream(sorted).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new NoiseShape(AXES_PREFIX + list + ")", sorted);
    }

    /**
     * The axes that share one draw, in an array of a given rank.
     *
     * @param rank rank of the array
     * @param channelsLast whether the channels are the last axis rather than axis 1
     * @return the shared axes, ascending, none twice
     * @throws IllegalArgumentException if this noise shape has no meaning for that rank
     */
    public int[] resolve(int rank, boolean channelsLast) {
        // By value: serializers that know no readResolve, such as Spark's Kryo, make copies of the constants.
        if (equals(ELEMENT)) {
            return axes.clone();
        }
        if (equals(EXAMPLE)) {
            requireRank(rank, 1, Integer.MAX_VALUE, "[N, ...]");
            return IntStream.range(1, rank).toArray();
        }
        if (equals(TIME)) {
            requireRank(rank, 3, 3, channelsLast ? "[N, T, C]" : "[N, C, T]");
            return new int[] {channelsLast ? 1 : 2};
        }
        if (equals(CHANNEL)) {
            requireRank(rank, 2, 5, channelsLast ? "[N, C] to [N, D, H, W, C]" : "[N, C] to [N, C, D, H, W]");
            int channelAxis = channelsLast ? rank - 1 : 1;
            return IntStream.range(1, rank).filter(axis -> axis != channelAxis).toArray();
        }
        int[] resolved = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] < -rank || axes[i] >= rank) {
                throw new IllegalArgumentException("Invalid axis in " + name + ": expected axes in [" + -rank + ", "
                        + (rank - 1) + "] for an array of rank " + rank + ", received " + axes[i]);
            }
            resolved[i] = axes[i] < 0 ? axes[i] + rank : axes[i];
        }
        Arrays.sort(resolved);
        requireDistinct(resolved, axes);
        return resolved;
    }

    /**
     * Whether the shared axes depend on where the channels are.
     *
     * @return true for {@link #CHANNEL} and {@link #TIME}
     */
    public boolean dependsOnFormat() {
        return equals(CHANNEL) || equals(TIME);
    }

    private void requireRank(int rank, int least, int most, String expected) {
        if (rank < least || rank > most) {
            throw new IllegalArgumentException("Invalid array for noise shape " + name + ": expected shape " + expected
                    + ", received an array of rank " + rank
                    + "; choose another noise shape, or NoiseShape.sharedAxes(...) for other layouts");
        }
    }

    private static void requireDistinct(int[] sorted, int[] given) {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException("Invalid shared axes: expected each axis once, received "
                        + Arrays.toString(given) + ", which names axis " + sorted[i] + " twice");
            }
        }
    }

    /**
     * Reads what {@link #toJson()} writes.
     *
     * @param text a name of a constant, or {@code sharedAxes(1, -1)}
     * @return the noise shape
     * @throws IllegalArgumentException if the text is neither
     */
    @JsonCreator
    static NoiseShape fromJson(String text) {
        if (NAMED.containsKey(text)) {
            return NAMED.get(text);
        }
        if (text.matches("sharedAxes\\(-?\\d{1,9}(, *-?\\d{1,9})*\\)")) {
            String list = text.substring(AXES_PREFIX.length(), text.length() - 1);
            return sharedAxes(
                    Arrays.stream(list.split(", *")).mapToInt(Integer::parseInt).toArray());
        }
        throw new IllegalArgumentException("Invalid noise shape: expected ELEMENT, CHANNEL, TIME, EXAMPLE or"
                + " sharedAxes(axis, ...), received \"" + text + "\"");
    }

    @JsonValue
    String toJson() {
        return name;
    }

    private Object readResolve() {
        return NAMED.getOrDefault(name, this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoiseShape && name.equals(((NoiseShape) other).name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "NoiseShape." + name;
    }
}
