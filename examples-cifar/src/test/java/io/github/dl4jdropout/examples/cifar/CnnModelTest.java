package io.github.dl4jdropout.examples.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CnnModelTest {

    private static final ImageSet IMAGES = new ImageSet(new byte[3 * 32 * 32], new int[1], 3, 32, 32, 10);

    private static MultiLayerConfiguration configuration(CnnModel model, DropoutMethod method) {
        Options options = new Options();
        options.rate = 0.6;
        options.learningRate = 0.001;
        options.epochs = 2;
        return model.network(method, 9, options, 0.2, IMAGES);
    }

    private static MultiLayerNetwork network(CnnModel model, DropoutMethod method) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(model, method));
        network.init();
        return network;
    }

    private static List<Layer> layers(DropoutMethod method) {
        MultiLayerConfiguration configuration = configuration(CnnModel.SMALL, method);
        return IntStream.range(0, configuration.getConfs().size())
                .mapToObj(i -> configuration.getConf(i).getLayer())
                .toList();
    }

    private static List<IDropout> dropouts(DropoutMethod method) {
        return layers(method).stream().map(Layer::getIDropout).toList();
    }

    private static RateDropout inverted(double rate, int layer) {
        return RateDropout.builder(rate)
                .channelsLast(false)
                .seed(9)
                .layer(layer)
                .build();
    }

    /** Keras prints that number for its example. */
    @Test
    void kerasHasTheParametersOfItsModel() {
        assertThat(network(CnnModel.KERAS, DropoutMethod.NONE).numParams()).isEqualTo(1_250_858);
    }

    /** The plugin refuses dropout on some layers, and on some shapes; these networks must not have any of them. */
    @ParameterizedTest
    @EnumSource(CnnModel.class)
    void everyMethodTrainsOnImagesOfFullSizeAndDiffersInDropoutOnly(CnnModel model) {
        DataSet two = new DataSet(
                Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32), Nd4j.eye(10).get(NDArrayIndex.interval(0, 2)));
        long parameters = network(model, DropoutMethod.NONE).numParams();
        for (DropoutMethod method : DropoutMethod.values()) {
            MultiLayerNetwork network = network(model, method);
            assertThat(network.numParams()).as(method.id()).isEqualTo(parameters);
            network.fit(two);
            assertThat(network.score()).as(method.id()).isFinite();
        }
    }

    @Test
    void withoutDropoutThereIsNone() {
        assertThat(dropouts(DropoutMethod.NONE)).hasSize(8).containsOnlyNulls();
    }

    @Test
    void theBuiltInDropsTheInputsOfTheLayersAboveTheBlocks() {
        Dropout maps = new Dropout(0.8);
        assertThat(dropouts(DropoutMethod.BUILTIN))
                .containsExactly(null, null, maps, null, maps, null, maps, new Dropout(0.4));
    }

    @Test
    void invertedDropsByRateAtTheSamePlacesAndEachLayerWithBitsOfItsOwn() {
        assertThat(dropouts(DropoutMethod.INVERTED))
                .isEqualTo(Arrays.asList(
                        null,
                        null,
                        inverted(0.2, 1),
                        null,
                        inverted(0.2, 2),
                        null,
                        inverted(0.2, 3),
                        inverted(0.6, 4)));
    }

    @ParameterizedTest
    @CsvSource({"downscale-infer, DOWNSCALE_IN_INFER", "upscale-infer, UPSCALE_IN_INFER"})
    void scalingsThatActAtInferenceAreLayersAtTheSamePlaces(String method, Scaling scaling) {
        List<Layer> layers = layers(DropoutMethod.of(method));
        assertThat(layers).hasSize(12);
        for (int i : new int[] {2, 5, 8, 10}) {
            RateDropoutLayer dropout = (RateDropoutLayer) layers.get(i);
            assertThat(dropout.getScaling()).isEqualTo(scaling);
            assertThat(dropout.getSeed()).isEqualTo(9);
            assertThat(dropout.getNoiseShape()).isEqualTo(NoiseShape.ELEMENT);
            assertThat(dropout.getRate().at(0, 0)).isEqualTo(i == 10 ? 0.6 : 0.2);
        }
    }

    @Test
    void channelAndSpatialDropWholeFeatureMapsAtThePlacesThatHaveThem() {
        List<Layer> channel = layers(DropoutMethod.CHANNEL);
        List<Layer> spatial = layers(DropoutMethod.SPATIAL);
        for (int i : new int[] {2, 5, 8}) {
            RateDropoutLayer dropout = (RateDropoutLayer) channel.get(i);
            assertThat(dropout.getNoiseShape()).isEqualTo(NoiseShape.CHANNEL);
            assertThat(dropout.getScaling()).isEqualTo(Scaling.UPSCALE_IN_TRAIN);
            assertThat(spatial.get(i)).isInstanceOf(DropoutLayer.class);
            assertThat(spatial.get(i).getIDropout()).isEqualTo(new SpatialDropout(0.8));
        }
        assertThat(channel.get(10).getIDropout()).isEqualTo(inverted(0.6, 4));
        assertThat(spatial.get(10).getIDropout()).isEqualTo(new Dropout(0.4));
    }

    /** Also under the dense layer, whose input has no feature maps any more. */
    @Test
    void aFeatureMapIsDroppedAsAWhole() {
        MultiLayerNetwork network = network(CnnModel.SMALL, DropoutMethod.CHANNEL);
        List<INDArray> activations = network.feedForward(Nd4j.rand(2, 3, 32, 32), true);
        for (int layer : new int[] {2, 5, 8}) {
            INDArray before = activations.get(layer);
            INDArray after = activations.get(layer + 1);
            int dropped = 0;
            for (int map = 0; map < 2 * before.size(1); map++) {
                INDArray in = before.slice(map / before.size(1)).slice(map % before.size(1));
                INDArray out = after.slice(map / before.size(1)).slice(map % before.size(1));
                boolean gone =
                        out.amaxNumber().doubleValue() == 0 && in.amaxNumber().doubleValue() > 0;
                dropped += gone ? 1 : 0;
                if (!gone) {
                    assertThat(out.sub(in.div(0.8)).amaxNumber().doubleValue()).isLessThan(1e-5);
                }
            }
            assertThat(dropped).isPositive();
        }
    }
}
