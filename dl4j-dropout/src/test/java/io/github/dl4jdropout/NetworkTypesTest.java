package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The ways of Deeplearning4j to run a network: scores, evaluation, external errors, listeners, caches, segments, samples. */
class NetworkTypesTest extends DoublePrecision {

    private static final DataSet DATA = new DataSet(Networks.input(6, 5), Networks.labels(6, 3));

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void scoresAreThoseOfInference(Scaling scaling) {
        MultiLayerNetwork net = Perceptrons.smooth(layer(scaling).build());
        INDArray right = net.output(DATA.getFeatures()).mul(DATA.getLabels()).sum(1);
        double[] negativeLogLikelihood = Transforms.log(right).neg().toDoubleVector();
        assertThat(net.scoreExamples(DATA, false).reshape(6).toDoubleVector())
                .containsExactly(negativeLogLikelihood, within(1e-9));
        assertThat(net.score(DATA))
                .isCloseTo(Arrays.stream(negativeLogLikelihood).average().orElseThrow(), within(1e-9));
        assertThat(net.score(DATA, true)).isNotCloseTo(net.score(DATA), within(1e-3));
    }

    @Test
    void evaluationIsThatOfInference() {
        MultiLayerNetwork net =
                Perceptrons.smooth(layer(Scaling.DOWNSCALE_IN_INFER).build());
        for (int i = 0; i < 20; i++) {
            net.fit(DATA);
        }
        int[] predicted = net.predict(DATA.getFeatures());
        int[] actual = DATA.getLabels().argMax(1).toIntVector();
        long right =
                IntStream.range(0, 6).filter(i -> predicted[i] == actual[i]).count();
        for (int i = 0; i < 3; i++) {
            assertThat(net.evaluate(new ExistingDataSetIterator(List.of(DATA))).accuracy())
                    .isEqualTo(right / 6.0);
        }
    }

    @Test
    void samplesOfTheTrainingModeDiffer() {
        MultiLayerNetwork net =
                Perceptrons.smooth(layer(Scaling.UPSCALE_IN_TRAIN).seed(9).build());
        INDArray x = DATA.getFeatures();
        INDArray sample = net.output(x, true);
        assertThat(net.output(x, true)).isNotEqualTo(sample);
        assertThat(net.output(x, false)).isEqualTo(net.output(x, false)).isNotEqualTo(sample);
    }

    /** A network without an output layer, whose gradient comes from outside. */
    @ParameterizedTest
    @EnumSource(Scaling.class)
    void externalErrorsMeetTheMask(Scaling scaling) {
        RateDropoutLayer dropout = layer(scaling).seed(9).build();
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(dropout)
                .setInputType(InputType.feedForward(5))
                .build());
        INDArray x = DATA.getFeatures();
        INDArray error = Networks.input(6, 4);
        net.setInput(x);
        net.feedForward(true, false);
        Pair<Gradient, INDArray> gradients = net.backpropGradient(error, null);
        INDArray below = error.mul(dropout.mask(new Step(1, 0, 0, 0), 6, 4));
        INDArray weights = gradients.getFirst().getGradientFor("0_W");
        assertThat(weights.equalsWithEps(x.transpose().mmul(below), 1e-12)).isTrue();
        assertThat(gradients
                        .getSecond()
                        .equalsWithEps(below.mmul(net.getParam("0_W").transpose()), 1e-12))
                .isTrue();
    }

    /** Deeplearning4j's own dropout overwrites them. */
    @Test
    void listenersSeeTheActivationsBeforeTheyAreDropped() {
        assertThat(activationsSeenByListeners(RateDropout.of(0.5)).eq(0.0).any())
                .isFalse();
        assertThat(activationsSeenByListeners(new Dropout(0.5)).eq(0.0).any()).isTrue();
    }

    private static INDArray activationsSeenByListeners(IDropout dropout) {
        MultiLayerNetwork net = Perceptrons.smooth(
                new DenseLayer.Builder().nOut(6).dropOut(dropout).build());
        List<INDArray> seen = new ArrayList<>();
        net.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, List<INDArray> activations) {
                seen.add(activations.get(1).detach());
            }
        });
        net.fit(DATA);
        return seen.get(0);
    }

    @Test
    void cachesChangeNothing() {
        INDArray without = trainedConvolution(CacheMode.NONE);
        assertThat(trainedConvolution(CacheMode.DEVICE)).isEqualTo(without);
        assertThat(trainedConvolution(CacheMode.HOST)).isEqualTo(without);
    }

    private static INDArray trainedConvolution(CacheMode mode) {
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .cacheMode(mode)
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(4).build())
                .layer(layer(Scaling.UPSCALE_IN_TRAIN)
                        .noiseShape(NoiseShape.CHANNEL)
                        .seed(9)
                        .build())
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .dropOut(RateDropout.builder(0.4).seed(2).build())
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(4, 4, 2))
                .build());
        DataSet images = new DataSet(Networks.input(3, 2, 4, 4), Networks.labels(3, 3));
        for (int i = 0; i < 3; i++) {
            net.fit(images);
        }
        return net.params();
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void stepsAfterTrainingInSegmentsGiveTheOutputOfTheWholeSequence(Scaling scaling) {
        MultiLayerNetwork net =
                recurrent(layer(scaling).noiseShape(NoiseShape.TIME).build());
        net.fit(new DataSet(Networks.input(3, 2, 6), Networks.labels(3, 3, 6)));
        assertThat(net.getIterationCount()).isEqualTo(3);
        INDArray x = Networks.input(2, 2, 4);
        INDArray whole = net.output(x);
        net.rnnClearPreviousState();
        List<INDArray> steps = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            steps.add(net.rnnTimeStep(x.slice(t, 2)).reshape(2, 3, 1));
        }
        assertThat(Nd4j.concat(2, steps.toArray(INDArray[]::new)).equalsWithEps(whole, 1e-12))
                .isTrue();
    }

    /** The segments of a sequence are iterations of their own, with masks of their own. */
    @Test
    void segmentsDrawTheMasksOfTheirIterations() {
        RateDropoutLayer dropout =
                layer(Scaling.NONE).noiseShape(NoiseShape.TIME).seed(9).build();
        MultiLayerNetwork net = recurrent(dropout);
        List<INDArray> seen = new ArrayList<>();
        net.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, List<INDArray> activations) {
                seen.add(activations
                        .get(2)
                        .detach()
                        .neq(0)
                        .castTo(DataType.DOUBLE)
                        .detach());
            }
        });
        net.fit(new DataSet(Networks.input(3, 2, 6), Networks.labels(3, 3, 6)));
        assertThat(seen)
                .containsExactly(
                        dropout.mask(new Step(1, 0, 0, 0), 3, 4, 2),
                        dropout.mask(new Step(1, 1, 0, 0), 3, 4, 2),
                        dropout.mask(new Step(1, 2, 0, 0), 3, 4, 2));
    }

    private static MultiLayerNetwork recurrent(Layer dropout) {
        return Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(dropout)
                .layer(new RnnOutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(2))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
    }

    private static RateDropoutLayer.Builder layer(Scaling scaling) {
        return new RateDropoutLayer.Builder(0.4).scaling(scaling);
    }
}
