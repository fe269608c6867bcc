package io.github.dl4jdropout.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The price of dropout in a training iteration, measured in rounds: one iteration without dropout, one with the built-in, one with
 * the plugin, in an order that is drawn anew, so that none has always the same neighbour. Whatever the machine does meanwhile it does
 * to all three: the quotients of one round hold better than the times. All figures are medians over the rounds.
 *
 * <p>JMH adds counters up over its measured iterations; so there is one of them.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class IterationPrice {

    private static final int NONE = 0;
    private static final int BUILTIN = 1;
    private static final int PLUGIN = 2;

    private final List<Integer> order = new ArrayList<>(List.of(NONE, BUILTIN, PLUGIN));
    private final Random random = new Random(1);
    private final List<double[]> rounds = new ArrayList<>();

    /** Forgets the rounds of the warm-up. */
    @Setup(Level.Iteration)
    public void forget() {
        rounds.clear();
    }

    /**
     * Trains one iteration of each network.
     *
     * @param networks without dropout, with the built-in, with the plugin
     */
    void round(MultiLayerNetwork[] networks, DataSet data) {
        double[] milliseconds = new double[networks.length];
        Collections.shuffle(order, random);
        for (int which : order) {
            long start = System.nanoTime();
            networks[which].fit(data);
            milliseconds[which] = (System.nanoTime() - start) / 1e6;
        }
        rounds.add(milliseconds);
    }

    /** Milliseconds without dropout. */
    public double noneMs() {
        return Medians.median(rounds, round -> round[NONE]);
    }

    /** Milliseconds with the built-in. */
    public double builtinMs() {
        return Medians.median(rounds, round -> round[BUILTIN]);
    }

    /** Milliseconds with the plugin. */
    public double pluginMs() {
        return Medians.median(rounds, round -> round[PLUGIN]);
    }

    /** What the built-in adds, in percent. */
    public double builtinPercent() {
        return Medians.median(rounds, round -> 100 * (round[BUILTIN] / round[NONE] - 1));
    }

    /** What the plugin adds, in percent. */
    public double pluginPercent() {
        return Medians.median(rounds, round -> 100 * (round[PLUGIN] / round[NONE] - 1));
    }

    /** How many rounds there were. */
    public long roundsDone() {
        return rounds.size();
    }
}
