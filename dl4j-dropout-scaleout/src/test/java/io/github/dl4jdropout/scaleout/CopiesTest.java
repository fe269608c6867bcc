package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.dl4jdropout.DropRate;
import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.RateGaussianDropout;
import io.github.dl4jdropout.RateGaussianDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** What is sent to workers arrives there: each public class that a configuration has, in the ways in which Spark copies and sends. */
class CopiesTest {

    private static final DropRate SCHEDULED = DropRate.scheduled(new MapSchedule.Builder(ScheduleType.ITERATION)
            .add(0, 0.4)
            .add(10, 0.2)
            .build());

    static Stream<Object> values() {
        return Stream.concat(
                Stream.of(DropRate.of(0.3), SCHEDULED, NoiseShape.CHANNEL, NoiseShape.sharedAxes(0, -1)),
                Stream.concat(Stream.of(Scaling.values()), Stream.concat(dropouts(), layers())));
    }

    static Stream<IDropout> dropouts() {
        return Stream.of(
                RateDropout.of(0.4),
                RateDropout.builder(SCHEDULED)
                        .noiseShape(NoiseShape.CHANNEL)
                        .seed(9)
                        .layer(3)
                        .build(),
                RateDropout.builder(0.4).channelsLast(true).build(),
                RateGaussianDropout.builder(0.4).seed(9).build());
    }

    static Stream<Layer> layers() {
        return Stream.of(
                RateDropoutLayer.builder(0.4)
                        .scaling(Scaling.DOWNSCALE_IN_INFER)
                        .name("d")
                        .build(),
                RateDropoutLayer.builder(SCHEDULED).seed(9).channelsLast(true).build(),
                RateGaussianDropoutLayer.builder(0.4).seed(9).build());
    }

    @ParameterizedTest
    @MethodSource("values")
    void javaSerializationKeepsIt(Object value) {
        assertThat(SerializationUtils.roundtrip((java.io.Serializable) value)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void kryoKeepsIt(Object value) {
        assertThat(throughKryo(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void copiesOfAnIDropoutWork(IDropout dropout) {
        for (IDropout copy :
                new IDropout[] {dropout.clone(), SerializationUtils.roundtrip(dropout), throughKryo(dropout)}) {
            Nd4j.getRandom().setSeed(1);
            INDArray out = copy.applyDropout(
                    Nd4j.ones(DataType.FLOAT, 6, 5, 4), Nd4j.create(DataType.FLOAT, 6, 5, 4), 3, 0, null);
            INDArray gradient =
                    copy.backprop(Nd4j.ones(DataType.FLOAT, 6, 5, 4), Nd4j.create(DataType.FLOAT, 6, 5, 4), 3, 0);
            assertThat(gradient).isEqualTo(out);
            Nd4j.getRandom().setSeed(1);
            assertThat(out)
                    .isEqualTo(dropout.clone()
                            .applyDropout(
                                    Nd4j.ones(DataType.FLOAT, 6, 5, 4),
                                    Nd4j.create(DataType.FLOAT, 6, 5, 4),
                                    3,
                                    0,
                                    null));
            copy.clear();
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void copiesOfALayerWork(Layer layer) {
        for (Layer copy : new Layer[] {layer.clone(), SerializationUtils.roundtrip(layer), throughKryo(layer)}) {
            assertThat(firstActivations(copy)).isEqualTo(firstActivations(layer.clone()));
        }
    }

    private static INDArray firstActivations(Layer layer) {
        var network = Wrapped.network(layer);
        Nd4j.getRandom().setSeed(1);
        return network.feedForward(Nd4j.ones(DataType.FLOAT, Wrapped.SHAPE), true)
                .get(1);
    }

    /** As Spark sets it up: what has no constructor without parameters is made without one. */
    private static <T> T throughKryo(T value) {
        Kryo kryo = new Kryo();
        kryo.setInstantiatorStrategy(new Kryo.DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        Output out = new Output(256, -1);
        kryo.writeClassAndObject(out, value);
        @SuppressWarnings("unchecked") // what was written
        T copy = (T) kryo.readClassAndObject(new Input(out.toBytes()));
        return copy;
    }
}
