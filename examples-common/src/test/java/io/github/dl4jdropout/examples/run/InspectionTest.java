package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.Outcome.Filters;
import io.github.dl4jdropout.examples.record.Outcome.Mistake;
import io.github.dl4jdropout.examples.record.ReliabilityBin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class InspectionTest {

    /** Four pictures of 2×2 pixels, of the classes a, a, b, b. */
    private static ImageData pictures() {
        return pictures(new ImageShape(1, 2, 2));
    }

    private static ImageData pictures(ImageShape shape) {
        INDArray features = Nd4j.createFromArray(
                new float[][] {{0, 0, 0, 0}, {0, 1, 0.5f, 2}, {1, 1, 1, 1}, {-1, 0.2f, 0.4f, 0.6f}});
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}});
        DataSet data = new DataSet(features, labels);
        return new ImageData("dots", true, "a test", List.of("a", "b"), shape, data, data);
    }

    private static Outcome outcome() {
        INDArray probabilities =
                Nd4j.createFromArray(new double[][] {{0.9, 0.1}, {0.3, 0.7}, {0.2, 0.8}, {0.95, 0.05}});
        return Inspection.of(probabilities, "none", 7, pictures(), Optional.empty());
    }

    @Test
    void confusionCountsRowsOfTruthAndColumnsOfAnswers() {
        assertThat(outcome().confusion()).isDeepEqualTo(new int[][] {{1, 1}, {1, 1}});
        assertThat(outcome().classes()).containsExactly("a", "b");
    }

    @Test
    void mistakesComeSurestFirstWithTheirPixels() {
        assertThat(outcome().images()).isEqualTo(new ImageShape(1, 2, 2));
        assertThat(outcome().mistakes())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new Mistake(3, 1, 0, 0.95, 0.05, new byte[] {0, 51, 102, (byte) 153}),
                        new Mistake(1, 0, 1, 0.7, 0.3, new byte[] {0, (byte) 255, (byte) 128, (byte) 255}));
    }

    @Test
    void binsHoldWhatTheCalibrationErrorIsMadeOf() {
        List<ReliabilityBin> bins = outcome().reliability();
        assertThat(bins).hasSize(15);
        assertThat(bins.stream().mapToInt(ReliabilityBin::count).sum()).isEqualTo(4);
        assertThat(bins.get(10)).isEqualTo(new ReliabilityBin(1, 0.7, 0)); // (10/15, 11/15]
        assertThat(bins.get(14)).isEqualTo(new ReliabilityBin(1, 0.95, 0));
        assertThat(bins.get(0)).isEqualTo(new ReliabilityBin(0, 0, 0));
        double ece = bins.stream()
                .mapToDouble(bin -> bin.count() / 4.0 * Math.abs(bin.accuracy() - bin.confidence()))
                .sum();
        assertThat(ece).isCloseTo((0.7 + 0.2 + 0.1 + 0.95) / 4, within(1e-12));
    }

    @Test
    void noMoreMistakesAreKeptThanArePutOnThePage() {
        int n = Inspection.MISTAKES + 5;
        float[][] features = new float[n][4];
        float[][] labels = new float[n][2];
        double[][] probabilities = new double[n][2];
        for (int i = 0; i < n; i++) {
            labels[i][0] = 1;
            probabilities[i][1] = 0.6 + 0.01 * i;
            probabilities[i][0] = 1 - probabilities[i][1];
        }
        DataSet data = new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels));
        ImageData images =
                new ImageData("dots", true, "a test", List.of("a", "b"), new ImageShape(1, 2, 2), data, data);
        List<Mistake> mistakes = Inspection.of(Nd4j.createFromArray(probabilities), "none", 1, images, Optional.empty())
                .mistakes();
        assertThat(mistakes).hasSize(Inspection.MISTAKES);
        assertThat(mistakes.get(0).index()).isEqualTo(n - 1);
    }

    @Test
    void examplesThatAreNoPicturesAreNotDrawn() {
        INDArray probabilities = Nd4j.createFromArray(new double[][] {{0.1, 0.9}, {1, 0}, {1, 0}, {1, 0}});
        Outcome outcome = Inspection.of(probabilities, "none", 1, pictures(new ImageShape(2, 1, 2)), Optional.empty());
        assertThat(outcome.images()).isNull();
        assertThat(outcome.mistakes()).isEmpty();
        assertThat(outcome.confusion()).isDeepEqualTo(new int[][] {{1, 1}, {2, 0}});
    }

    @Test
    void bytesAreKeptAsTheyAreColourByColour() {
        byte[] pixels = new byte[2 * 12];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 11);
        }
        INDArray features = Nd4j.createUninitialized(DataType.UINT8, 2, 3, 2, 2);
        features.data().asNio().put(pixels);
        DataSet data = new DataSet(features, Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}}));
        ImageData images =
                new ImageData("dots", true, "a test", List.of("a", "b"), new ImageShape(3, 2, 2), data, data);
        INDArray probabilities = Nd4j.createFromArray(new double[][] {{1, 0}, {0.8, 0.2}});
        Outcome outcome = Inspection.of(probabilities, "none", 1, images, Optional.empty());
        assertThat(outcome.images()).isEqualTo(new ImageShape(3, 2, 2));
        assertThat(outcome.mistakes().get(0).pixels()).isEqualTo(Arrays.copyOfRange(pixels, 12, 24));
    }

    @Test
    void aDenseLayerHasNoFilters() {
        MultiLayerNetwork network = InitialWeights.network(new TinyExample(), "plain", 1);
        assertThat(Inspection.filters(network)).isEmpty();
    }

    @Test
    void filtersAreTheWeightsOfTheFirstConvolution() {
        MultiLayerNetwork network = InitialWeights.network(new TinyPictures(), "none", 1);
        Filters filters =
                Inspection.of(network, "none", 1, TinyPictures.data(20, 30)).filters();
        assertThat(filters.count()).isEqualTo(6);
        assertThat(filters.shape()).isEqualTo(new ImageShape(1, 3, 3));
        INDArray weights = network.getLayer(0).getParam("W");
        assertThat(filters.weights()).hasSize(6 * 9);
        assertThat(filters.weights()[2 * 9 + 5]).isEqualTo(weights.getFloat(2, 0, 1, 2));
    }
}
