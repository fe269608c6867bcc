package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class BatchErrorsTest {

    @Test
    void countsTheAnswersThatTheNetworkGaveBeforeTheUpdate() {
        MultiLayerNetwork network = InitialWeights.network(new TinyExample(), "plain", 3);
        DataSet batch = TinyExample.data(50, 1).train();
        double before = Predictions.score(network, batch).errorPercent();
        BatchErrors errors = new BatchErrors();
        network.setListeners(errors);
        network.fit(batch);
        assertThat(errors.percent()).isEqualTo(before).isBetween(1.0, 99.0);
    }

    @Test
    void countsOverBatchesUntilReset() {
        MultiLayerNetwork network = InitialWeights.network(new TinyExample(), "plain", 3);
        BatchErrors errors = new BatchErrors();
        network.setListeners(errors);
        DataSet batch = TinyExample.data(50, 1).train();
        network.fit(batch);
        double first = errors.percent();
        errors.reset();
        network.setParams(InitialWeights.network(new TinyExample(), "plain", 3).params());
        network.fit(batch);
        assertThat(errors.percent()).isEqualTo(first);
    }
}
