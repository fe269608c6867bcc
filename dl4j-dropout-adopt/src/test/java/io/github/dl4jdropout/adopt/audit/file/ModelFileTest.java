package io.github.dl4jdropout.adopt.audit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.adopt.DropoutAudit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

class ModelFileTest {

    @TempDir
    private Path folder;

    private static MultiLayerConfiguration layers() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(4)
                        .dropOut(RateDropout.of(0.5))
                        .build())
                .layer(RateDropoutLayer.of(0.5))
                .layer(new DenseLayer.Builder().nOut(4).dropOut(0.2).build())
                .layer(output())
                .setInputType(InputType.feedForward(3))
                .build();
    }

    private static ComputationGraphConfiguration graph() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .addLayer("below", new DenseLayer.Builder().nOut(4).build(), "in")
                .addLayer("branch", RateDropoutLayer.of(0.5), "below")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "below", "branch")
                .addLayer(
                        "hidden", new DenseLayer.Builder().nOut(4).dropOut(0.2).build(), "sum")
                .addLayer("out", output(), "hidden")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(3))
                .build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build();
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void everyKindOfFileGivesTheFindingsOfItsConfiguration() throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(layers());
        network.init();
        ModelSerializer.writeModel(network, folder.resolve("layers.zip").toFile(), true);
        ComputationGraph graph = new ComputationGraph(graph());
        graph.init();
        ModelSerializer.writeModel(graph, folder.resolve("graph.bin").toFile(), true);
        for (Path file : new Path[] {
            folder.resolve("layers.zip"),
            write("layers.json", layers().toJson()),
            write("layers.yaml", layers().toYaml()),
            write("no extension", layers().toJson())
        }) {
            assertThat(DropoutAudit.ofFile(file).findings())
                    .isNotEmpty()
                    .isEqualTo(DropoutAudit.of(layers()).findings());
        }
        for (Path file : new Path[] {
            folder.resolve("graph.bin"), write("graph.json", graph().toJson()), write("graph.yaml", graph().toYaml())
        }) {
            assertThat(DropoutAudit.ofFile(file).findings())
                    .isNotEmpty()
                    .isEqualTo(DropoutAudit.of(graph()).findings());
        }
    }

    /** As if the library were not there, and with it a layer and a dropout. */
    @Test
    void whatIsNotOnTheClassPathIsNamedAndTheRestAudited() throws Exception {
        String layers = layers().toJson()
                .replace("io.github.dl4jdropout.RateDropout", "com.example.MyDropout")
                .replace("org.nd4j.linalg.activations.impl.ActivationSoftmax", "com.example.MySoftmax");
        assertThat(found(write("layers.json", layers)))
                .containsExactly(
                        "0 MyDropout NotOnClassPath",
                        "1 MyDropoutLayer NotOnClassPath",
                        "3 MySoftmax NotOnClassPath",
                        "2 DenseLayer RetainAsRate");
        String graph = graph().toYaml()
                .replace("io.github.dl4jdropout.RateDropout", "com.example.MyDropout")
                .replace("org.deeplearning4j.nn.conf.graph.ElementWiseVertex", "com.example.MyVertex");
        assertThat(found(write("graph.yaml", graph)))
                .containsExactlyInAnyOrder(
                        "\"branch\" MyDropoutLayer NotOnClassPath",
                        "\"sum\" MyVertex NotOnClassPath",
                        "\"hidden\" DenseLayer RetainAsRate");
    }

    @Test
    void layersInsideWrappersAreNamedToo() throws Exception {
        String json = new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new Bidirectional(new LSTM.Builder().nOut(4).build()))
                .layer(new RnnOutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.2)
                        .build())
                .setInputType(InputType.recurrent(3))
                .build()
                .toJson()
                .replace("org.deeplearning4j.nn.conf.layers.LSTM", "com.example.MyLstm");
        assertThat(found(write("inside.json", json)))
                .containsExactly("0 MyLstm NotOnClassPath", "0 MyLstm NotOnClassPath", "1 RnnOutputLayer RetainAsRate");
    }

    private static java.util.List<String> found(Path file) throws Exception {
        return DropoutAudit.ofFile(file).findings().stream()
                .map(finding -> finding.layer() + " " + finding.type() + " " + finding.rule())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                      | an empty file",
                "'{\"confs\": []}'                         | neither \"confs\" nor \"vertices\" nor \"class_name\"",
                "'{\"class_name\": \"A\", \"config\": {}}' | neither \"confs\" nor \"vertices\" nor \"class_name\"",
                "hello                                   | neither \"confs\" nor \"vertices\" nor \"class_name\"",
                "'{\"a\": 1}'                            | neither \"confs\" nor \"vertices\" nor \"class_name\"",
                "'{\"confs\": ['                         | text that is no JSON",
                "'a: [1'                                 | text that is no YAML",
                "'{\"confs\": [{\"layer\": 1}]}'         | expected a configuration that Deeplearning4j",
                "PK and nothing                          | a damaged zip"
            })
    void aForeignFileIsNamed(String content, String found) throws Exception {
        Path file = write("model.zip", content);
        assertThatIOException()
                .isThrownBy(() -> DropoutAudit.ofFile(file))
                .withMessageContaining("expected")
                .withMessageContaining(found)
                .withMessageContaining(file.toString());
    }

    @Test
    void aFolderAFileThatIsNotThereAndAForeignZipAreNamed() throws Exception {
        assertThatIOException().isThrownBy(() -> DropoutAudit.ofFile(folder)).withMessageContaining("found a folder");
        assertThatIOException()
                .isThrownBy(() -> DropoutAudit.ofFile(folder.resolve("none.zip")))
                .withMessageContaining("found no file");
        Path zip = folder.resolve("foreign.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : Map.of("a.txt", 1, "b.txt", 2).keySet()) {
                out.putNextEntry(new ZipEntry(name));
            }
        }
        assertThatIOException().isThrownBy(() -> DropoutAudit.ofFile(zip)).withMessageContaining("b.txt");
    }

    @Test
    void aZipThatWasCutAndJsonWithoutABottomAreNamed() throws Exception {
        String json = layers().toJson();
        Path deep = write("deep.json", "{\"confs\": [" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "]}");
        assertThatIOException().isThrownBy(() -> DropoutAudit.ofFile(deep)).withMessageContaining("StackOverflowError");
        Path zip = folder.resolve("cut.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("configuration.json"));
            out.write(json.getBytes());
        }
        byte[] bytes = Files.readAllBytes(zip);
        java.util.Arrays.fill(bytes, 60, 200, (byte) 7);
        Files.write(zip, bytes);
        assertThatIOException()
                .isThrownBy(() -> DropoutAudit.ofFile(zip))
                .withMessageContaining("a damaged zip")
                .withMessageContaining("cut.zip");
    }

    @Test
    void aConfigurationWithoutEndIsNotReadToItsEnd() throws Exception {
        Path zip = folder.resolve("long.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("configuration.json"));
            byte[] spaces = " ".repeat(1 << 20).getBytes();
            for (int i = 0; i < 20; i++) {
                out.write(spaces);
            }
        }
        assertThatIOException()
                .isThrownBy(() -> DropoutAudit.ofFile(zip))
                .withMessageContaining("more than 16 MB of text");
    }
}
