package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.adopt.DropoutAudit;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeakSeedTest {

    private static final int ROWS = 128;
    private static final int ROW = 1024;

    @Test
    void seedZeroIsTheClock() {
        Nd4j.getRandom().setSeed(0);
        INDArray first = mask();
        Nd4j.getRandom().setSeed(0);
        assertThat(mask()).isNotEqualTo(first);
        assertThat(found(DropoutAudit.of(with(0, new Dropout(0.5))))).containsExactly("0 WeakSeed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -2, -42, -1234, Integer.MAX_VALUE, 0xFFFFFFFFL, Long.MAX_VALUE})
    void seedsOfManyOnesGiveCorrelatedMasks(long seed) {
        assertThat(worstRowCorrelation(seed)).isGreaterThan(6);
        assertThat(found(DropoutAudit.of(with(seed, new Dropout(0.5))))).containsExactly("0 WeakSeed");
    }

    /** Of 60 standard normals, one above 6 has a probability of 1e-7. */
    @ParameterizedTest
    @ValueSource(longs = {1, 42, 123, 12345, -100_000, Integer.MIN_VALUE})
    void otherSeedsAreLeftAlone(long seed) {
        assertThat(worstRowCorrelation(seed)).isLessThan(6);
        assertThat(found(DropoutAudit.of(with(seed, new Dropout(0.5))))).isEmpty();
    }

    @Test
    void networksWithoutMasksFromThatGeneratorAreLeftAlone() {
        assertThat(found(
                        DropoutAudit.of(with(0, RateDropout.builder(0.5).seed(0).build()))))
                .isEmpty();
        assertThat(found(DropoutAudit.of(with(0, null)))).isEmpty();
        assertThat(found(DropoutAudit.of(new NeuralNetConfiguration.Builder()
                        .seed(0)
                        .list()
                        .layer(new ActivationLayer.Builder().dropOut(0.5).build())
                        .build())))
                .containsExactly("0 NeverCalled");
    }

    private static MultiLayerConfiguration with(long seed, IDropout dropout) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(dropout)
                        .build())
                .build();
    }

    /** In standard deviations, the largest correlation of the same unit in successive examples, of ten masks. */
    private static double worstRowCorrelation(long seed) {
        Nd4j.getRandom().setSeed(seed);
        double worst = 0;
        int pairs = (ROWS - 1) * ROW;
        for (int i = 0; i < 10; i++) {
            float[] mask = mask().data().asFloat();
            int same = 0;
            for (int j = 0; j < pairs; j++) {
                same += (mask[j] != 0) == (mask[j + ROW] != 0) ? 1 : 0;
            }
            worst = Math.max(worst, Math.abs(same - pairs / 2.0) / Math.sqrt(pairs / 4.0));
        }
        return worst;
    }

    private static INDArray mask() {
        INDArray ones = Nd4j.ones(DataType.FLOAT, ROWS, ROW);
        return new Dropout(0.5).applyDropout(ones, ones.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }
}
