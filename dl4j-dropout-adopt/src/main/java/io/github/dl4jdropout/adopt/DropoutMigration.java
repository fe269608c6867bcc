package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.adopt.draft.Draft;
import io.github.dl4jdropout.adopt.migrate.Migrator;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Moves a network from Deeplearning4j's dropouts to those of this library.
 *
 * <pre>{@code
 * Adopted<MultiLayerNetwork> adopted = DropoutMigration.of(network).migrate();
 * System.out.println(adopted.report());
 * }</pre>
 *
 * <p>{@code Dropout}, {@code SpatialDropout} and {@code GaussianDropout} become {@code RateDropout} or {@code RateGaussianDropout} of the
 * same rate, wherever they stand: on a layer, on all layers, in a {@code DropoutLayer}, inside wrappers and frozen layers. Where
 * Deeplearning4j 1.0.0-M2.1 would train on wrong gradients with them, or would not see them, a dropout layer is put in front of the layer
 * instead. Where it never called them, they are taken off, since the network was trained without them. Spatial dropout drops channels
 * from now on, where it dropped rows or time steps of data with channels last. Dropouts without a counterpart are left, and named.
 *
 * <p>The result is a new network; the one that was given stays as it is. Parameters, updater state, iteration, epoch and listeners are
 * copied, names, preprocessors, frozen layers, and inputs and outputs of a graph stay. What {@code rnnTimeStep} remembers is not copied.
 * Inference is the same to the last bit. A second migration changes nothing.
 *
 * @param <T> the type of the network or configuration
 */
public final class DropoutMigration<T> {

    private final Supplier<Draft> copy;
    private final Function<Draft, T> finish;
    private final Set<String> meantAsRates;

    private DropoutMigration(Supplier<Draft> copy, Function<Draft, T> finish, Set<String> meantAsRates) {
        this.copy = copy;
        this.finish = finish;
        this.meantAsRates = meantAsRates;
    }

    /**
     * The migration of a network.
     *
     * @param network an initialised network, not modified
     * @return the migration
     */
    public static DropoutMigration<MultiLayerNetwork> of(MultiLayerNetwork network) {
        return new DropoutMigration<>(
                () -> Draft.of(network), draft -> (MultiLayerNetwork) trained(draft, network), Set.of());
    }

    /**
     * The migration of a graph.
     *
     * @param network an initialised graph, not modified
     * @return the migration
     */
    public static DropoutMigration<ComputationGraph> of(ComputationGraph network) {
        return new DropoutMigration<>(
                () -> Draft.of(network), draft -> (ComputationGraph) trained(draft, network), Set.of());
    }

    /**
     * The migration of a configuration, before {@code init()}.
     *
     * @param configuration not modified
     * @return the migration
     */
    public static DropoutMigration<MultiLayerConfiguration> of(MultiLayerConfiguration configuration) {
        return new DropoutMigration<>(
                () -> Draft.of(configuration), draft -> (MultiLayerConfiguration) draft.configuration(), Set.of());
    }

    /**
     * The migration of the configuration of a graph, before {@code init()}.
     *
     * @param configuration not modified
     * @return the migration
     */
    public static DropoutMigration<ComputationGraphConfiguration> of(ComputationGraphConfiguration configuration) {
        return new DropoutMigration<>(
                () -> Draft.of(configuration),
                draft -> (ComputationGraphConfiguration) draft.configuration(),
                Set.of());
    }

    private static Model trained(Draft draft, Model original) {
        Model network = draft.network(original);
        draft.copyTraining(original, network);
        return network;
    }

    /**
     * Takes the number of some layers for the rate that it was meant as: {@code .dropOut(0.2)}, which drops 80 %, becomes rate 0.2. Never
     * done without being asked for. It concerns {@code Dropout} and {@code SpatialDropout}; the number of a {@code GaussianDropout} is a
     * rate already.
     *
     * @param layers names of layers; in a {@code MultiLayerNetwork} by default {@code layer0}, {@code layer1}, …
     * @return a migration that does so
     */
    public DropoutMigration<T> mendRates(String... layers) {
        return new DropoutMigration<>(copy, finish, Set.of(layers));
    }

    /**
     * Says what {@link #migrate()} would do, and does nothing.
     *
     * @return the report of {@link #migrate()}
     * @throws IllegalArgumentException as {@link #migrate()}
     */
    public AdoptionReport dryRun() {
        return new Migrator(copy.get(), meantAsRates).run();
    }

    /**
     * Migrates.
     *
     * @return a new network or configuration, prepared by {@code Dropouts.prepare}, and the report
     * @throws IllegalArgumentException before anything is done: if the network is not initialised or of a class of its own; if part of
     *     its configuration cannot be copied; if a name of {@link #mendRates} is not that of a layer; or if {@code Dropouts.prepare}
     *     refuses a dropout of this library that the network had before
     * @throws IllegalStateException if the updater state does not fit the new network
     */
    public Adopted<T> migrate() {
        Draft draft = copy.get();
        AdoptionReport report = new Migrator(draft, meantAsRates).run();
        return new Adopted<>(finish.apply(draft), report);
    }
}
