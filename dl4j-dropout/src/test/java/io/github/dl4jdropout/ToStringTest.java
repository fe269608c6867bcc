package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** {@code toString} is the Java expression that makes the object; of a schedule, it is what Deeplearning4j's own says. */
class ToStringTest {

    private static final String RESULT = ToStringTest.class.getName();

    private static JShell shell;

    @BeforeAll
    static void startShell() {
        shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        shell.eval("import io.github.dl4jdropout.*;");
    }

    @AfterAll
    static void stopShell() {
        shell.close();
        System.getProperties().remove(RESULT);
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                arguments(DropRate.of(0.3), "DropRate.of(0.3)"),
                arguments(DropRate.ofRetain(0.75), "DropRate.of(0.25)"),
                arguments(NoiseShape.ELEMENT, "NoiseShape.ELEMENT"),
                arguments(NoiseShape.CHANNEL, "NoiseShape.CHANNEL"),
                arguments(NoiseShape.TIME, "NoiseShape.TIME"),
                arguments(NoiseShape.EXAMPLE, "NoiseShape.EXAMPLE"),
                arguments(NoiseShape.sharedAxes(2, -1), "NoiseShape.sharedAxes(-1, 2)"),
                arguments(RateDropout.of(0.5), "RateDropout.of(0.5)"),
                arguments(RateDropout.builder(1e-10).build(), "RateDropout.of(1.0E-10)"),
                arguments(
                        RateDropout.builder(0.2)
                                .noiseShape(NoiseShape.sharedAxes(1))
                                .channelsLast(true)
                                .seed(1L << 40)
                                .layer(3)
                                .build(),
                        "RateDropout.builder(0.2).noiseShape(NoiseShape.sharedAxes(1)).channelsLast(true)"
                                + ".seed(1099511627776L).layer(3).build()"),
                arguments(
                        RateDropout.builder(0.2).channelsLast(false).seed(7).build(),
                        "RateDropout.builder(0.2).channelsLast(false).seed(7L).build()"),
                arguments(new RateDropoutLayer.Builder(0.5).build(), "new RateDropoutLayer.Builder(0.5).build()"),
                arguments(
                        new RateDropoutLayer.Builder(0.2)
                                .name("drop \"1\" \\ 2")
                                .scaling(Scaling.DOWNSCALE_IN_INFER)
                                .noiseShape(NoiseShape.TIME)
                                .channelsLast(true)
                                .seed(-1)
                                .build(),
                        "new RateDropoutLayer.Builder(0.2).name(\"drop \\\"1\\\" \\\\ 2\").scaling(Scaling.DOWNSCALE_IN_INFER)"
                                + ".noiseShape(NoiseShape.TIME).channelsLast(true).seed(-1L).build()"));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void theTextIsTheExpression(Object object, String expression) {
        assertThat(object).hasToString(expression);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void theExpressionMakesTheObject(Object object, String expression) {
        System.getProperties().remove(RESULT);
        List<SnippetEvent> events = shell.eval("System.getProperties().put(\"" + RESULT + "\", " + expression + ");");
        assertThat(events).allSatisfy(event -> assertThat(event.exception()).isNull());
        assertThat(System.getProperties().get(RESULT)).isEqualTo(object);
    }

    @Test
    void schedulesReadAsDeeplearning4jWritesThem() {
        DropRate rate = DropRate.scheduled(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.5)));
        assertThat(rate).hasToString("DropRate.scheduled(" + rate.getSchedule() + ")");
        assertThat(RateDropout.builder(rate).build()).hasToString("RateDropout.builder(" + rate + ").build()");
        assertThat(new RateDropoutLayer.Builder(rate).scaling(Scaling.NONE).build())
                .hasToString("new RateDropoutLayer.Builder(" + rate + ").scaling(Scaling.NONE).build()");
    }
}
