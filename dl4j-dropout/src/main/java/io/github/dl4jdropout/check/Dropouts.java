package io.github.dl4jdropout.check;

import io.github.dl4jdropout.check.Finding.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a whole configuration tells its dropouts, and its user.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new MultiLayerNetwork(Dropouts.prepare(configuration));
 * System.out.println(Dropouts.check(configuration));
 * }</pre>
 *
 * <p>Deeplearning4j tells a dropout nothing about its layer, the format of its data or its neighbours. The configuration has all of it.
 */
public final class Dropouts {

    private Dropouts() {}

    /**
     * Settles what dropouts cannot know by themselves, in place. Each seeded dropout that shares its seed and layer number with
     * another gets a number and an instance of its own, both directions of a {@code Bidirectional} included; dropouts that were
     * numbered apart draw what they drew. Where the position of the channels was left open, it is taken from the layer. A second call
     * changes nothing.
     *
     * @param configuration changed in place
     * @return the same configuration
     * @throws IllegalArgumentException if a dropout of this library would make training go wrong; all findings at once, with layer,
     *     reason and remedy. Then nothing is changed
     */
    public static MultiLayerConfiguration prepare(MultiLayerConfiguration configuration) {
        settle(() -> Walk.over(configuration));
        return configuration;
    }

    /**
     * The same for a graph.
     *
     * @param configuration changed in place
     * @return the same configuration
     * @throws IllegalArgumentException as for {@link #prepare(MultiLayerConfiguration)}
     */
    public static ComputationGraphConfiguration prepare(ComputationGraphConfiguration configuration) {
        settle(() -> Walk.over(configuration));
        return configuration;
    }

    /**
     * The same for a network that was built or loaded before. To be called between two calls of {@code fit()}: the dropouts that are
     * exchanged forget their passes.
     *
     * @param <M> the type of the network
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}, changed in place
     * @return the same network
     * @throws IllegalArgumentException as for {@link #prepare(MultiLayerConfiguration)}, or if it is neither
     */
    public static <M extends Model> M prepare(M network) {
        settle(() -> walk(network));
        return network;
    }

    /**
     * What each dropout of a configuration does.
     *
     * @param configuration not modified
     * @return the report
     */
    public static Report check(MultiLayerConfiguration configuration) {
        return new Report(Walk.over(configuration), Rule.all());
    }

    /**
     * The same for a graph.
     *
     * @param configuration not modified
     * @return the report
     */
    public static Report check(ComputationGraphConfiguration configuration) {
        return new Report(Walk.over(configuration), Rule.all());
    }

    /**
     * The same for a network.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}, not modified
     * @return the report
     * @throws IllegalArgumentException if it is neither
     */
    public static Report check(Model network) {
        return new Report(walk(network), Rule.all());
    }

    private static Walk walk(Model network) {
        if (network instanceof MultiLayerNetwork) {
            return Walk.over(((MultiLayerNetwork) network).getLayerWiseConfigurations());
        }
        if (network instanceof ComputationGraph) {
            return Walk.over(((ComputationGraph) network).getConfiguration());
        }
        throw new IllegalArgumentException(
                "Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received "
                        + (network == null ? null : network.getClass().getName()));
    }

    private static void settle(java.util.function.Supplier<Walk> over) {
        Walk walk = over.get();
        requireNothingRefused(new Report(walk, Rule.all()));
        if (walk.unshareLayers()) {
            walk = over.get();
        }
        for (Place place : walk.places()) {
            if (place.drops() && OpenFormat.isOpen(place)) {
                place.layer()
                        .setIDropout(place.keyed()
                                .orElseThrow()
                                .withChannelsLast(place.input().channelsLast()));
            }
        }
        SharedKey.settle(walk);
    }

    private static void requireNothingRefused(Report report) {
        List<Finding> refused = report.findings().stream()
                .filter(finding -> finding.kind() == Kind.REFUSED)
                .toList();
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid dropout: expected dropouts that train on right gradients and mean what they"
                            + " say, received " + refused.size() + " that would not:"
                            + refused.stream()
                                    .map(finding -> "\n  layer " + finding)
                                    .collect(Collectors.joining()));
        }
    }
}
