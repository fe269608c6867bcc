package io.github.dl4jdropout.contract;

import io.github.dl4jdropout.DropRate;
import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.RateGaussianDropout;
import io.github.dl4jdropout.RateGaussianDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The candidates: every configuration of the library, and the built-in. */
final class Candidates {

    private static final NoiseShape[] SHAPES = {
        NoiseShape.ELEMENT, NoiseShape.CHANNEL, NoiseShape.TIME, NoiseShape.EXAMPLE, NoiseShape.sharedAxes(0, -1)
    };

    /** How noise is shared is one piece of code; two shapes show that Gaussian noise uses it. */
    private static final NoiseShape[] GAUSSIAN_SHAPES = {NoiseShape.ELEMENT, NoiseShape.CHANNEL};

    private Candidates() {}

    static Stream<Candidate> ofTheLibrary() {
        Stream<Candidate> dropouts = Stream.concat(
                Arrays.stream(SHAPES).map(PluginDropout::new),
                Arrays.stream(GAUSSIAN_SHAPES).map(GaussianDropout::new));
        return Stream.concat(dropouts, layersOfTheLibrary());
    }

    static Stream<Candidate> layersOfTheLibrary() {
        return Stream.concat(
                Arrays.stream(Scaling.values())
                        .flatMap(scaling -> Arrays.stream(SHAPES).map(shape -> new PluginLayer(scaling, shape))),
                Arrays.stream(GAUSSIAN_SHAPES).map(GaussianLayer::new));
    }

