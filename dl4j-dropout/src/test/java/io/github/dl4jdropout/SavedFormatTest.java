package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.BooleanNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Configurations written by version 0.1 are read by every later one. The files under {@code saved} are what {@code toJson()} of
 * the configurations below gave; they are never written again.
 */
class SavedFormatTest {

    private static final String OURS = "io.github.dl4jdropout.";

    /** What the builder of version 0.1 made, and that of later versions refuses. */
    private static final String ORIGINAL = ("{'@class':'io.github.dl4jdropout.RateDropoutLayer',"
                    + "'rate':{'schedule':{'@class':'org.nd4j.linalg.schedule.ExponentialSchedule',"
                    + "'scheduleType':'ITERATION','initialValue':0.5,'gamma':0.9}},"
                    + "'scaling':'DOWNSCALE_IN_INFER','noiseShape':'TIME','channelsLast':false,'seed':9223372036854775807}")
            .replace('\'', '"');

    @Test
    void networksOfVersion01AreRead() throws Exception {
        assertThat(MultiLayerConfiguration.fromJson(saved("mln-0.1.json"))).isEqualTo(network());
    }

    @Test
    void graphsOfVersion01AreRead() throws Exception {
        assertThat(ComputationGraphConfiguration.fromJson(saved("graph-0.1.json")))
                .isEqualTo(graph());
    }

    /** But for what the layer keeps of the user's word since: that channels are last was said here, and may be an InputType's there. */
    @Test
    void networksAreWrittenAsByVersion01() throws Exception {
        List<JsonNode> written = ours(network().toJson());
        assertThat(((ObjectNode) written.get(3)).remove("explicitFormat")).isEqualTo(BooleanNode.TRUE);
        assertThat(written).hasSize(7).isEqualTo(ours(saved("mln-0.1.json")));
    }

    @Test
    void graphsAreWrittenAsByVersion01() throws Exception {
        assertThat(ours(graph().toJson())).hasSize(2).isEqualTo(ours(saved("graph-0.1.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"fixed\" : 0.25            | \"fixed\" : 1.25            | Invalid drop rate: expected a probability in [0, 1], received 1.25",
                "\"fixed\" : 0.25            | \"fixed\" : \"NaN\"         | Invalid drop rate: expected a probability in [0, 1], received NaN",
                "\"fixed\" : 0.25            | \"fixd\" : 0.25             | Drop rate: expected either a number (\"fixed\") or a schedule (\"schedule\"), received neither",
                "\"scaling\" : \"NONE\"      | \"scaling\" : \"SQUARE\"    | \"SQUARE\": not one of the values accepted for Enum class",
                "\"scaling\" : \"NONE\"      | \"skaling\" : \"NONE\"      | Missing required creator property 'scaling'",
                "\"noiseShape\" : \"TIME\"   | \"noiseShape\" : \"STEPS\"  | Invalid noise shape: expected ELEMENT, CHANNEL, TIME, EXAMPLE or sharedAxes(axis, ...), received \"STEPS\"",
                "\"noiseShape\" : \"TIME\"   | \"noiseshape\" : \"TIME\"   | Missing required creator property 'noiseShape'",
                "\"channelsLast\" : true     | \"channelsFirst\" : false   | Missing required creator property 'channelsLast'",
                "\"rate\" : {              | \"Rate\" : {              | Missing required creator property 'rate'",
                "\"layer\" : 3               | \"Layer\" : 3               | Missing required creator property 'layer'"
            })
    void badJsonIsRefusedWithItsName(String good, String bad, String message) throws Exception {
        String text = saved("mln-0.1.json");
        assertThat(text).contains(good);
        assertThatThrownBy(() -> MultiLayerConfiguration.fromJson(text.replace(good, bad)))
                .rootCause()
                .hasMessageContaining(message);
    }

    static MultiLayerConfiguration network() throws IOException {
        RateDropoutLayer original = JsonMappers.getMapper().readValue(ORIGINAL, RateDropoutLayer.class);
        RateDropout scheduled = RateDropout.builder(
                        DropRate.scheduled(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.5, 4, 0.1))))
                .noiseShape(NoiseShape.CHANNEL)
                .channelsLast(true)
                .seed(-7)
                .layer(3)
                .build();
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(new RateDropoutLayer.Builder(0.25).build())
                .layer(original)
                .layer(new RateDropoutLayer.Builder(DropRate.ofRetain(0.9))
                        .scaling(Scaling.UPSCALE_IN_INFER)
                        .noiseShape(NoiseShape.sharedAxes(0, -1))
                        .name("guide")
                        .build())
                .layer(new RateDropoutLayer.Builder(1.0)
                        .scaling(Scaling.NONE)
                        .noiseShape(NoiseShape.EXAMPLE)
                        .channelsLast(true)
                        .build())
                .layer(new RateDropoutLayer.Builder(0.0)
                        .noiseShape(NoiseShape.CHANNEL)
                        .seed(0)
                        .build())
                .layer(new TimeDistributed(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(2)
                        .dropOut(RateDropout.of(0.3))
                        .build()))
                .layer(new RnnOutputLayer.Builder()
                        .nIn(2)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .dropOut(scheduled)
                        .build())
                .build();
    }

    static ComputationGraphConfiguration graph() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder()
                                .nOut(4)
                                .dropOut(RateDropout.builder(0.2)
                                        .noiseShape(NoiseShape.sharedAxes(0))
                                        .channelsLast(false)
                                        .build())
                                .build(),
                        "in")
                .addLayer(
                        "dropped",
                        new RateDropoutLayer.Builder(0.5)
                                .scaling(Scaling.DOWNSCALE_IN_INFER)
                                .seed(11)
                                .build(),
                        "hidden")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dropped")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(3))
                .build();
    }

    /** What this library wrote into a configuration: its layers and dropouts, in order. */
    private static List<JsonNode> ours(String json) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        collect(new ObjectMapper().readTree(json), found);
        return found;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.path("@class").asText().startsWith(OURS)) {
            found.add(node);
        }
        node.forEach(child -> collect(child, found));
    }

    private static String saved(String name) throws IOException {
        try (InputStream in = SavedFormatTest.class.getResourceAsStream("/saved/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
