package io.github.dl4jdropout.examples.comparison.run;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** How good predicted class probabilities are; examples are added piece by piece, which bounds the memory. */
final class Scores {
    /** Lower probabilities count as this one, so that a confident mistake costs 16.1 and not infinity. */
    private static final double SMALLEST = 1e-7;

    /** Bins of equal width; bin m of M holds the probabilities in ((m - 1) / M, m / M]. */
    private static final int BINS = 15;

    private final double[] hits = new double[BINS];
    private final double[] confidence = new double[BINS];
    private int examples;
    private int wrong;
    private double logLikelihood;

    /** Returns the scores of a network at inference. */
    static Scores of(MultiLayerNetwork network, Iterable<DataSet> pieces) {
        Scores scores = new Scores();
        for (DataSet piece : pieces) {
            scores.add(network.output(piece.getFeatures(), false), piece.getLabels());
        }
        return scores;
    }

    /** Adds examples: probabilities [N, K], whose rows add up to 1, and labels [N, K], one-hot. */
    void add(INDArray probabilities, INDArray labels) {
        double[][] predicted = probabilities.toDoubleMatrix();
        int[] truth = labels.argMax(1).toIntVector();
        for (int i = 0; i < truth.length; i++) {
            int answer = mostProbable(predicted[i]);
            double probability = predicted[i][answer];
            int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(probability * BINS))) - 1;
            examples++;
            wrong += answer == truth[i] ? 0 : 1;
            logLikelihood += Math.log(Math.max(predicted[i][truth[i]], SMALLEST));
            confidence[bin] += probability;
            hits[bin] += answer == truth[i] ? 1 : 0;
        }
    }

    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int k = 0; k < probabilities.length; k++) {
            if (!(probabilities[k] >= 0 && probabilities[k] <= 1 + 1e-5)) { // written so that NaN is refused
                String expected = "Predicted probability: expected a number from 0 to 1, received ";
                throw new IllegalArgumentException(expected + probabilities[k] + ".");
            }
            if (probabilities[k] > probabilities[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Of equally probable classes the first is the answer. */
    double errorPercent() {
        return 100.0 * wrong / examples;
    }

    /** Returns the mean negative natural logarithm of the probability of the true class. */
    double nll() {
        return -logLikelihood / examples;
    }

    /**
     * Returns the expected calibration error: the mean over bins, weighted by their examples, of |accuracy - mean probability| of the
     * most probable class (C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On calibration of modern neural networks", ICML 2017,
     * equation 3).
     */
    double ece() {
        double gap = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gap += Math.abs(hits[bin] - confidence[bin]); // both are sums, which is the weighting
        }
        return gap / examples;
    }
}