    static ISchedule schedule(double first, double then, int iteration) {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, first, iteration, then));
    }

    /** What {@link PluginDropout} and {@link PluginLayer} know of their noise shape. */
    private abstract static class Shaped implements Candidate {

        final NoiseShape shape;

        Shaped(NoiseShape shape) {
            this.shape = shape;
        }

        @Override
        public boolean takesRank(int rank) {
            if (shape == NoiseShape.TIME) {
                return rank == 3;
            }
            if (shape == NoiseShape.CHANNEL) {
                return rank >= 2 && rank <= 5;
            }
            return shape == NoiseShape.ELEMENT || rank >= 2;
        }

        @Override
        public long draws(long... array) {
            int last = array.length - 1;
            if (shape == NoiseShape.ELEMENT) {
                return Arrays.stream(array).reduce(1, (a, b) -> a * b);
            }
            if (shape == NoiseShape.EXAMPLE) {
                return array[0];
            }
            if (shape == NoiseShape.CHANNEL || shape == NoiseShape.TIME) {
                return array[0] * array[1];
            }
            return Arrays.stream(array, 1, last).reduce(1, (a, b) -> a * b);
        }
    }

    /** {@link RateDropout}; in networks it stands in Deeplearning4j's own {@code DropoutLayer}. */
    static class PluginDropout extends Shaped {

        PluginDropout(NoiseShape shape) {
            super(shape);
        }

        IDropout dropout(DropRate rate) {
            return RateDropout.builder(rate).noiseShape(shape).build();
        }

        IDropout ofChannels(double rate, boolean channelsLast) {
            return RateDropout.builder(rate)
                    .noiseShape(NoiseShape.CHANNEL)
                    .channelsLast(channelsLast)
                    .build();
        }

        IDropout seeded(double rate) {
            return RateDropout.builder(rate).noiseShape(shape).seed(5).build();
        }

        @Override
        public final Subject subject(double rate) {
            return new IDropoutSubject(dropout(DropRate.of(rate)));
        }

        @Override
        public final Subject scheduled(double first, double then, int iteration) {
            return new IDropoutSubject(dropout(DropRate.scheduled(schedule(first, then, iteration))));
        }

        @Override
        public final Layer layer(double rate) {
            return new DropoutLayer(dropout(DropRate.of(rate)));
        }

        @Override
        public final Layer scheduledLayer(double first, double then, int iteration) {
            return new DropoutLayer(dropout(DropRate.scheduled(schedule(first, then, iteration))));
        }

        @Override
        public final Layer channelLayer(double rate, boolean channelsLast) {
            return new DropoutLayer(ofChannels(rate, channelsLast));
        }

        @Override
        public final Layer repeatableLayer(double rate) {
            return new DropoutLayer(seeded(rate));
        }

        @Override
        public double trainFactor(double rate) {
            return Scaling.UPSCALE_IN_TRAIN.trainFactor(rate);
        }

        @Override
        public double inferFactor(double rate) {
            return 1.0;
        }

        @Override
        public boolean takesRateOne() {
            return true;
        }

        @Override
        public String toString() {
            return "RateDropout " + shape;
        }
    }

    /** {@link RateGaussianDropout}; in networks it stands in Deeplearning4j's own {@code DropoutLayer}. */
    static final class GaussianDropout extends PluginDropout {

        GaussianDropout(NoiseShape shape) {
            super(shape);
        }

        @Override
        IDropout dropout(DropRate rate) {
            return RateGaussianDropout.builder(rate).noiseShape(shape).build();
        }

        @Override
        IDropout ofChannels(double rate, boolean channelsLast) {
            return RateGaussianDropout.builder(rate)
                    .noiseShape(NoiseShape.CHANNEL)
                    .channelsLast(channelsLast)
                    .build();
        }

        @Override
        IDropout seeded(double rate) {
            return RateGaussianDropout.builder(rate).noiseShape(shape).seed(5).build();
        }

        @Override
        public boolean selects() {
            return false;
        }

        @Override
        public double trainMean(double rate) {
            return 1.0;
        }

        @Override
        public double trainDeviation(double rate) {
            return Gaussian.deviation(rate);
        }

        @Override
        public boolean takesRateOne() {
            return false;
        }

        @Override
        public String toString() {
            return "RateGaussianDropout " + shape;
        }
    }

    /** {@link RateGaussianDropoutLayer}. */
    static final class GaussianLayer extends Shaped {

        GaussianLayer(NoiseShape shape) {
            super(shape);
        }

        @Override
        public Subject subject(double rate) {
            return new LayerSubject(layer(rate));
        }

        @Override
        public Subject scheduled(double first, double then, int iteration) {
            return new LayerSubject(scheduledLayer(first, then, iteration));
        }

        @Override
        public Layer layer(double rate) {
            return new RateGaussianDropoutLayer.Builder(rate).noiseShape(shape).build();
        }

        @Override
        public Layer scheduledLayer(double first, double then, int iteration) {
            return RateGaussianDropoutLayer.builder(DropRate.scheduled(schedule(first, then, iteration)))
                    .noiseShape(shape)
                    .build();
        }

        @Override
        public Layer channelLayer(double rate, boolean channelsLast) {
            return RateGaussianDropoutLayer.builder(rate)
                    .noiseShape(NoiseShape.CHANNEL)
                    .build();
        }

        @Override
        public Layer repeatableLayer(double rate) {
            return RateGaussianDropoutLayer.builder(rate)
                    .noiseShape(shape)
                    .seed(5)
                    .build();
        }

        @Override
        public boolean selects() {
            return false;
        }

        @Override
        public double trainFactor(double rate) {
            throw new UnsupportedOperationException("its factors are real numbers");
        }

        @Override
        public double trainMean(double rate) {
            return 1.0;
        }

        @Override
        public double trainDeviation(double rate) {
            return Gaussian.deviation(rate);
        }

        @Override
        public double inferFactor(double rate) {
            return 1.0;
        }

        @Override
        public boolean takesRateOne() {
            return false;
        }

        @Override
        public String toString() {
            return "RateGaussianDropoutLayer " + shape;
        }
    }

    /** The statistics of Gaussian dropout. */
    private static final class Gaussian {

        static double deviation(double rate) {
            return Math.sqrt(rate / (1 - rate));
        }
    }

    /** {@link RateDropoutLayer}. */
    static final class PluginLayer extends Shaped {

        private final Scaling scaling;

        PluginLayer(Scaling scaling, NoiseShape shape) {
            super(shape);
            this.scaling = scaling;
        }

        private RateDropoutLayer.Builder builder(DropRate rate) {
            return new RateDropoutLayer.Builder(rate).scaling(scaling).noiseShape(shape);
        }

        @Override
        public Subject subject(double rate) {
            return new LayerSubject(layer(rate));
        }

        @Override
        public Subject scheduled(double first, double then, int iteration) {
            return new LayerSubject(scheduledLayer(first, then, iteration));
        }

        @Override
        public Layer layer(double rate) {
            return builder(DropRate.of(rate)).build();
        }

        @Override
        public Layer scheduledLayer(double first, double then, int iteration) {
            DropRate rate = DropRate.scheduled(schedule(first, then, iteration));
            return SavedLayers.withScaling(
                    scaling,
                    new RateDropoutLayer.Builder(rate).noiseShape(shape).build());
        }

        @Override
        public Layer channelLayer(double rate, boolean channelsLast) {
            return builder(DropRate.of(rate)).noiseShape(NoiseShape.CHANNEL).build();
        }

        @Override
        public Layer repeatableLayer(double rate) {
            return builder(DropRate.of(rate)).seed(5).build();
        }

        @Override
        public double trainFactor(double rate) {
            return scaling.trainFactor(rate);
        }

        @Override
        public double inferFactor(double rate) {
            return scaling.inferFactor(rate);
        }

        @Override
        public boolean takesRateOne() {
            return scaling != Scaling.UPSCALE_IN_INFER;
        }

        @Override
        public String toString() {
            return "RateDropoutLayer " + scaling + " " + shape;
        }
    }

    /** Deeplearning4j's {@code Dropout}, given 1 - rate; in networks in its {@code DropoutLayer}. */
    static class BuiltIn implements Candidate {

        private static double retain(double rate) {
            return 1 - rate;
        }

        IDropout dropout(double rate) {
            return new Dropout(retain(rate));
        }

        IDropout dropout(double first, double then, int iteration) {
            return new Dropout(schedule(retain(first), retain(then), iteration));
        }

        @Override
        public final Subject subject(double rate) {
            return new IDropoutSubject(dropout(rate));
        }

        @Override
        public final Subject scheduled(double first, double then, int iteration) {
            return new IDropoutSubject(dropout(first, then, iteration));
        }

        @Override
        public final Layer layer(double rate) {
            return new DropoutLayer(dropout(rate));
        }

        @Override
        public final Layer scheduledLayer(double first, double then, int iteration) {
            return new DropoutLayer(dropout(first, then, iteration));
        }

        @Override
        public final Layer channelLayer(double rate, boolean channelsLast) {
            return new DropoutLayer(new SpatialDropout(retain(rate)));
        }

        @Override
        public final Layer repeatableLayer(double rate) {
            return layer(rate);
        }

        @Override
        public double trainFactor(double rate) {
            return 1 / retain(rate);
        }

        @Override
        public double inferFactor(double rate) {
            return 1.0;
        }

        @Override
        public boolean takesRateOne() {
            return true;
        }

        @Override
        public boolean takesRank(int rank) {
            return true;
        }

        @Override
        public long draws(long... shape) {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }

        @Override
        public String toString() {
            return "built-in Dropout";
        }
    }

    /** Deeplearning4j's {@code GaussianDropout}; in networks in its {@code DropoutLayer}. */
    static final class BuiltInGaussian extends BuiltIn {

        @Override
        IDropout dropout(double rate) {
            return new org.deeplearning4j.nn.conf.dropout.GaussianDropout(rate);
        }

        @Override
        IDropout dropout(double first, double then, int iteration) {
            return new org.deeplearning4j.nn.conf.dropout.GaussianDropout(schedule(first, then, iteration));
        }

        @Override
        public boolean selects() {
            return false;
        }

        @Override
        public double trainMean(double rate) {
            return 1.0;
        }

        @Override
        public double trainDeviation(double rate) {
            return Gaussian.deviation(rate);
        }

        @Override
        public boolean takesRateOne() {
            return false;
        }

        @Override
        public String toString() {
            return "built-in GaussianDropout";
        }
    }
}
