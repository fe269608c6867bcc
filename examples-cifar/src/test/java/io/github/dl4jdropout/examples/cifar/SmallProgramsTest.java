package io.github.dl4jdropout.examples.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The programs of one file. */
class SmallProgramsTest {

    @Test
    void theSimpleCnnPrintsWhatTheGuideSays() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "guide.md")))
                .contains(printedBy(() -> SimpleCnnWithDropout.main(new String[0])));
    }

    /** The output is that of {@code src/test/pytorch/simple_cnn_with_dropout.py}, which has the formula too. */
    @Test
    void theSimpleCnnComputesWhatPyTorchComputesWithEqualWeights() throws IOException {
        MultiLayerNetwork network = SimpleCnnWithDropout.network();
        network.setParam("0_W", formula(1 / Math.sqrt(3 * 3 * 3), 16, 3, 3, 3));
        network.setParam("0_b", formula(0.1, 1, 16));
        network.setParam(
                "2_W", formula(1 / Math.sqrt(16 * 32 * 32), 128, 16 * 32 * 32).transpose());
        network.setParam("2_b", formula(0.1, 1, 128));
        network.setParam("4_W", formula(1 / Math.sqrt(128), 10, 128).transpose());
        network.setParam("4_b", formula(0.1, 1, 10));
        INDArray output = network.output(formula(1, 32, 3, 64, 64), false);
        assertThat(output.shape()).containsExactly(32, 10);
        try (InputStream expected = SmallProgramsTest.class.getResourceAsStream("/pytorch/inference.npy")) {
            assertThat(output.equalsWithEps(Nd4j.createNpyFromInputStream(expected), 1e-5))
                    .isTrue();
        }
    }

    /** The networks start from the same weights, and the classes are red and blue. */
    @Test
    void theCifarCnnLearnsAFolderOfImages(@TempDir Path folder) throws IOException {
        for (String colour : List.of("blue", "red")) {
            Files.createDirectory(folder.resolve(colour));
            for (int i = 0; i < 100; i++) {
                BufferedImage image = new BufferedImage(20, 24, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(colour.equals("red") ? new Color(155 + i, 0, i) : new Color(i, 0, 155 + i));
                graphics.fillRect(0, 0, 20, 24);
                ImageIO.write(
                        image, "png", folder.resolve(colour).resolve(i + ".png").toFile());
            }
        }
        assertThat(printedBy(() -> CifarCnn.main(new String[] {folder.toString()})))
                .contains("# of classes:    2")
                .contains("Accuracy:        1.0000");
    }

    /** Numbers from -scale to scale that look random: the top 24 bits of i * 2654435761 modulo 2^32, for i from 0. */
    private static INDArray formula(double scale, int... shape) {
        int length = 1;
        for (int side : shape) {
            length *= side;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            long bits = (i * 2654435761L & 0xFFFFFFFFL) >>> 8;
            values[i] = (float) (scale * (bits / 0x1p23 - 1));
        }
        return Nd4j.create(values, shape);
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
}
