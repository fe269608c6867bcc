package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The guide's example: rate 0.4 on [1, 2, 3, 4, 5], in all four scalings. */
class WorkedExampleTest {

    private static final double RATE = 0.4;
    private static final Offset<Float> FOUR_DECIMALS = within(5e-5f);
    private static final INDArray X = Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f).reshape(1, 5);

    /** A seed whose mask in the first iteration is that of the guide: it keeps 1, 2 and 4. */
    private static final long SEED = 23;

    @Test
    void theMaskOfTheGuide() {
        RateDropoutLayer layer = builder(Scaling.UPSCALE_IN_INFER).build();
        assertThat(layer.mask(new Step(0, 0, 0, 0), 1, 5).toFloatVector()).containsExactly(1, 1, 0, 1, 0);
    }

    @Test
    void theGuide() {
        Layer layer = layer(Scaling.UPSCALE_IN_INFER);
        assertThat(run(layer, true)).containsExactly(1, 2, 0, 4, 0);
        assertThat(run(layer, false))
                .containsExactly(new float[] {1.6667f, 3.3333f, 5, 6.6667f, 8.3333f}, FOUR_DECIMALS);
    }

    @ParameterizedTest
    @CsvSource({
        "UPSCALE_IN_TRAIN,   1.6667 3.3333 0 6.6667 0, 1 2 3 4 5",
        "DOWNSCALE_IN_INFER, 1 2 0 4 0,                0.6 1.2 1.8 2.4 3",
        "UPSCALE_IN_INFER,   1 2 0 4 0,                1.6667 3.3333 5 6.6667 8.3333",
        "NONE,               1 2 0 4 0,                1 2 3 4 5"
    })
    void allScalings(Scaling scaling, String training, String inference) {
        Layer layer = layer(scaling);
        assertThat(run(layer, true)).containsExactly(numbers(training), FOUR_DECIMALS);
        assertThat(run(layer, false)).containsExactly(numbers(inference), FOUR_DECIMALS);
    }

    private static float[] numbers(String text) {
        return Nd4j.createFromArray(
                        Stream.of(text.split(" ")).map(Float::valueOf).toArray(Float[]::new))
                .toFloatVector();
    }

    private static RateDropoutLayer.Builder builder(Scaling scaling) {
        return new RateDropoutLayer.Builder(RATE).scaling(scaling).seed(SEED);
    }

    private static Layer layer(Scaling scaling) {
        NeuralNetConfiguration conf = new NeuralNetConfiguration();
        conf.setLayer(builder(scaling).build());
        return conf.getLayer().instantiate(conf, List.of(), 0, null, false, DataType.FLOAT);
    }

    private static float[] run(Layer layer, boolean training) {
        return layer.activate(X, training, LayerWorkspaceMgr.noWorkspaces()).toFloatVector();
    }
}
