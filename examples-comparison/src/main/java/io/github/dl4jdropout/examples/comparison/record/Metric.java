package io.github.dl4jdropout.examples.comparison.record;

import java.util.List;
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

    /** What is compared method by method. */
    public static final List<Metric> COMPARED = List.of(TEST_ERROR, TEST_NLL, TEST_ECE);

    private final String column;
    private final String title;
    private final int digits;

    Metric(String column, String title, int digits) {
        this.column = column;
        this.title = title;
        this.digits = digits;
    }

    /** Returns the name of the column in {@code metrics.csv}. */
    public String column() {
        return column;
    }

    /** Returns the title of the column in tables. */
    public String title() {
        return title;
    }

    /** Returns a value as tables show it. */
    public String text(double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Returns a difference of two values as tables show it, with its sign. */
    public String signed(double difference) {
        return String.format(Locale.ROOT, "%+." + digits + "f", difference);
    }
}
