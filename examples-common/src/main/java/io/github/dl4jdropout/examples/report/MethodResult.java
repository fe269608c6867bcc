package io.github.dl4jdropout.examples.report;

import java.util.Optional;

/**
 * What one method reached after the last epoch.
 *
 * @param method its name
 * @param errorPercent on the test set
 * @param nll on the test set
 * @param ece on the test set
 * @param secondsPerEpoch median over epochs and seeds, training alone
 * @param difference of the test error to the baseline, in percentage points; empty for the baseline itself, or if fewer than two seeds
 *     are there for both
 * @param gap between training and test images
 */
record MethodResult(
        String method,
        Estimate errorPercent,
        Estimate nll,
        Estimate ece,
        double secondsPerEpoch,
        Optional<PairedDifference> difference,
        Gap gap) {}
