package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.adopt.audit.AuditFinding;
import io.github.dl4jdropout.adopt.audit.AuditTable;
import io.github.dl4jdropout.adopt.audit.Rules;
import io.github.dl4jdropout.check.Walk;
import java.util.List;
import java.util.Map;
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

    private final Walk walk;
    private final long seed;
    private final List<AuditFinding> findings;

    private DropoutAudit(Walk walk, long seed, int workers) {
        this.walk = walk;
        this.seed = seed;
        this.findings = List.copyOf(new Rules(seed, workers).judge(walk));
    }

    /**
     * Audits a configuration.
     *
     * @param configuration not modified
     * @return the audit
     */
    public static DropoutAudit of(MultiLayerConfiguration configuration) {
        boolean empty = configuration.getConfs().isEmpty();
        return new DropoutAudit(
                Walk.over(configuration), empty ? 1 : configuration.getConf(0).getSeed(), 1);
    }

    /**
     * Audits the configuration of a graph.
     *
     * @param configuration not modified
     * @return the audit
     */
    public static DropoutAudit of(ComputationGraphConfiguration configuration) {
        return new DropoutAudit(
                Walk.over(configuration),
                configuration.getDefaultConfiguration().getSeed(),
                1);
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
        return new DropoutAudit(walk, seed, workers);
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
