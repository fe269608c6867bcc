package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;

class NoiseShapeTest {

    @Test
    void elementSharesNothing() {
        for (int rank = 0; rank < 7; rank++) {
            assertThat(NoiseShape.ELEMENT.resolve(rank, false)).isEmpty();
        }
    }

    @Test
    void channelSharesAllButExamplesAndChannels() {
        assertThat(NoiseShape.CHANNEL.resolve(2, false)).isEmpty();
        assertThat(NoiseShape.CHANNEL.resolve(3, false)).containsExactly(2);
        assertThat(NoiseShape.CHANNEL.resolve(4, false)).containsExactly(2, 3);
        assertThat(NoiseShape.CHANNEL.resolve(5, false)).containsExactly(2, 3, 4);
    }

    @Test
    void channelFollowsTheChannelsToTheLastAxis() {
        assertThat(NoiseShape.CHANNEL.resolve(2, true)).isEmpty();
        assertThat(NoiseShape.CHANNEL.resolve(3, true)).containsExactly(1);
        assertThat(NoiseShape.CHANNEL.resolve(4, true)).containsExactly(1, 2);
        assertThat(NoiseShape.CHANNEL.resolve(5, true)).containsExactly(1, 2, 3);
    }

    @Test
    void timeSharesTheStepsOfASequence() {
        assertThat(NoiseShape.TIME.resolve(3, false)).containsExactly(2);
        assertThat(NoiseShape.TIME.resolve(3, true)).containsExactly(1);
    }

    @Test
    void exampleSharesAllButTheFirstAxis() {
        assertThat(NoiseShape.EXAMPLE.resolve(1, false)).isEmpty();
        assertThat(NoiseShape.EXAMPLE.resolve(4, true)).containsExactly(1, 2, 3);
    }

    @Test
    void negativeAxesCountFromTheLast() {
        assertThat(NoiseShape.sharedAxes(-1, 1).resolve(4, false)).containsExactly(1, 3);
        assertThat(NoiseShape.sharedAxes()).isSameAs(NoiseShape.ELEMENT);
    }

    @Test
    void ranksWithoutAMeaningAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.TIME.resolve(2, false))
                .withMessageContaining("noise shape TIME: expected shape [N, C, T], received an array of rank 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.TIME.resolve(4, true))
                .withMessageContaining("noise shape TIME: expected shape [N, T, C], received an array of rank 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.CHANNEL.resolve(1, false))
                .withMessageContaining("expected shape [N, C] to [N, C, D, H, W], received an array of rank 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.CHANNEL.resolve(6, true))
                .withMessageContaining("expected shape [N, C] to [N, D, H, W, C], received an array of rank 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.EXAMPLE.resolve(0, false))
                .withMessageContaining("expected shape [N, ...], received an array of rank 0");
    }

    @Test
    void theFirstAndTheLastAxisAreInRange() {
        assertThat(NoiseShape.sharedAxes(0, 3).resolve(4, false)).containsExactly(0, 3);
        assertThat(NoiseShape.sharedAxes(-4, -1).resolve(4, false)).containsExactly(0, 3);
    }

    @Test
    void axesOutOfRangeAreRefused() {
        for (int axis : new int[] {4, -5}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NoiseShape.sharedAxes(1, axis).resolve(4, false))
                    .withMessageContaining("expected axes in [-4, 3] for an array of rank 4, received " + axis);
        }
    }

    @Test
    void repeatedAxesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.sharedAxes(2, 1, 2))
                .withMessageContaining("received [2, 1, 2], which names axis 2 twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShape.sharedAxes(-1, 3).resolve(4, false))
                .withMessageContaining("which names axis 3 twice");
    }

    @Test
    void jsonIsTheNameAndBackAgain() throws Exception {
        for (NoiseShape shape : new NoiseShape[] {
            NoiseShape.ELEMENT, NoiseShape.CHANNEL, NoiseShape.TIME, NoiseShape.EXAMPLE, NoiseShape.sharedAxes(-1, 2)
        }) {
            String json = JsonMappers.getMapper().writeValueAsString(shape);
            assertThat(JsonMappers.getMapper().readValue(json, NoiseShape.class))
                    .isEqualTo(shape);
        }
        assertThat(JsonMappers.getMapper()
                        .writeValueAsString(NoiseShape.sharedAxes(2, -1))
                        .trim())
                .isEqualTo("\"sharedAxes(-1, 2)\"");
    }

    @Test
    void otherJsonIsRefused() {
        for (String bad : new String[] {"SPATIAL", "sharedAxes()", "sharedAxes(1,)", "sharedAxes(99999999999)", ""}) {
            assertThatThrownBy(() -> JsonMappers.getMapper().readValue("\"" + bad + "\"", NoiseShape.class))
                    .hasStackTraceContaining(
                            "expected ELEMENT, CHANNEL, TIME, EXAMPLE or sharedAxes(axis, ...), received \"" + bad
                                    + "\"");
        }
    }

    @Test
    void equalityIsThatOfTheAxes() {
        assertThat(NoiseShape.sharedAxes(1, 2))
                .isEqualTo(NoiseShape.sharedAxes(2, 1))
                .hasSameHashCodeAs(NoiseShape.sharedAxes(2, 1))
                .doesNotHaveSameHashCodeAs(NoiseShape.TIME);
        assertThat(NoiseShape.sharedAxes(1))
                .isNotEqualTo(NoiseShape.sharedAxes(2))
                .isNotEqualTo(NoiseShape.ELEMENT);
        assertThat(NoiseShape.sharedAxes(2, 1)).hasToString("NoiseShape.sharedAxes(1, 2)");
    }
}
