package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What depends on the native library that a process has loaded, in processes of their own. */
class ProcessesTest {

    private static final TinyNetwork TINY = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, 5, 3, 9, 8);

    private static MultiLayerNetwork network() {
        Layer convolution = new ConvolutionLayer.Builder(3, 3).nOut(4).build();
        // Dilated pooling, because it shows a build with oneDNN that is not switched off.
        Layer pooling = new SubsamplingLayer.Builder().dilation(2, 2).build();
        return TINY.network(convolution, new BatchNormalization(), pooling);
    }

    /** The process: accelerates a network, and tells about it and what it computes in two lines. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        MultiLayerNetwork network = network();
        out.println(OneDnn.accelerate(network));
        out.println(bits(network));
    }

    private static int bits(MultiLayerNetwork network) {
        return Outcome.of(network, TINY.data()).values().stream()
                .map(INDArray::data)
                .mapToInt(data -> Arrays.hashCode(data.asFloat()))
                .reduce(0, (all, one) -> 31 * all + one);
    }

    private static List<String> process(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProcessesTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    /** JavaCPP prefers builds with an extension such as -onednn, unless it is told that there is none. */
    private static final String PLAIN_BUILD = "-Dorg.bytedeco.javacpp.platform.extension=";

    @Test
    void withABuildWithoutOneDnnNetworksComputeAsBefore() throws Exception {
        assertThat(process(PLAIN_BUILD))
                .containsExactly(
                        "oneDNN: not active: the ND4J backend is built without it; for linux-x86_64, macosx-x86_64 and"
                                + " windows-x86_64 there is an nd4j-native with it, classifier <platform>-onednn",
                        String.valueOf(bits(network())));
    }

    @Test
    void switchedOffOnTheCommandLineNetworksComputeAsBefore() throws Exception {
        assertThat(process("-Dio.github.dl4jdropout.onednn=off"))
                .containsExactly(
                        "oneDNN: not active: switched off by system property io.github.dl4jdropout.onednn",
                        String.valueOf(bits(network())));
    }

    @Test
    void itTakesNoOptionWhereTheBuildIsOnTheClassPath() throws Exception {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
        assertThat(process()).first().isEqualTo("oneDNN: active in 2 layers; left plain: 1 (pooling)");
    }
}
