package io.github.dl4jdropout.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.run.Main;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import picocli.CommandLine;

class MnistComparisonTest {

    private static final ImageSet IMAGES = new ImageSet(new byte[7 * 6], new int[7], 1, 2, 3, 3);

    private static MultiLayerConfiguration configuration(DropoutMethod method, String... more) {
        MnistComparison comparison = new MnistComparison();
        CommandLine line = new CommandLine(comparison);
        line.parseArgs(more.length > 0 ? more : new String[] {"--hidden=5,4"});
        Options options = new Options();
        options.rate = 0.6;
        options.learningRate = 0.25;
        options.epochs = 2;
        return comparison.network(method, 9, options, IMAGES);
    }

    private static List<Layer> layers(DropoutMethod method) {
        MultiLayerConfiguration configuration = configuration(method);
        return IntStream.range(0, configuration.getConfs().size())
                .mapToObj(i -> configuration.getConf(i).getLayer())
                .toList();
    }

    private static List<IDropout> dropouts(DropoutMethod method) {
        return layers(method).stream().map(Layer::getIDropout).toList();
    }

    @Test
    void withoutDropoutThereIsNone() {
        assertThat(dropouts(DropoutMethod.NONE)).containsExactly(null, null, null);
    }

    @Test
    void theBuiltInGetsTheRetainProbabilityOnTheInputOfEachLayer() {
        assertThat(dropouts(DropoutMethod.BUILTIN))
                .extracting(dropout -> ((Dropout) dropout).getP())
                .containsExactly(0.8, 0.4, 0.4);
    }

    @Test
    void invertedDropsByRateAtTheSamePlacesAndEachLayerWithBitsOfItsOwn() {
        double[] rates = {0.2, 0.6, 0.6};
        assertThat(dropouts(DropoutMethod.INVERTED))
                .isEqualTo(IntStream.range(0, 3)
                        .mapToObj(i -> RateDropout.builder(rates[i])
                                .channelsLast(false)
                                .seed(9)
                                .layer(i)
                                .build())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"downscale-infer, DOWNSCALE_IN_INFER", "upscale-infer, UPSCALE_IN_INFER"})
    void scalingsThatActAtInferenceAreLayersBeforeEachLayer(String method, Scaling scaling) {
        List<Layer> layers = layers(DropoutMethod.of(method));
        assertThat(layers).hasSize(6);
        for (int i = 0; i < 6; i += 2) {
            assertThat(layers.get(i + 1)).isInstanceOf(BaseLayer.class);
            RateDropoutLayer dropout = (RateDropoutLayer) layers.get(i);
            assertThat(dropout.getScaling()).isEqualTo(scaling);
            assertThat(dropout.getSeed()).isEqualTo(9);
            assertThat(dropout.getRate().at(0, 0)).isEqualTo(i == 0 ? 0.2 : 0.6);
        }
    }

    @Test
    void maxNormBoundsTheWeightsIntoEachHiddenUnitAndNoOthers() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(configuration(DropoutMethod.NONE, "--hidden=5,4", "--max-norm=0.5"));
        network.init();
        for (String weights : List.of("0_W", "1_W", "2_W")) {
            network.getParam(weights).muli(10);
        }
        INDArray labels = Nd4j.eye(3).repeat(0, 3).get(NDArrayIndex.interval(0, 7));
        network.fit(Nd4j.rand(DataType.FLOAT, 7, 1, 2, 3), labels);
        for (String hidden : List.of("0_W", "1_W")) {
            INDArray norms = network.getParam(hidden).norm2(0);
            assertThat(norms.length()).isEqualTo(hidden.equals("0_W") ? 5 : 4);
            assertThat(norms.maxNumber().doubleValue()).isCloseTo(0.5, within(1e-5));
        }
        assertThat(network.getParam("2_W").norm2(0).maxNumber().doubleValue()).isGreaterThan(1);
    }

    @Test
    void momentumIsThatOfGradientDescentWithTheLearningRateOfEachEpoch() {
        Nesterovs updater = (Nesterovs) ((BaseLayer) configuration(DropoutMethod.NONE, "--momentum=0.95")
                        .getConf(0)
                        .getLayer())
                .getIUpdater();
        assertThat(updater.getMomentum()).isEqualTo(0.95);
        assertThat(updater.getLearningRateSchedule().valueAt(0, 0)).isEqualTo(0.25);
        assertThat(updater.getLearningRateSchedule().valueAt(0, 1)).isEqualTo(0.125);
    }

    private static final StringWriter OUT = new StringWriter();

    private static String run(int code, String... args) {
        StringWriter err = new StringWriter();
        assertThat(Main.run(new MnistComparison(), new PrintWriter(OUT), new PrintWriter(err), args))
                .as(err.toString())
                .isEqualTo(code);
        return err.toString();
    }

    @Test
    void allMethodsLearnSyntheticDigitsAndDiffer(@TempDir Path directory) {
        Path out = directory.resolve("out");
        String args =
                "--dataset=synthetic --train-size=1000 --hidden=32 --epochs=3 --evaluate-every=3 --seeds=1 --out=";
        run(0, (args + out).split(" "));
        List<Metrics.Row> rows = Metrics.read(out.resolve("metrics.csv")).rows();
        assertThat(rows).hasSize(5);
        assertThat(rows.get(0).get(Metric.TEST_ERROR)).isBetween(1.0, 50.0); // by chance 90
        assertThat(rows.stream().map(Metrics.Row::values).distinct()).hasSize(5);
        assertThat(OUT.toString()).contains("SYNTHETIC data");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --input-rate 2     | --input-rate: expected a probability of dropping, from 0 to 1, received 2.0.
            --input-rate NaN   | --input-rate: expected a probability of dropping, from 0 to 1, received NaN.
            --hidden 5,0       | --hidden: expected a whole number of at least 1, received 0.
            --max-norm 0       | --max-norm: expected a finite number above 0, received 0.0.
            --max-norm NaN     | --max-norm: expected a finite number above 0, received NaN.
            --max-norm Infinity | --max-norm: expected a finite number above 0, received Infinity.
            --momentum NaN     | --momentum: expected a number from 0 to below 1, received NaN.
            --momentum 1       | --momentum: expected a number from 0 to below 1, received 1.0.
            --momentum -0.5    | --momentum: expected a number from 0 to below 1, received -0.5.
            --hidden big       | Invalid value for option '--hidden' (N): 'big' is not an int
            --dataset cifar    | --dataset: expected one of auto, mnist, fashion-mnist, synthetic, received cifar.
            --methods channel  | Invalid value for option '--methods' (NAME): expected one of none, builtin, inverted, downscale-infer, upscale-infer, received channel.
            """)
    void whatCannotBeDoneIsRefusedWith2(String args, String message) {
        assertThat(run(2, args.split(" ")).lines()).containsExactly(message, "All options and their defaults: --help");
    }

    @Test
    void helpFits80Columns() {
        run(0, "--help");
        assertThat(OUT.toString().lines()).allMatch(line -> line.length() <= 80);
    }
}
