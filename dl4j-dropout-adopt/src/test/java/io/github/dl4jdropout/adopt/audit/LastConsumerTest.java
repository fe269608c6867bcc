package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.adopt.DropoutAudit;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class LastConsumerTest extends DoublePrecision {

    @Test
    void theGradientsOfTheConsumersBeforeAreWrong() {
        ComputationGraphConfiguration last = fork(dense(), dense(new Dropout(0.5)));
        assertThat(gradientsAreRight(fork(dense(), dense()))).isTrue();
        assertThat(gradientsAreRight(last)).isFalse();
        assertThat(found(DropoutAudit.of(last))).containsExactly("\"last\" LastConsumer");
    }

    @Test
    void aDropoutLayerDoesTheSame() {
        ComputationGraphConfiguration last = fork(dense(), new DropoutLayer(new Dropout(0.5)));
        assertThat(gradientsAreRight(last)).isFalse();
        assertThat(found(DropoutAudit.of(last))).containsExactly("\"last\" LastConsumer");
    }

    @Test
    void consumersBeforeTheLastAreLeftAlone() {
        ComputationGraphConfiguration first = fork(dense(new Dropout(0.5)), dense());
        assertThat(gradientsAreRight(first)).isTrue();
        assertThat(found(DropoutAudit.of(first))).isEmpty();
        assertThat(found(DropoutAudit.of(fork(dense(), dense(RateDropout.of(0.5))))))
                .isEmpty();
    }

    @Test
    void consumersThatKeepNothingAreNotHarmed() {
        ComputationGraphConfiguration layers = fork(new DropoutLayer(new Dropout(0.5)), dense(new Dropout(0.5)));
        assertThat(gradientsAreRight(layers)).isTrue();
        assertThat(found(DropoutAudit.of(layers))).isEmpty();
        ComputationGraphConfiguration residual = residual(new Dropout(0.5));
        assertThat(gradientsAreRight(residual)).isTrue();
        assertThat(found(DropoutAudit.of(residual))).isEmpty();
    }

    /** A vertex reads first and keeps nothing, a layer with dropout last. */
    @Test
    void verticesBeforeTheLastAreNotHarmed() {
        ComputationGraphConfiguration scaled = graph().addVertex("scaled", new ScaleVertex(2), "below")
                .addLayer("last", dense(new Dropout(0.5)), "below")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "scaled", "last")
                .addLayer("out", output(), "sum")
                .build();
        assertThat(gradientsAreRight(scaled)).isTrue();
        assertThat(found(DropoutAudit.of(scaled))).isEmpty();
    }

    private static boolean gradientsAreRight(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(configuration.clone());
        graph.init();
        return Networks.gradientsAreRight(graph, Networks.input(6, 4), Networks.labels(6, 3));
    }

    /** One layer read by two, whose sum is read by the output layer. */
    private static ComputationGraphConfiguration fork(Layer first, Layer last) {
        return graph().addLayer("first", first, "below")
                .addLayer("last", last, "below")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "last")
                .addLayer("out", output(), "sum")
                .build();
    }

    private static ComputationGraphConfiguration residual(IDropout dropout) {
        return graph().addLayer("branch", dense(dropout), "below")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "below", "branch")
                .addLayer("out", output(), "sum")
                .build();
    }

    private static GraphBuilder graph() {
        return Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .setOutputs("out")
                .addLayer("below", dense(), "in");
    }
}
