package io.github.dl4jdropout.examples.comparison.run;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** How good predicted class probabilities are; examples are added piece by piece, which bounds the memory. */
final class Scores {

    /** Lower probabilities count as this one, so that a confident mistake costs 16.1 and not infinity. */
    static final double SMALLEST = 1e-7;

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
        if (!Arrays.equals(probabilities.shape(), labels.shape()) || probabilities.rank() != 2) {
            throw new IllegalArgumentException("Probabilities and labels: expected two arrays [N, K], received "
                    + Arrays.toString(probabilities.shape()) + " and " + Arrays.toString(labels.shape()) + ".");
        }
        double[][] predicted = probabilities.toDoubleMatrix();
        int[] truth = labels.argMax(1).toIntVector();
        for (int i = 0; i < truth.length; i++) {
            add(predicted[i], truth[i]);
        }
    }

    private void add(double[] probabilities, int truth) {
        int answer = mostProbable(probabilities);
        int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(probabilities[answer] * BINS))) - 1;
        examples++;
        wrong += answer == truth ? 0 : 1;
        logLikelihood += Math.log(Math.max(probabilities[truth], SMALLEST));
        confidence[bin] += probabilities[answer];
        hits[bin] += answer == truth ? 1 : 0;
    }

    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int k = 0; k < probabilities.length; k++) {
            if (!(probabilities[k] >= 0 && probabilities[k] <= 1 + 1e-5)) { // written so that NaN is refused
                throw new IllegalArgumentException(
                        "Predicted probability: expected a number from 0 to 1, received " + probabilities[k] + ".");
            }
            if (probabilities[k] > probabilities[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Returns the share of examples whose most probable class is not the true one; of equally probable classes the first counts. */
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
