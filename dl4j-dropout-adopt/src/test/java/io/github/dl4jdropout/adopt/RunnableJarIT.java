package io.github.dl4jdropout.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** The jar of the command line, in a process of its own with nothing else on the class path. */
class RunnableJarIT {

    private static final Path JAR = Path.of("target/dl4j-dropout-audit.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path cache;
    private String configuration;

    @BeforeEach
    void writeConfiguration() throws Exception {
        cache = Files.createDirectory(folder.resolve("cache"));
        configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.2)
                        .build())
                .build()
                .toJson();
    }

    /** What a process printed, standard error included, and its exit code at the end. */
    private String run(Path model) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                        "-jar",
                        JAR.toString(),
                        "audit",
                        model.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        return output + "exit " + process.waitFor();
    }

    private boolean noNativeCodeWasLoaded() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void jsonIsAuditedWithoutNativeCode() throws Exception {
        Path model = Files.writeString(folder.resolve("network.json"), configuration);
        assertThat(run(model)).startsWith("severity").contains("RetainAsRate").endsWith("exit 1");
        assertThat(noNativeCodeWasLoaded()).isTrue();
    }

    /** Of 1 GB of parameters nothing is read: the heap has 64 MB. They are a hole in the file, and cost the disk nothing. */
    @Test
    void aModelOfOneGigabyteIsAuditedInLittleMemory() throws Exception {
        Path model = folder.resolve("model.zip");
        long gigabyte = 1L << 30;
        Path zip = folder.resolve("small.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("configuration.json"));
            out.write(configuration.getBytes());
        }
        try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) { // a zip is read from its end
            file.write(new byte[] {'P', 'K'});
            file.seek(gigabyte);
            file.write(Files.readAllBytes(zip));
        }
        assertThat(Files.size(model)).isGreaterThan(gigabyte);
        assertThat(run(model)).startsWith("severity").contains("RetainAsRate").endsWith("exit 1");
        assertThat(noNativeCodeWasLoaded()).isTrue();
    }

    @Test
    void aForeignFileOfOneGigabyteIsRefused() throws Exception {
        Path model = folder.resolve("foreign.json");
        try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        assertThat(run(model)).contains("more than 16 MB of text").endsWith("exit 2");
    }

    @Test
    void modelsOfKerasAreAudited() throws Exception {
        assertThat(run(KerasFixtures.file("mlp.keras").toPath()))
                .contains("KerasVersion")
                .endsWith("exit 1");
        assertThat(noNativeCodeWasLoaded()).isTrue();
        assumeThat(Loader.getPlatform()).isNotEqualTo("macosx-arm64"); // for which there is no HDF5
        assertThat(run(KerasFixtures.file("mlp.h5").toPath()))
                .startsWith("severity")
                .contains("KerasRate")
                .endsWith("exit 1");
    }
}
