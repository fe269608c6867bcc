package io.github.dl4jdropout.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.dl4jdropout.examples.data.ImageSet;
import io.github.dl4jdropout.examples.data.SyntheticImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The programs of one file. */
class SmallProgramsTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide.md");

    @Test
    void theSimpleModelPrintsWhatTheGuideSays() throws IOException {
        assertThat(Files.readString(GUIDE)).contains(printedBy(() -> SimpleModelWithDropout.main(new String[0])));
    }

    @Test
    void theWorkedExamplePrintsWhatTheGuideSays() throws IOException {
        assertThat(Files.readString(GUIDE)).contains(printedBy(() -> WorkedExample.main(new String[0])));
    }

    /** Weights, input and output are those of {@code src/test/pytorch/simple_model_with_dropout.py}. */
    @Test
    void theSimpleModelComputesWhatPyTorchComputesWithEqualWeights() throws IOException {
        MultiLayerNetwork network = SimpleModelWithDropout.network();
        network.setParam("0_W", pytorch("hidden.weight").transpose());
        network.setParam("0_b", pytorch("hidden.bias").reshape(1, 128));
        network.setParam("2_W", pytorch("output.weight").transpose());
        network.setParam("2_b", pytorch("output.bias").reshape(1, 10));
        INDArray output = network.output(pytorch("input"), false);
        assertThat(output.shape()).containsExactly(32, 10);
        assertThat(output.equalsWithEps(pytorch("inference"), 1e-5)).isTrue();
    }

    @Test
    void theMnistMlpLearnsABatchByHeart() {
        MultiLayerNetwork network = MnistMlp.network();
        INDArray labels = Nd4j.eye(10);
        DataSet batch = new DataSet(Nd4j.rand(10, 28 * 28), labels);
        for (int i = 0; i < 60; i++) {
            network.fit(batch);
        }
        assertThat(network.output(batch.getFeatures()).argMax(1)).isEqualTo(labels.argMax(1));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DL4J_DROPOUT_MNIST", matches = ".+", disabledReason = "needs MNIST")
    void theMnistMlpClassifiesDigits(@TempDir Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(System.getenv("DL4J_DROPOUT_MNIST")))) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        DL4JResources.setBaseDirectory(folder.toFile());
        try {
            String printed = printedBy(() -> MnistMlp.main(new String[] {"2000"}));
            assertThat(printed).contains("epoch 3: test accuracy 8").contains(" Accuracy:        0.8");
        } finally {
            DL4JResources.resetBaseDirectoryLocation();
        }
    }

    /** Sample variances of 30 gradients, from a fixed seed; a fifth is several of their standard errors. */
    @ParameterizedTest
    @CsvSource({"EQUAL, 1", "INDEPENDENT, 0.25", "BUILTIN, 0.625"})
    void theMasksOfFourWorkersDecideHowMuchNoiseIsLeft(ManyWorkers.Masks masks, double expected) throws IOException {
        ImageSet images = SyntheticImages.digits().load(message -> {}).train();
        ManyWorkers workers = new ManyWorkers(masks, 1, images);
        DataSet batch = images.first(32).batch();
        double single = workers.variance(1, 30, batch);
        assertThat(workers.variance(4, 30, batch) / single).isCloseTo(expected, withinPercentage(20));
    }

    @Test
    void theReportOfManyWorkersHasTheMeasurements(@TempDir Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# this machine", ManyWorkers.Row.COLUMNS));
        for (ManyWorkers.Masks masks : ManyWorkers.Masks.values()) {
            for (int workers : ManyWorkers.WORKERS) {
                for (int seed = 1; seed <= 3; seed++) {
                    double error = 5 + seed + masks.ordinal();
                    lines.add(new ManyWorkers.Row(seed, masks, workers, 8.0 / workers, 8, error).line());
                }
            }
        }
        Files.write(folder.resolve(ManyWorkers.Row.FILE), lines);
        ManyWorkersReport.main(new String[] {folder.toString()});
        assertThat(folder.resolve("summary.md"))
                .content()
                .contains("| 4 | 0.250 | 0.250 ± 0.000 | 0.250 ± 0.000 | 0.250 ± 0.000 | 0.625 |")
                .contains("| 4 | 0.250 | 1.000 ± 0.000 | 1.000 ± 0.000 | 1.000 ± 0.000 |")
                .contains("| 7.00 ± 1.00 | 8.00 ± 1.00 | 9.00 ± 1.00 | -1.00 [-1.00, -1.00] | +1.00 [+1.00, +1.00] |")
                .contains("On: this machine.");
        assertThat(folder.resolve("variance.png")).isNotEmptyFile();
        assertThat(folder.resolve("error.png")).isNotEmptyFile();
    }

    private interface Program {
        void run() throws IOException;
    }

    private static String printedBy(Program program) throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static INDArray pytorch(String name) throws IOException {
        try (InputStream in = SmallProgramsTest.class.getResourceAsStream("/pytorch/" + name + ".npy")) {
            return Nd4j.createNpyFromInputStream(in);
        }
    }
}
