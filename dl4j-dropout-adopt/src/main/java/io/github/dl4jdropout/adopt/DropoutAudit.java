package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.adopt.audit.AuditFinding;
import io.github.dl4jdropout.adopt.audit.AuditTable;
import io.github.dl4jdropout.adopt.audit.Rules;
import io.github.dl4jdropout.adopt.audit.file.ModelFile;
import io.github.dl4jdropout.adopt.audit.file.NotOnClassPath;
import io.github.dl4jdropout.adopt.audit.keras.KerasConfiguration;
import io.github.dl4jdropout.adopt.audit.keras.KerasRules;
import io.github.dl4jdropout.check.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * What is wrong with the dropout in a network that exists. {@link #toString()} is a table for a terminal.
 *
 * <pre>{@code
 * System.out.println(DropoutAudit.of(network));
 * }</pre>
 *
 * <p>It reads a configuration and changes nothing. Its rules are described in docs/adopting.md.
 */
public final class DropoutAudit {

    private final IntFunction<List<AuditFinding>> byWorkers;
    private final List<AuditFinding> findings;

    private DropoutAudit(IntFunction<List<AuditFinding>> byWorkers, int workers) {
        this.byWorkers = byWorkers;
        this.findings = List.copyOf(byWorkers.apply(workers));
    }

    private static DropoutAudit of(Walk walk, long seed, List<AuditFinding> before) {
        return new DropoutAudit(
                workers -> {
                    List<AuditFinding> all = new ArrayList<>(before);
                    all.addAll(new Rules(seed, workers).judge(walk));
                    return all;
                },
                1);
    }

    /**
     * Audits a configuration.
     *
     * @param configuration not modified
     * @return the audit
     */
    public static DropoutAudit of(MultiLayerConfiguration configuration) {
        return of(configuration, List.of());
    }

    private static DropoutAudit of(MultiLayerConfiguration configuration, List<AuditFinding> before) {
        boolean empty = configuration.getConfs().isEmpty();
        return of(Walk.over(configuration), empty ? 1 : configuration.getConf(0).getSeed(), before);
    }

    /**
     * Audits the configuration of a graph.
     *
     * @param configuration not modified
     * @return the audit
     */
    public static DropoutAudit of(ComputationGraphConfiguration configuration) {
        return of(configuration, List.of());
    }

    private static DropoutAudit of(ComputationGraphConfiguration configuration, List<AuditFinding> before) {
        return of(
                Walk.over(configuration),
                configuration.getDefaultConfiguration().getSeed(),
                before);
    }

    /**
     * Audits a network.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}, not modified
     * @return the audit
     * @throws IllegalArgumentException if it is neither
     */
    public static DropoutAudit of(Model network) {
        if (network instanceof MultiLayerNetwork) {
            return of(((MultiLayerNetwork) network).getLayerWiseConfigurations());
        }
        if (network instanceof ComputationGraph) {
            return of(((ComputationGraph) network).getConfiguration());
        }
        throw new IllegalArgumentException(
                "Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received "
                        + (network == null ? null : network.getClass().getName()));
    }

    /**
     * Audits a file: a model that {@code ModelSerializer} wrote, a configuration as JSON or YAML, or a model of Keras ({@code .h5},
     * {@code .keras}, or the JSON of {@code to_json()}), of which it tells what the import makes. The configuration alone is read, and
     * nothing of ND4J's native code is loaded. What has a class that is not on the class path is named, and the rest audited.
     *
     * @param file not modified
     * @return the audit
     * @throws IOException if the file cannot be read or is something else; the message says what was expected and found
     */
    public static DropoutAudit ofFile(Path file) throws IOException {
        ModelFile model = ModelFile.read(file);
        if (model.isOfKeras()) {
            List<AuditFinding> findings = KerasRules.judge(new KerasConfiguration(model));
            return new DropoutAudit(workers -> findings, 1);
        }
        try {
            List<AuditFinding> missing = NotOnClassPath.takeOut(model.configuration());
            String json = model.configuration().toString();
            return model.kind() == ModelFile.Kind.LAYERS
                    ? of(MultiLayerConfiguration.fromJson(json), missing)
                    : of(ComputationGraphConfiguration.fromJson(json), missing);
        } catch (RuntimeException | StackOverflowError e) { // the latter by JSON nested a thousand times
            throw new IOException(
                    "Cannot audit " + file + ": expected a configuration that Deeplearning4j 1.0.0-M2.1 reads, found "
                            + (e.getMessage() == null ? e : e.getMessage()),
                    e);
        }
    }

    /**
     * The audit of the same network, if several workers train it: {@code ParallelWrapper} or Spark. A configuration does not say so.
     *
     * @param workers how many, at least 1
     * @return a new audit
     * @throws IllegalArgumentException if there are fewer
     */
    public DropoutAudit withWorkers(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("Invalid workers: expected at least 1, received " + workers);
        }
        return new DropoutAudit(byWorkers, workers);
    }

    /**
     * What was found.
     *
     * @return an immutable list, by layer
     */
    public List<AuditFinding> findings() {
        return findings;
    }

    /**
     * The result for a script.
     *
     * @return 0 if nothing was found, else 1
     */
    public int exitCode() {
        return findings.isEmpty() ? 0 : 1;
    }

    /**
     * The findings for a program.
     *
     * @return an object with a list {@code findings}; each has {@code rule}, {@code severity}, {@code layer}, {@code index},
     *     {@code type}, {@code what}, {@code evidence} and {@code remedy}
     */
    public String toJson() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("findings", findings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // strings and numbers alone
        }
    }

    /**
     * The findings, and what to do.
     *
     * @return lines of at most 80 columns
     */
    @Override
    public String toString() {
        return AuditTable.of(findings);
    }
}
