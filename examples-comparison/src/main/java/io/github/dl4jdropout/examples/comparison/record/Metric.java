package io.github.dl4jdropout.examples.comparison.record;

import java.util.Locale;

/**
 * What is measured in and after each epoch, in the order of the columns of {@code metrics.csv}. Test figures are those of the whole
 * test set, training figures those of at most 10,000 training images, always the same, all in inference mode after the epoch. Lower
 * is better everywhere.
 */
public enum Metric {
    /** Mean loss of the batches of the epoch, with dropout, each before its update. */
    BATCH_LOSS("batch_loss", "batch loss", 4),
    TRAIN_ERROR("train_error_percent", "train error %", 2),
    TRAIN_NLL("train_nll", "train NLL", 4),
    TEST_ERROR("test_error_percent", "test error %", 2),
    /** Mean negative log-likelihood, in nats. */
    TEST_NLL("test_nll", "NLL", 4),
    /** Expected calibration error, in [0, 1]. */
    TEST_ECE("test_ece", "ECE", 4),
    /** Without the evaluation. */
    TRAIN_SECONDS("train_seconds", "s/epoch", 2),
    EVALUATION_SECONDS("evaluation_seconds", "s/evaluation", 2);

    /** The name in {@code metrics.csv}. */
    public final String column;

    /** The name in tables. */
    public final String title;

    private final int digits;

    Metric(String column, String title, int digits) {
        this.column = column;
        this.title = title;
        this.digits = digits;
    }

    public String text(double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** With its sign. */
    public String signed(double difference) {
        return String.format(Locale.ROOT, "%+." + digits + "f", difference);
    }
}
