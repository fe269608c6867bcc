package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Each message says what, expected, received, and what to do next. Those of rates, noise shapes, saved models and refused layers
 * stand in {@link DropRateTest}, {@link NoiseShapeTest}, {@link SavedFormatTest} and {@link RefusingLayersTest}.
 */
class ErrorMessagesTest {

    private static final INDArray X = Nd4j.ones(DataType.FLOAT, 2, 3);

    @Test
    void aMissingRate() {
        for (ThrowingCallable build : new ThrowingCallable[] {
            () -> RateDropout.builder(null).build(), () -> new RateDropoutLayer.Builder(null).build()
        }) {
            assertThatThrownBy(build)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("rate: expected a DropRate, received null");
        }
    }

    @Test
    void aMissingScaling() {
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new RateDropoutLayer.Builder(0.5).scaling(null).build())
                .withMessage("scaling: expected a Scaling, received null");
    }

    @Test
    void aMissingNoiseShape() {
        for (ThrowingCallable build : new ThrowingCallable[] {
            () -> RateDropout.builder(0.5).noiseShape(null).build(),
            () -> new RateDropoutLayer.Builder(0.5).noiseShape(null).build()
        }) {
            assertThatThrownBy(build)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("noiseShape: expected a NoiseShape, received null");
        }
    }

    @Test
    void aDropoutOnTheDropoutLayer() {
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> new RateDropoutLayer.Builder(0.5).dropOut(0.5),
            () -> new RateDropoutLayer.Builder(0.5).dropOut(new Dropout(0.5))
        }) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(call)
                    .withMessage("dropOut(...) on a dropout layer: expected the rate in the constructor of its Builder,"
                            + " received a second dropout, which would not be applied");
        }
    }

    @Test
    void rateOneWhereInferenceDividesByTheRest() {
        String message = "Invalid drop rate for UPSCALE_IN_INFER: expected a rate below 1, because inference divides by"
                + " 1 - rate, received 1.0";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateDropoutLayer.Builder(1.0)
                        .scaling(Scaling.UPSCALE_IN_INFER)
                        .build())
                .withMessage(message);
        String json = "{\"@class\":\"io.github.dl4jdropout.RateDropoutLayer\",\"rate\":{\"fixed\":1},"
                + "\"scaling\":\"UPSCALE_IN_INFER\",\"noiseShape\":\"ELEMENT\",\"channelsLast\":false}";
        assertThatThrownBy(() -> JsonMappers.getMapper().readValue(json, RateDropoutLayer.class))
                .rootCause()
                .hasMessage(message);
    }

    /** The schedule is only known to reach 1 when it does; then training refuses it as inference does. */
    @Test
    void aScheduleThatReachesOneWhereInferenceDividesByTheRest() {
        MultiLayerNetwork net = Perceptrons.smooth(ScheduledScalingTest.saved(
                new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 1, 1.0)), Scaling.UPSCALE_IN_INFER));
        DataSet data = new DataSet(Networks.input(6, 5), Networks.labels(6, 3));
        net.fit(data);
        for (ThrowingCallable call :
                new ThrowingCallable[] {() -> net.fit(data), () -> net.output(data.getFeatures())}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessageContaining(
                            "expected a rate below 1, because inference divides by 1 - rate, received 1.0");
        }
    }

    @Test
    void integersInADropout() {
        INDArray integers = Nd4j.ones(DataType.INT32, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forward(RateDropout.of(0.5), integers))
                .withMessage(integerMessage());
    }

    @Test
    void integersInALayer() {
        INDArray integers = Nd4j.ones(DataType.INT32, 2, 3);
        for (boolean training : new boolean[] {true, false}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> layer().activate(integers, training, LayerWorkspaceMgr.noWorkspaces()))
                    .withMessage(integerMessage());
        }
    }

    private static String integerMessage() {
        return "Invalid array for dropout: expected a floating point type (FLOAT, DOUBLE, HALF, BFLOAT16), because its values"
                + " will be scaled, received INT [2, 3]; convert it with castTo(DataType.FLOAT)";
    }

    @Test
    void aGradientWithoutAForwardPassInADropout() {
        RateDropout cleared = RateDropout.of(0.5);
        forward(cleared, X);
        cleared.clear();
        for (RateDropout dropout : new RateDropout[] {RateDropout.of(0.5), cleared}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> dropout.backprop(X.dup(), X.dup(), 0, 0))
                    .withMessage(
                            "Cannot propagate back through dropout: expected a training-mode forward pass before, in this"
                                    + " thread and not cleared since, received a gradient without one; run the forward pass with"
                                    + " training = true first");
        }
    }

    @Test
    void aGradientOfAnotherPassInADropout() {
        String expected =
                "Cannot propagate back through dropout: expected the gradient of the last forward pass, of shape [2, 3]"
                        + " at iteration 0, epoch 0, received one of shape ";
        String remedy =
                "; if several layers share this instance, give each its own, or use a RateDropoutLayer in front of the"
                        + " layer";
        RateDropout dropout = RateDropout.of(0.5);
        forward(dropout, X);
        INDArray wide = Nd4j.ones(DataType.FLOAT, 2, 4);
        assertThatIllegalStateException()
                .isThrownBy(() -> dropout.backprop(wide, wide, 0, 0))
                .withMessage(expected + "[2, 4] at iteration 0, epoch 0" + remedy);
        assertThatIllegalStateException()
                .isThrownBy(() -> dropout.backprop(X.dup(), X.dup(), 1, 0))
                .withMessage(expected + "[2, 3] at iteration 1, epoch 0" + remedy);
        assertThatIllegalStateException()
                .isThrownBy(() -> dropout.backprop(X.dup(), X.dup(), 0, 1))
                .withMessage(expected + "[2, 3] at iteration 0, epoch 1" + remedy);
    }

    @Test
    void aGradientWithoutAForwardPassInALayer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> layer().backpropGradient(X, LayerWorkspaceMgr.noWorkspaces()))
                .withMessage(
                        "Cannot propagate back through new RateDropoutLayer.Builder(0.5).build(): expected a forward pass"
                                + " before, not cleared since, received a gradient without one; run the forward pass first");
    }

    @Test
    void aGradientOfAnotherShapeInALayer() {
        Layer layer = layer();
        layer.activate(X, true, LayerWorkspaceMgr.noWorkspaces());
        INDArray wide = Nd4j.ones(DataType.FLOAT, 2, 4);
        assertThatIllegalStateException()
                .isThrownBy(() -> layer.backpropGradient(wide, LayerWorkspaceMgr.noWorkspaces()))
                .withMessage(
                        "Cannot propagate back through new RateDropoutLayer.Builder(0.5).build(): expected a gradient of the"
                                + " shape of the last input, [2, 3], received one of shape [2, 4]");
    }

    @Test
    void theMaskOfADropoutWithoutASeed() {
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> RateDropout.of(0.5).mask(Step.at(0, 0), 2, 3),
            () -> new RateDropoutLayer.Builder(0.5).build().mask(Step.at(0, 0).withLayer(1), 2, 3)
        }) {
            assertThatIllegalStateException()
                    .isThrownBy(call)
                    .withMessage(
                            "Cannot tell the mask of an iteration: expected a dropout with a seed, received one that draws"
                                    + " its keys from Nd4j.getRandom(); build it with seed(...)");
        }
    }

    @Test
    void aMissingInputType() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new RateDropoutLayer.Builder(0.5).name("drop").build().getOutputType(3, null))
                .withMessage("Invalid input type of layer 3 (drop): expected an InputType, received null");
    }

    @Test
    void rewindOfSomethingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeededDropout.rewind(null))
                .withMessage("Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeededDropout.rewind(layer()))
                .withMessage("Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received"
                        + " io.github.dl4jdropout.AppliedDropout");
    }

    private static Layer layer() {
        NeuralNetConfiguration conf = new NeuralNetConfiguration();
        conf.setLayer(new RateDropoutLayer.Builder(0.5).build());
        return conf.getLayer().instantiate(conf, List.of(), 0, null, false, DataType.FLOAT);
    }

    private static void forward(RateDropout dropout, INDArray x) {
        dropout.applyDropout(x, Nd4j.create(x.dataType(), x.shape()), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }
}
