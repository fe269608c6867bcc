package io.github.dl4jdropout.examples.record;

/**
 * What was measured in and after one epoch of one run. Errors are percentages, losses natural logarithms, times seconds.
 *
 * @param method the dropout method
 * @param seed the seed of initial weights, batch order and masks
 * @param epoch from 1
 * @param batchLoss mean loss of the batches of the epoch, in training mode, with dropout, each before its update
 * @param batchErrorPercent wrong answers on the same batches, in the same mode
 * @param trainErrorPercent wrong answers on training images after the epoch, in inference mode; at most 10,000 images, always the
 *     same
 * @param trainNll negative log-likelihood on the same images
 * @param testErrorPercent wrong answers on the whole test set after the epoch
 * @param testNll negative log-likelihood on the test set
 * @param testEce expected calibration error on the test set, in [0, 1]
 * @param trainSeconds what the epoch took, without the evaluation
 * @param evaluationSeconds what the evaluation took
 */
public record EpochRecord(
        String method,
        long seed,
        int epoch,
        double batchLoss,
        double batchErrorPercent,
        double trainErrorPercent,
        double trainNll,
        double testErrorPercent,
        double testNll,
        double testEce,
        double trainSeconds,
        double evaluationSeconds) {}
