package io.github.dl4jdropout.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class SparkMnistMlpTest {

    @Test
    @EnabledIfEnvironmentVariable(named = "DL4J_DROPOUT_MNIST", matches = ".+", disabledReason = "needs MNIST")
    void itClassifiesDigits(@TempDir Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(System.getenv("DL4J_DROPOUT_MNIST")))) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        DL4JResources.setBaseDirectory(folder.toFile());
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            SparkMnistMlp.main(new String[] {"2000"});
        } finally {
            System.setOut(console);
            DL4JResources.resetBaseDirectoryLocation();
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).containsPattern("epoch 3: test accuracy [89]\\d");
    }

    @Test
    void itIsShortEnoughToCopy() throws IOException {
        Path program = Path.of("src/main/java/io/github/dl4jdropout/examples/spark/SparkMnistMlp.java");
        assertThat(Files.readAllLines(program)).hasSizeLessThanOrEqualTo(100);
    }
}
