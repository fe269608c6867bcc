package io.github.dl4jdropout.examples.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.file.Sha256;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class SyntheticDigitsTest {
    private static final String GOLDEN = "7c50c5b7673f650e0ca4cf0ef51a7011ded55341ec0a22719ed7a95fed79d33a";

    private static ImageData digits(long seed, int train, int test) {
        return new SyntheticDigits(seed).generate(train, test);
    }

    /** The pixels as bytes, then the classes. */
    private static String digest(DataSet data) {
        var digest = Sha256.newDigest();
        for (float value : data.getFeatures().reshape(-1).toFloatVector()) {
            digest.update((byte) Math.round(255 * value));
        }
        for (int label : data.getLabels().argMax(1).toIntVector()) {
            digest.update((byte) label);
        }
        return Sha256.hex(digest);
    }

    @Test
    void theyAreCalledSynthetic() {
        ImageData data = digits(1, 2, 2);
        assertThat(data.synthetic()).isTrue();
        assertThat(data.name()).isEqualTo("synthetic digits");
        assertThat(data.origin()).isEqualTo("generated handwritten-like digits (not MNIST), seed 1");
    }

    @Test
    void thereAreAsManyAsOfMnist() {
        ImageData data = SyntheticDigits.likeMnist();
        assertThat(data.train().numExamples()).isEqualTo(60_000);
        assertThat(data.test().numExamples()).isEqualTo(10_000);
    }

    @Test
    void theImagesOfASeedAreTheSameForEver() {
        assertThat(digest(digits(1998, 200, 1).train())).isEqualTo(GOLDEN);
    }

    @Test
    void anImageDoesNotDependOnTheNumberOfImagesOrThreads() throws Exception {
        String many = digest(digits(3, 300, 1).train());
        var oneThread = new ForkJoinPool(1);
        String alone = oneThread.submit(() -> digest(digits(3, 300, 1).train())).get();
        oneThread.shutdown();
        assertThat(alone).isEqualTo(many);

        INDArray ofFew = digits(3, 5, 1).train().getFeatures();
        INDArray ofMany = digits(3, 300, 1).train().getFeatures();
        assertThat(ofFew.getRow(4)).isEqualTo(ofMany.getRow(4));
    }

    @Test
    void seedsAndPartsAndImagesDiffer() {
        ImageData data = digits(3, 50, 50);
        assertThat(digest(data.train())).isNotEqualTo(digest(data.test()));
        assertThat(digest(data.train())).isNotEqualTo(digest(digits(4, 50, 1).train()));
        assertThat(data.train().getFeatures().getRow(0))
                .isNotEqualTo(data.train().getFeatures().getRow(1));
    }

    @Test
    void theyLookLikeMnistInNumbers() {
        ImageData data = digits(5, 3000, 1);
        INDArray features = data.train().getFeatures();
        assertThat(features.minNumber().floatValue()).isEqualTo(0f);
        assertThat(features.maxNumber().floatValue()).isEqualTo(1f);
        // MNIST: a mean of 0.131 and a fifth of the pixels with ink.
        assertThat(features.meanNumber().doubleValue()).isBetween(0.08, 0.2);
        assertThat(features.gt(0.5).castTo(features.dataType()).meanNumber().doubleValue())
                .isBetween(0.07, 0.2);
        // Bounds of five standard deviations of a binomial count of 3000 · 0.1.
        for (double count : data.train().getLabels().sum(0).toDoubleVector()) {
            assertThat(count).isBetween(300 - 5 * 16.5, 300 + 5 * 16.5);
        }
    }

    /**
     * A nearest-class-mean classifier gets well above chance, so that labels belong to images; it gets far from all right,
     * so that the digits are not copies of their templates. On MNIST it gets 82 %.
     */
    @Test
    void theyAreNeitherNoiseNorCopies() {
        ImageData data = digits(6, 5000, 1000);
        INDArray labels = data.train().getLabels();
        INDArray means = labels.transpose()
                .mmul(data.train().getFeatures())
                .diviColumnVector(labels.sum(0).reshape(10, 1));
        INDArray test = data.test().getFeatures();
        INDArray scores = test.mmul(means.transpose())
                .subiRowVector(means.mul(means).sum(1).divi(2).reshape(1, 10));
        INDArray hits = Nd4j.argMax(scores, 1).eq(data.test().getLabels().argMax(1));
        double accuracy = hits.castTo(test.dataType()).meanNumber().doubleValue();
        assertThat(accuracy).isBetween(0.5, 0.85);
    }
}
