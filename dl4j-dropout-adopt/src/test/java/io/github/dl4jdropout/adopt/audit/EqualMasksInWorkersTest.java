package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.configuration;
import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.adopt.DropoutAudit;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EqualMasksInWorkersTest {

    /** Two workers as {@code ParallelWrapper} starts them: a copy by JSON, initialised in a thread of its own. */
    @Test
    void workersDrawTheSameMasks() throws Exception {
        String json = configuration(InputType.feedForward(4), new DropoutLayer(new Dropout(0.5)), output())
                .toJson();
        INDArray first = inThreadOfItsOwn(() -> worker(json));
        assertThat(Audits.zeros(first)).isBetween(0.4, 0.6);
        assertThat(inThreadOfItsOwn(() -> worker(json))).isEqualTo(first);
    }

    private static INDArray worker(String json) {
        MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
        network.init();
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 1000, 4);
        return network.feedForward(ones, true).get(1);
    }

    private static INDArray inThreadOfItsOwn(Callable<INDArray> worker) throws Exception {
        FutureTask<INDArray> task = new FutureTask<>(worker);
        new Thread(task).start();
        return task.get();
    }

    @Test
    void itIsSaidWhereSeveralWorkersTrain() {
        DropoutAudit one = DropoutAudit.of(with(new Dropout(0.5)));
        assertThat(found(one)).isEmpty();
        assertThat(found(one.withWorkers(4))).containsExactly("0 EqualMasksInWorkers");
        assertThat(found(DropoutAudit.of(with(RateDropout.of(0.5))).withWorkers(4)))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.withWorkers(0))
                .withMessage("Invalid workers: expected at least 1, received 0");
    }

    private static MultiLayerConfiguration with(IDropout dropout) {
        return configuration(InputType.feedForward(4), dense(dropout), output());
    }
}
