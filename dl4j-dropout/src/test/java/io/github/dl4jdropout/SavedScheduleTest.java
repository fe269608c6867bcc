package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdropout.contract.Networks;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A schedule that Deeplearning4j writes into a model must be read from it, or the model would be lost: asked when a rate takes it. */
class SavedScheduleTest {

    static Stream<ISchedule> readable() {
        return Stream.of(
                new FixedSchedule(0.5),
                new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.5, 9, 0.2, 31, 0.1)),
                new ExponentialSchedule(ScheduleType.ITERATION, 0.5, 0.9),
                new StepSchedule(ScheduleType.ITERATION, 0.5, 0.9, 10),
                new PolySchedule(ScheduleType.ITERATION, 0.5, 1, 100),
                new SigmoidSchedule(ScheduleType.ITERATION, 0.5, 0.1, 10),
                new InverseSchedule(ScheduleType.EPOCH, 0.5, 0.1, 1),
                new CycleSchedule(ScheduleType.ITERATION, 0.5, 20),
                new CycleSchedule(ScheduleType.ITERATION, 0.1, 0.5, 20, 4, 0.1),
                new Readable(0.25));
    }

    static Stream<ISchedule> unreadable() {
        return Stream.of(
                new RampSchedule(new FixedSchedule(0.5), 10),
                new NoCreator(0.5),
                new Silent(0.5),
                new Forgetful(0.5),
                new Unwritable(),
                new ISchedule() { // anonymous
                    @Override
                    public double valueAt(int iteration, int epoch) {
                        return 0.5;
                    }

                    @Override
                    public ISchedule clone() {
                        return this;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("readable")
    void aScheduleThatIsReadAsItWasWrittenIsTaken(ISchedule schedule) {
        for (Layer layer : layers(DropRate.scheduled(schedule))) {
            MultiLayerConfiguration network = Perceptrons.configuration(Networks.smooth(WorkspaceMode.ENABLED), layer);
            ComputationGraphConfiguration graph =
                    Perceptrons.init(network.clone()).toComputationGraph().getConfiguration();
            for (Layer read : new Layer[] {
                MultiLayerConfiguration.fromJson(network.toJson()).getConf(1).getLayer(),
                MultiLayerConfiguration.fromYaml(network.toYaml()).getConf(1).getLayer(),
                ((LayerVertex) ComputationGraphConfiguration.fromJson(graph.toJson())
                                .getVertices()
                                .get("1"))
                        .getLayerConf()
                        .getLayer()
            }) {
                DropRate rate = read instanceof RateDropoutLayer
                        ? ((RateDropoutLayer) read).getRate()
                        : ((RateDropout) read.getIDropout()).getRate();
                for (int i : new int[] {0, 1, 9, 10, 50}) {
                    assertThat(rate.at(i, i)).isEqualTo(schedule.valueAt(i, i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anotherIsRefused(ISchedule schedule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropRate.scheduled(schedule))
                .withMessageContaining("Invalid schedule of a drop rate: expected one that JSON keeps")
                .withMessageContaining("received " + schedule.getClass().getName())
                .withMessageContaining("MapSchedule");
    }

    private static Layer[] layers(DropRate rate) {
        return new Layer[] {
            new RateDropoutLayer.Builder(rate).build(),
            new DropoutLayer(RateDropout.builder(rate).build())
        };
    }

    private abstract static class Constant implements ISchedule {

        private static final long serialVersionUID = 1L;

        final transient double hidden;

        Constant(double rate) {
            hidden = rate;
        }

        @Override
        public double valueAt(int iteration, int epoch) {
            return hidden;
        }

        @Override
        public ISchedule clone() {
            return this;
        }
    }

    /** A schedule of the user's own, without equals. */
    public static final class Readable extends Constant {

        private static final long serialVersionUID = 1L;

        public Readable(@JsonProperty("rate") double rate) {
            super(rate);
        }

        public double getRate() {
            return hidden;
        }
    }

    /** Is written and cannot be read. */
    public static final class NoCreator extends Constant {

        private static final long serialVersionUID = 1L;

        public NoCreator(double rate) {
            super(rate);
        }

        public double getRate() {
            return hidden;
        }
    }

    /** Is written without its rate and read with another one. */
    public static final class Silent extends Constant {

        private static final long serialVersionUID = 1L;

        public Silent() {
            this(0.1);
        }

        public Silent(double rate) {
            super(rate);
        }
    }

    /** Is written with its rate and read with another one. */
    public static final class Forgetful extends Constant {

        private static final long serialVersionUID = 1L;

        public Forgetful() {
            this(0.1);
        }

        public Forgetful(double rate) {
            super(rate);
        }

        public double getRate() {
            return hidden;
        }
    }

    /** Cannot be written. */
    public static final class Unwritable extends Constant {

        private static final long serialVersionUID = 1L;

        public Unwritable() {
            super(0.5);
        }

        public double getRate() {
            throw new UnsupportedOperationException("no rate");
        }
    }
}
