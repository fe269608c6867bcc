package io.github.dl4jdropout.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a network computes: outputs, gradients, and what three steps of training make of it. */
final class Outcome {

    private static final int STEPS = 3;

    private Outcome() {}

    /**
     * Runs a network through everything, repeatably.
     *
     * @param network will be trained
     * @param data a batch
     * @return arrays by name, detached
     */
    static Map<String, INDArray> of(MultiLayerNetwork network, DataSet data) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        INDArray x = data.getFeatures();
        arrays.put("activation at inference", network.feedForward(x, false).get(1));
        arrays.put("output at inference", network.output(x, false));
        Nd4j.getRandom().setSeed(1);
        arrays.put("activation in training", network.feedForward(x, true).get(1));
        Nd4j.getRandom().setSeed(1);
        var gradients = network.calculateGradients(x, data.getLabels(), null, null);
        arrays.put("input gradient", gradients.getSecond());
        arrays.put("parameter gradients", gradients.getFirst().gradient());
        Nd4j.getRandom().setSeed(1);
        for (int step = 0; step < STEPS; step++) {
            network.fit(data);
        }
        arrays.put("parameters after training", network.params());
        arrays.put("output after training", network.output(x, false));
        arrays.replaceAll((name, array) -> array.dup('c'));
        return arrays;
    }

    /** The largest difference, relative to the largest value of the plain array; infinite if shapes differ. */
    static double distance(INDArray plain, INDArray other) {
        if (!plain.equalShapes(other)) {
            return Double.POSITIVE_INFINITY;
        }
        double[] a = plain.dup('c').data().asDouble();
        double[] b = other.dup('c').data().asDouble();
        double difference = 0;
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i < a.length; i++) {
            double here = Math.abs(a[i] - b[i]);
            difference = here <= difference ? difference : here; // NaN stays
            largest = Math.max(largest, Math.abs(a[i]));
        }
        return difference / largest;
    }
}
