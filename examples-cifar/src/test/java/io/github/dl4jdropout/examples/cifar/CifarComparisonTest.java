package io.github.dl4jdropout.examples.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.run.Main;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CifarComparisonTest {

    private static final int SIDE = 32;

    @TempDir
    private static Path data;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A plain folder of class folders: random images, bright in a column that tells the class. */
    @BeforeAll
    static void drawImages() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 36; i++) {
            Path folder = Files.createDirectories(data.resolve("class" + i % 3));
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                int noise = random.nextInt(0x404040);
                image.setRGB(pixel % SIDE, pixel / SIDE, noise | (pixel % SIDE == 10 * (i % 3) ? 0xC0C0C0 : 0));
            }
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
    }

    private int run(String... args) {
        return Main.run(new CifarComparison(), new PrintWriter(out), new PrintWriter(err), args);
    }

    private List<Metrics.Row> train(String name, String... more) {
        String[] usual = {
            "--data-dir",
            data.toString(),
            "--epochs",
            "2",
            "--batch",
            "10",
            "--out",
            directory.resolve(name).toString()
        };
        assertThat(run(Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        return Metrics.read(directory.resolve(name).resolve("metrics.csv")).rows();
    }

    private static List<Double> losses(List<Metrics.Row> rows) {
        return rows.stream().map(row -> row.get(Metric.BATCH_LOSS)).toList();
    }

    @Test
    void allMethodsRunAndDiffer() {
        List<Metrics.Row> rows = train("out");
        assertThat(rows).hasSize(7 * 2);
        assertThat(losses(rows).stream().distinct())
                .as("scalings at inference drop alike in training")
                .hasSize(6 * 2);
        assertThat(rows.stream().map(row -> row.get(Metric.TEST_NLL)).distinct())
                .hasSize(7 * 2);
        assertThat(directory.resolve("out/models")).isDirectoryContaining("glob:**/channel-seed1.zip");
        assertThat(out.toString()).contains("oneDNN");
    }

    @Test
    void atRate0AllMethodsAreTheSameNetworkOnTheSameBatches() {
        List<Double> losses = losses(train("out", "--rate", "0", "--map-rate", "0"));
        for (int i = 2; i < losses.size(); i++) {
            assertThat(losses.get(i)).isEqualTo(losses.get(i % 2));
        }
    }

    @ParameterizedTest
    @CsvSource({"keras", "vgg"})
    void theOtherNetworksTrainToo(String model) {
        assertThat(train("out", "--model", model, "--methods", "upscale-infer,channel"))
                .hasSize(2 * 2);
    }

    @Test
    void theNetworkDecidesHowMuchOfItsFeatureMapsIsDropped() throws IOException {
        train("small", "--methods", "none");
        train("keras", "--methods", "none", "--model", "keras", "--test-fraction", "0.25");
        train("given", "--methods", "none", "--model", "keras", "--map-rate", "0.3");
        assertThat(info("small").network()).contains("drop rate 0.1 after each block");
        assertThat(info("keras").network()).contains("CNN \"keras\" for 32×32×3", "drop rate 0.25 after each block");
        assertThat(info("given").network()).contains("drop rate 0.3 after each block");
        assertThat(info("keras").ownOptions()).containsEntry("model", "keras");
        assertThat(info("keras").data().testImages()).isEqualTo(9);
    }

    private RunInfo info(String name) throws IOException {
        return RunInfo.read(directory.resolve(name).resolve("run.json"));
    }

    @Test
    void augmentationChangesWhatIsTrainedOnRepeatably() {
        List<Double> plain = losses(train("plain", "--methods", "none"));
        List<Double> augmented = losses(train("augmented", "--methods", "none", "--augment"));
        assertThat(augmented)
                .doesNotContainAnyElementsOf(plain)
                .isEqualTo(losses(train("again", "--methods", "none", "--augment")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --model resnet      | --model: expected one of small, keras, vgg, received resnet.
            --map-rate NaN      | --map-rate: expected a probability of dropping, from 0 to 1, received NaN.
            --test-fraction 1   | --test-fraction: expected a number above 0 and below 1, received 1.0.
            --dataset mnist     | --dataset: expected one of auto, cifar10, synthetic, received mnist.
            """)
    void whatCannotBeDoneIsRefusedWith2(String args, String message) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(message, "All options and their defaults: --help");
    }

    @ParameterizedTest
    @CsvSource({"--map-rate 1, upscale-infer", "--map-rate 1, spatial", "--rate 1, builtin"})
    void aRateThatAMethodCannotHaveIsRefusedBeforeAnythingIsWritten(String rate, String method) {
        Path target = directory.resolve("out");
        assertThat(run((rate + " --methods none," + method + " --data-dir " + data + " --out " + target).split(" ")))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Method " + method + " with these options: ")
                .doesNotContain("\tat ");
        assertThat(target).doesNotExist();
    }

    @Test
    void helpFits80Columns() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("The network: small, keras or vgg, in the order");
    }
}
