package io.github.dl4jdropout.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.adopt.TrainedNetworks.Trained;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class InferenceFoldingTest {

    private static List<Trained> made;

    /** Networks that were migrated, and networks whose factors act at inference. */
    static List<Trained> all() throws Exception {
        if (made == null) {
            made = new ArrayList<>();
            for (Trained trained : TrainedNetworks.all()) {
                Model migrated = trained.network() instanceof MultiLayerNetwork
                        ? DropoutMigration.of((MultiLayerNetwork) trained.network())
                                .migrate()
                                .network()
                        : DropoutMigration.of((ComputationGraph) trained.network())
                                .migrate()
                                .network();
                made.add(new Trained(trained.name(), migrated, trained.features(), trained.labels()));
            }
            made.add(images());
            made.add(sequences());
            made.add(branches());
        }
        return made;
    }

    private static RateDropoutLayer scaled(Scaling scaling) {
        return RateDropoutLayer.builder(0.4).scaling(scaling).build();
    }

    /** Through pooling, an activation and another dropout into a convolution; and into a dense layer behind a preprocessor. */
    private static Trained images() {
        MultiLayerNetwork network = new MultiLayerNetwork(TrainedNetworks.builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(scaled(Scaling.DOWNSCALE_IN_INFER))
                .layer(new SubsamplingLayer.Builder().build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(scaled(Scaling.UPSCALE_IN_INFER))
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(3).build())
                .layer(scaled(Scaling.DOWNSCALE_IN_INFER))
                .layer(new OutputLayer.Builder()
                        .activation(Activation.SOFTMAX)
                        .nOut(3)
                        .dropOut(RateDropout.of(0.5))
                        .build())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build());
        network.init();
        return new Trained("images", network, Nd4j.rand(5, 2, 8, 8), null);
    }

    private static Trained sequences() {
        MultiLayerNetwork network = new MultiLayerNetwork(TrainedNetworks.builder()
                .list()
                .layer(scaled(Scaling.DOWNSCALE_IN_INFER))
                .layer(new Bidirectional(new LSTM.Builder().nOut(3).build()))
                .layer(scaled(Scaling.UPSCALE_IN_INFER))
                .layer(new RnnOutputLayer.Builder()
                        .activation(Activation.SOFTMAX)
                        .nOut(2)
                        .build())
                .setInputType(InputType.recurrent(3, 6))
                .build());
        network.init();
        return new Trained("sequences", network, Nd4j.rand(5, 3, 6), null);
    }

    /** Two readers: no weights can take the factor, and a ScaleVertex does. */
    private static Trained branches() {
        ComputationGraph graph = new ComputationGraph(TrainedNetworks.builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(6))
                .addLayer("hidden", new DenseLayer.Builder().nOut(5).build(), "in")
                .addLayer("drop", scaled(Scaling.DOWNSCALE_IN_INFER), "hidden")
                .addLayer("a", new DenseLayer.Builder().nOut(4).build(), "drop")
                .addLayer("b", new ActivationLayer(Activation.TANH), "drop")
                .addVertex("both", new org.deeplearning4j.nn.conf.graph.MergeVertex(), "a", "b")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .activation(Activation.SOFTMAX)
                                .nOut(2)
                                .build(),
                        "both")
                .setOutputs("out")
                .build());
        graph.init();
        return new Trained("branches with a factor", graph, Nd4j.rand(5, 6), null);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOutputsStayAndTheGivenNetworkDoes(Trained trained) {
        INDArray params = trained.network().params().dup();
        Model folded = InferenceFolding.fold(trained.network()).network();
        assertClose(TrainedNetworks.output(folded, trained.features()), expected(trained));
        assertThat(trained.network().params()).isEqualTo(params);
    }

    private static INDArray expected(Trained trained) {
        return TrainedNetworks.output(trained.network(), trained.features());
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThanOrEqualTo(1e-6);
    }

    @Test
    void aFactorGoesIntoTheWeightsWhereThatIsExactAndElseIntoAScaleVertex() throws Exception {
        assertThat(InferenceFolding.fold(images().network()).report().toString())
                .contains("its factor 0.6 is in the weights of layer \"layer5\"")
                .contains("is in the weights of layer \"layer7\"")
                .contains("RateDropout.of(0.5) taken off: at inference it is the identity");
        Adopted<Model> folded = InferenceFolding.fold(branches().network());
        assertThat(folded.report().toString()).contains("ActivationLayer(IDENTITY) behind ScaleVertex(0.6)");
        assertThat(((ComputationGraph) folded.network()).getVertex("drop-scale"))
                .isNotNull();
    }

    /** A tanh does not pass a factor, and a network of layers has no vertices; its graph has. */
    @Test
    void whereNeitherIsPossibleTheReasonIsSaidAndTheGraphTakesIt() {
        MultiLayerNetwork network = new MultiLayerNetwork(TrainedNetworks.builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(4).build())
                .layer(scaled(Scaling.DOWNSCALE_IN_INFER))
                .layer(new ActivationLayer(Activation.TANH))
                .layer(new OutputLayer.Builder()
                        .activation(Activation.SOFTMAX)
                        .nIn(4)
                        .nOut(2)
                        .build())
                .build());
        network.init();
        assertThatThrownBy(() -> InferenceFolding.fold(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot fold layer 1")
                .hasMessageContaining("network.toComputationGraph()");
        INDArray features = Nd4j.rand(5, 3);
        assertClose(
                TrainedNetworks.output(
                        InferenceFolding.fold(network.toComputationGraph()).network(), features),
                network.output(features));
    }

    /** All of them in one process of its own, whose class path has no folder and no jar of this project but one class. */
    @Test
    void itLoadsInAProcessWithoutTheLibrary(@TempDir Path folder) throws Exception {
        List<Trained> all = all();
        for (int i = 0; i < all.size(); i++) {
            Model folded = InferenceFolding.fold(all.get(i).network()).network();
            ModelSerializer.writeModel(folded, folder.resolve(i + ".zip").toFile(), false);
            Nd4j.saveBinary(all.get(i).features(), folder.resolve(i + ".in").toFile());
        }
        Path classes = Files.createDirectories(folder.resolve("classes/io/github/dl4jdropout/adopt"));
        try (var in = InferenceFoldingTest.class.getResourceAsStream("/io/github/dl4jdropout/adopt/Deployed.class")) {
            Files.copy(in, classes.resolve("Deployed.class"));
        }
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> each.endsWith(".jar") && !each.contains("dl4j-dropout"))
                .collect(Collectors.joining(File.pathSeparator));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path + File.pathSeparator + folder.resolve("classes"),
                        Deployed.class.getName(),
                        folder.toString(),
                        Integer.toString(all.size()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        for (int i = 0; i < all.size(); i++) {
            assertClose(Nd4j.readBinary(folder.resolve(i + ".out").toFile()), expected(all.get(i)));
        }
    }
}
