package io.github.dl4jdropout.examples.run;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How good predicted class probabilities are.
 *
 * @param errorPercent share of examples whose most probable class is not the true one; of equally probable classes the first
 *     counts
 * @param nll mean negative natural logarithm of the probability of the true class. Probabilities below {@link #SMALLEST} count as
 *     that, so one example costs at most 16.1 and a confident mistake does not turn the mean into infinity
 * @param ece expected calibration error: examples are put into 15 bins of equal width by the probability of their most
 *     probable class; the mean over bins, weighted by their examples, of |accuracy - mean probability| (Guo, Pleiss, Sun and
 *     Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, equation 3)
 */
public record Scores(double errorPercent, double nll, double ece) {

    /** The probability that lower ones are raised to in the negative log-likelihood. */
    public static final double SMALLEST = 1e-7;

    /**
     * Scores predictions.
     *
     * @param probabilities [N, K], each row adds up to 1
     * @param labels [N, K], one-hot
     * @return the scores
     * @throws IllegalArgumentException if the shapes differ, there are no examples, or a probability is not in [0, 1]
     */
    public static Scores of(INDArray probabilities, INDArray labels) {
        if (!Arrays.equals(probabilities.shape(), labels.shape()) || probabilities.rank() != 2) {
            throw new IllegalArgumentException("Probabilities and labels: expected two arrays [N, K], received "
                    + Arrays.toString(probabilities.shape()) + " and " + Arrays.toString(labels.shape()) + ".");
        }
        double[][] predicted = probabilities.toDoubleMatrix();
        int[] truth = labels.argMax(1).toIntVector();
        int wrong = 0;
        double logLikelihood = 0;
        Reliability reliability = new Reliability();
        for (int i = 0; i < truth.length; i++) {
            int answer = mostProbable(predicted[i]);
            boolean right = answer == truth[i];
            wrong += right ? 0 : 1;
            logLikelihood += Math.log(Math.max(predicted[i][truth[i]], SMALLEST));
            reliability.add(predicted[i][answer], right);
        }
        return new Scores(100.0 * wrong / truth.length, -logLikelihood / truth.length, reliability.ece());
    }

    /** The first of the most probable classes; refuses what is no probability. */
    static int mostProbable(double[] probabilities) {
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
}
