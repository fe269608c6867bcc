package io.github.dl4jdropout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.contract.Candidate.Subject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What is remembered between calls, and what survives being written and read. */
@ParameterizedClass(name = "{0}")
@MethodSource("candidates")
class StateContractTest {

    private static final INDArray X = Nd4j.ones(DataType.FLOAT, 4, 6, 5);

    @Parameter
    Candidate candidate;

    static Stream<Candidate> candidates() {
        return Candidates.ofTheLibrary();
    }

    @Test
    void backwardWithoutForwardIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> candidate.subject(0.5).backward(X));
    }

    @Test
    void backwardAfterClearIsRefused() {
        Subject subject = candidate.subject(0.5);
        subject.train(X);
        subject.clear();
        assertThatIllegalStateException().isThrownBy(() -> subject.backward(X));
    }

    @Test
    void aGradientOfAnotherShapeIsRefused() {
        Subject subject = candidate.subject(0.5);
        subject.train(X);
        assertThatIllegalStateException().isThrownBy(() -> subject.backward(Nd4j.ones(DataType.FLOAT, 4, 6, 7)));
    }

    @Test
    void clearWithoutForwardIsFine() {
        assertThatCode(() -> candidate.subject(0.5).clear()).doesNotThrowAnyException();
    }

    @Test
    void ofSeveralForwardPassesTheLastCounts() {
        Subject subject = candidate.subject(0.5);
        subject.train(X);
        INDArray last = subject.train(X);
        assertThat(subject.backward(X)).isEqualTo(last);
    }

    @Test
    void jsonLosesNothing() throws Exception {
        roundTrip(JsonMappers.getMapper());
    }

    @Test
    void yamlLosesNothing() throws Exception {
        roundTrip(JsonMappers.getMapperYaml());
    }

    private void roundTrip(ObjectMapper mapper) throws Exception {
        for (Layer layer : layers()) {
            String text = mapper.writeValueAsString(layer);
            Layer read = mapper.readValue(text, Layer.class);
            assertThat(read).isEqualTo(layer).hasSameHashCodeAs(layer).hasToString(layer.toString());
            assertThat(mapper.writeValueAsString(read)).isEqualTo(text);
        }
    }

    @Test
    void javaSerialisationLosesNothing() throws Exception {
        for (Layer layer : layers()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(layer);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                Layer read = (Layer) in.readObject();
                assertThat(read).isEqualTo(layer);
                INDArray mask = new LayerSubject(read).train(X);
                assertThat(mask.shape()).isEqualTo(X.shape());
            }
        }
    }

    @Test
    void aCloneIsEqualAndSharesNoDropout() {
        for (Layer layer : layers()) {
            Layer clone = layer.clone();
            assertThat(clone).isEqualTo(layer).isNotSameAs(layer);
            assertThat(clone.getIDropout() == null || clone.getIDropout() != layer.getIDropout())
                    .isTrue();
        }
    }

    @Test
    void stateIsNoPartOfEquality() {
        Layer layer = candidate.repeatableLayer(0.5);
        Layer untouched = layer.clone();
        new LayerSubject(layer).train(X.dup());
        assertThat(layer).isEqualTo(untouched).hasSameHashCodeAs(untouched);
    }

    private Layer[] layers() {
        return new Layer[] {
            candidate.layer(0.3),
            candidate.repeatableLayer(0.4),
            candidate.channelLayer(0.2, true),
            candidate.scheduledLayer(0.1, 0.9, 7)
        };
    }
}
