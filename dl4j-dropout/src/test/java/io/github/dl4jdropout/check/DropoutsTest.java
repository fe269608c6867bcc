package io.github.dl4jdropout.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.RateGaussianDropout;
import io.github.dl4jdropout.RateGaussianDropoutLayer;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.junit.jupiter.api.Test;

/** The two calls themselves; what they find is tested rule by rule. */
class DropoutsTest {

    private static final RateDropout SEEDED = RateDropout.builder(0.5).seed(1).build();

    @Test
    void prepareNamesEverythingThatIsRefusedAtOnceAndChangesNothing() {
        MultiLayerConfiguration conf = list(SEEDED)
                .layer(RateDropoutLayer.of(0.5))
                .layer(new EmbeddingLayer.Builder().nIn(9).nOut(4).name("words").build())
                .layer(dense())
                .layer(new Convolution1D.Builder(1).nIn(4).nOut(4).build())
                .build();
        String before = conf.toJson();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dropouts.prepare(conf))
                .withMessage(
                        "Invalid dropout: expected dropouts that train on right gradients and mean what they say, received 2"
                                + " that would not:"
                                + "\n  layer 0: indices of words are multiplied, and become those of other words (below layer 1 \"words\","
                                + " EmbeddingLayer). Remedy: RateDropoutLayer.builder(rate).scaling(Scaling.NONE).build(), where index 0 is"
                                + " padding or the unknown word; or put the dropout above the embedding"
                                + "\n  layer 3: Convolution1DLayer drops in the forward pass and never in the backward pass, so that its"
                                + " gradients are wrong (Deeplearning4j 1.0.0-M2.1). Remedy: .dropOut(RateDropout.of(0)) on it, and"
                                + " RateDropoutLayer.builder(0.5).seed(1L).build() in front of it");
        assertThat(conf.toJson()).isEqualTo(before);
    }

    @Test
    void checkChangesNothing() {
        MultiLayerConfiguration conf = list(SEEDED).layer(dense()).layer(lstm()).build();
        String before = conf.toJson();
        Dropouts.check(conf);
        assertThat(conf.toJson()).isEqualTo(before);
    }

    @Test
    void aSecondCallOfPrepareChangesNothing() {
        MultiLayerConfiguration conf =
                list(SEEDED).layer(lstm()).layer(dense()).layer(dense()).build();
        String once = Dropouts.prepare(conf).toJson();
        IDropout instance = conf.getConf(1).getLayer().getIDropout();
        assertThat(Dropouts.prepare(conf).toJson()).isEqualTo(once);
        assertThat(conf.getConf(1).getLayer().getIDropout()).isSameAs(instance);
        assertThat(Dropouts.prepare(MultiLayerConfiguration.fromJson(once)).toJson())
                .isEqualTo(once);
    }

    @Test
    void gaussianDropoutIsPreparedToo() {
        MultiLayerConfiguration conf = list(RateGaussianDropout.builder(0.5)
                        .seed(1)
                        .build())
                .layer(lstm())
                .layer(dense())
                .layer(RateGaussianDropoutLayer.builder(0.5).seed(1).build())
                .build();
        Walk walk = Walk.over(Dropouts.prepare(conf));
        assertThat(walk.places().stream().map(Place::number)).containsExactly(0, 1, 2);
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        assertThat(Dropouts.check(conf).toString())
                .contains("RateGaussianDropout")
                .doesNotContain("[1]");
        assertThat(walk.places().get(1).asLayer()).isEqualTo("RateGaussianDropoutLayer.builder(0.5).seed(1L).build()");
    }

    @Test
    void aRecurrentLayerInsideWrappersIsPrepared() {
        MultiLayerConfiguration conf = list(null)
                .layer(new MaskZeroLayer.Builder()
                        .underlying(new LSTM.Builder()
                                .nIn(4)
                                .nOut(4)
                                .dropOut(RateDropout.of(0.5))
                                .build())
                        .maskValue(0)
                        .build())
                .build();
        Dropouts.prepare(conf);
        assertThat(Walk.over(conf).places().get(0).keyed().orElseThrow().getChannelsKnown())
                .isTrue();
        assertThat(Dropouts.check(conf).findings()).isEmpty();
    }

    @Test
    void aFrozenVertexIsAFrozenLayer() {
        ComputationGraphConfiguration conf = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", dense(), "in")
                .addLayer("out", new OutputLayer.Builder().nIn(4).nOut(1).build(), "hidden")
                .setOutputs("out")
                .validateOutputLayerConfig(false)
                .build();
        dropOut(conf, SEEDED);
        assertThat(Dropouts.check(conf).findings()).isEmpty();
        conf.getVertices().replace("hidden", new FrozenVertex(conf.getVertices().get("hidden")));
        assertThat(Dropouts.check(conf).findings()).extracting(Finding::kind).containsExactly(Kind.IGNORED);
    }

    private static void dropOut(ComputationGraphConfiguration conf, IDropout dropout) {
        ((org.deeplearning4j.nn.conf.graph.LayerVertex) conf.getVertices().get("hidden"))
                .getLayerConf()
                .getLayer()
                .setIDropout(dropout);
    }

    /** The rules are a list, so that others can add theirs or choose among them. */
    @Test
    void rulesCanBeAddedAndLeftOut() {
        MultiLayerConfiguration conf =
                list(SEEDED).layer(dense()).layer(dense()).build();
        Rule everywhere = place -> Optional.of(new Finding(
                place.name(), Kind.NOTE, "it is there", place.layer().getLayerName(), "none"));
        Report report = new Report(Walk.over(conf), List.of(everywhere));
        assertThat(report.findings()).extracting(Finding::what).containsExactly("it is there", "it is there");
        assertThat(report.toString()).contains("acts [1]\n").contains("[2] it is there (layer1)\n    remedy: none\n");
    }

    @Test
    void theTableHasWhatTheDropoutIs() {
        MultiLayerConfiguration conf = list(null)
                .layer(RateDropoutLayer.builder(0.25)
                        .noiseShape(NoiseShape.EXAMPLE)
                        .seed(12345678901L)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dropOut(RateDropout.of(0))
                        .build())
                .build();
        assertThat(Dropouts.check(conf)).hasToString("""
                        layer                          rate      scaling            shape      seed:layer does
                        0 RateDropoutLayer             0.25      UPSCALE_IN_TRAIN   EXAMPLE    …5678901:0 acts
                        1 DenseLayer                   0.0       UPSCALE_IN_TRAIN   ELEMENT               off
                        """);
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dropouts.check((Model) null))
                .withMessage("Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received null");
    }

    private static ListBuilder list(IDropout everywhere) {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder();
        return (everywhere == null ? builder : builder.dropOut(everywhere)).list();
    }

    private static Layer dense() {
        return new DenseLayer.Builder().nIn(4).nOut(4).build();
    }

    private static Layer lstm() {
        return new LSTM.Builder().nIn(4).nOut(4).build();
    }
}
