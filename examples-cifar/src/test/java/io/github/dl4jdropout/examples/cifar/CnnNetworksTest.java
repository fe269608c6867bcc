package io.github.dl4jdropout.examples.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.examples.data.Augmentation;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.run.DropoutMethod;
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

class CnnNetworksTest {

    private static CnnNetworks networks(CnnModel model) {
        return new CnnNetworks(model, new ImageShape(3, 32, 32), 10, 0.2, 0.6, 0.001, 2, false);
    }

    private static MultiLayerNetwork network(CnnModel model, String method) {
        MultiLayerNetwork network = new MultiLayerNetwork(networks(model).configuration(method, 9));
        network.init();
        return network;
    }

    private static List<Layer> layers(CnnModel model, String method) {
        MultiLayerConfiguration configuration = networks(model).configuration(method, 9);
        return IntStream.range(0, configuration.getConfs().size())
                .mapToObj(i -> configuration.getConf(i).getLayer())
                .toList();
    }

    private static List<IDropout> dropouts(String method) {
        return layers(CnnModel.SMALL, method).stream().map(Layer::getIDropout).toList();
    }

    /** Keras prints that number for its example. */
    @Test
    void kerasHasTheParametersOfItsModel() {
        assertThat(network(CnnModel.KERAS, "none").numParams()).isEqualTo(1_250_858);
    }

    @ParameterizedTest
    @EnumSource(CnnModel.class)
    void methodsDifferInDropoutOnly(CnnModel model) {
        long parameters = network(model, "none").numParams();
        for (DropoutMethod method : DropoutMethod.values()) {
            assertThat(network(model, method.id()).numParams()).as(method.id()).isEqualTo(parameters);
        }
    }

    /** The plugin refuses dropout on some layers, and on some shapes; these networks must not have any of them. */
    @ParameterizedTest
    @EnumSource(CnnModel.class)
    void everyMethodTrainsOnImagesOfFullSize(CnnModel model) {
        DataSet two = new DataSet(
                Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32), Nd4j.eye(10).get(NDArrayIndex.interval(0, 2)));
        for (DropoutMethod method : DropoutMethod.values()) {
            MultiLayerNetwork network = network(model, method.id());
            network.fit(two);
            assertThat(network.score()).as(method.id()).isFinite();
        }
    }

    @Test
    void withoutDropoutThereIsNone() {
        assertThat(dropouts("none")).hasSize(8).containsOnlyNulls();
    }

    @Test
    void theBuiltInDropsTheInputsOfTheLayersAboveTheBlocks() {
        assertThat(dropouts("builtin"))
                .containsExactly(
                        null, null, new Dropout(0.8), null, new Dropout(0.8), null, new Dropout(0.8), new Dropout(0.4));
    }

    @Test
    void invertedDropsByRateAtTheSamePlacesAndEachLayerWithBitsOfItsOwn() {
        assertThat(dropouts("inverted"))
                .containsExactly(
                        null,
                        null,
                        RateDropout.builder(0.2)
                                .channelsLast(false)
                                .seed(9)
                                .layer(1)
                                .build(),
                        null,
                        RateDropout.builder(0.2)
                                .channelsLast(false)
                                .seed(9)
                                .layer(2)
                                .build(),
                        null,
                        RateDropout.builder(0.2)
                                .channelsLast(false)
                                .seed(9)
                                .layer(3)
                                .build(),
                        RateDropout.builder(0.6)
                                .channelsLast(false)
                                .seed(9)
                                .layer(4)
                                .build());
    }

    @ParameterizedTest
    @CsvSource({"original, DOWNSCALE_IN_INFER", "guide, UPSCALE_IN_INFER"})
    void scalingsThatActAtInferenceAreLayersAtTheSamePlaces(String method, Scaling scaling) {
        List<Layer> layers = layers(CnnModel.SMALL, method);
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
    void channelAndSpatialDropWholeMapsAtThePlacesThatHaveMaps() {
        List<Layer> channel = layers(CnnModel.SMALL, "channel");
        List<Layer> spatial = layers(CnnModel.SMALL, "spatial");
        for (int i : new int[] {2, 5, 8}) {
            RateDropoutLayer dropout = (RateDropoutLayer) channel.get(i);
            assertThat(dropout.getNoiseShape()).isEqualTo(NoiseShape.CHANNEL);
            assertThat(dropout.getScaling()).isEqualTo(Scaling.UPSCALE_IN_TRAIN);
            assertThat(spatial.get(i)).isInstanceOf(DropoutLayer.class);
            assertThat(spatial.get(i).getIDropout()).isEqualTo(new SpatialDropout(0.8));
        }
        assertThat(channel.get(10).getIDropout())
                .isEqualTo(RateDropout.builder(0.6)
                        .channelsLast(false)
                        .seed(9)
                        .layer(4)
                        .build());
        assertThat(spatial.get(10).getIDropout()).isEqualTo(new Dropout(0.4));
    }

    /** Also under the dense layer, whose input has no maps any more. */
    @Test
    void aMapIsDroppedAsAWhole() {
        MultiLayerNetwork network = network(CnnModel.SMALL, "channel");
        INDArray x = Nd4j.rand(2, 3, 32, 32);
        List<INDArray> activations = network.feedForward(x, true);
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

    @Test
    void augmentsByTheSeedOfTheRun() {
        assertThat(networks(CnnModel.SMALL).augmentation(3)).isEmpty();
        var augmented = new CnnNetworks(CnnModel.SMALL, new ImageShape(3, 32, 32), 10, 0.2, 0.6, 0.001, 2, true);
        assertThat(augmented.augmentation(3)).contains(new Augmentation(true, 4, 3));
    }

    @Test
    void describesItself() {
        assertThat(networks(CnnModel.KERAS).description())
                .isEqualTo("Network \"keras\" for 32×32×3: convolutions 32-32-pool-64-64-pool, 512 units, as in Keras'"
                        + " cifar10_cnn, softmax of 10, rectified linear units, He initialisation, drop rate 0.2 after each"
                        + " block of convolutions and 0.6 under the softmax, Adam with a learning rate of 0.001 that falls"
                        + " to 0");
    }
}
