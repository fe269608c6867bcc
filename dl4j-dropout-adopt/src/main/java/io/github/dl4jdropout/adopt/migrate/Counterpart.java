package io.github.dl4jdropout.adopt.migrate;

import io.github.dl4jdropout.DropRate;
import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.RateGaussianDropout;
import io.github.dl4jdropout.RateGaussianDropoutLayer;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;

/** What one of Deeplearning4j's dropouts is in this library. */
record Counterpart(DropRate rate, boolean gaussian, NoiseShape shape) {

    /** A dropout without a counterpart; the message says why, and what to do. */
    static final class None extends Exception {

        private static final long serialVersionUID = 1L;

        None(String why) {
            super(why);
        }
    }

    /**
     * Translates a dropout.
     *
     * @param meantAsRate whether a retain probability was meant as a rate
     */
    static Counterpart of(IDropout dropout, boolean meantAsRate) throws None {
        try {
            if (dropout.getClass() == Dropout.class) {
                Dropout plain = (Dropout) dropout;
                return retaining(plain.getP(), plain.getPSchedule(), meantAsRate, NoiseShape.ELEMENT);
            }
            if (dropout.getClass() == SpatialDropout.class) {
                SpatialDropout spatial = (SpatialDropout) dropout;
                return retaining(spatial.getP(), spatial.getPSchedule(), meantAsRate, NoiseShape.CHANNEL);
            }
            if (dropout.getClass() == GaussianDropout.class) {
                GaussianDropout gaussian = (GaussianDropout) dropout;
                DropRate rate = gaussian.getRateSchedule() == null
                        ? DropRate.of(gaussian.getRate())
                        : DropRate.scheduled(gaussian.getRateSchedule());
                RateGaussianDropout.builder(rate).build(); // refuses rate 1
                return new Counterpart(rate, true, NoiseShape.ELEMENT);
            }
        } catch (IllegalArgumentException e) {
            throw new None(e.getMessage());
        }
        throw new None("this library has no " + dropout.getClass().getSimpleName());
    }

    private static Counterpart retaining(double p, ISchedule schedule, boolean meantAsRate, NoiseShape shape)
            throws None {
        DropRate rate;
        if (schedule == null) {
            rate = meantAsRate ? DropRate.of(p) : complement(p);
        } else {
            rate = DropRate.scheduled(meantAsRate ? schedule : complement(schedule));
        }
        return new Counterpart(rate, false, shape);
    }

    /** 0.2 for 0.8, which 1 - 0.8 is not, where both retain the same. */
    private static DropRate complement(double retain) {
        DropRate exact = DropRate.ofRetain(retain);
        double decimal = BigDecimal.ONE.subtract(BigDecimal.valueOf(retain)).doubleValue();
        return 1.0 - decimal == retain ? DropRate.of(decimal) : exact;
    }

    /** A schedule of rates from one of retain probabilities, of a class of Deeplearning4j, so that a saved model needs no other. */
    private static ISchedule complement(ISchedule schedule) throws None {
        if (schedule.getClass() == FixedSchedule.class) {
            return new FixedSchedule(1.0 - schedule.valueAt(0, 0));
        }
        if (schedule.getClass() == MapSchedule.class) {
            MapSchedule map = (MapSchedule) schedule;
            Map<Integer, Double> rates = new TreeMap<>();
            map.getValues().forEach((step, retain) -> rates.put(step, 1.0 - retain));
            return new MapSchedule(map.getScheduleType(), rates);
        }
        throw new None("a " + schedule.getClass().getSimpleName()
                + " of retain probabilities is no schedule of rates that Deeplearning4j"
                + " has; write the rates as a MapSchedule: RateDropout.builder(DropRate.scheduled(rates)).build()");
    }

    KeyedDropout asDropout() {
        return gaussian
                ? RateGaussianDropout.builder(rate).noiseShape(shape).build()
                : RateDropout.builder(rate).noiseShape(shape).build();
    }

    KeyedDropoutLayer asLayer(boolean channelsLast) {
        KeyedDropoutLayer.Builder<?> builder =
                gaussian ? new RateGaussianDropoutLayer.Builder(rate) : new RateDropoutLayer.Builder(rate);
        builder.noiseShape(shape);
        if (channelsLast) {
            builder.channelsLast(true);
        }
        return builder.build();
    }

    /** The number that Deeplearning4j's dropout was given, as its user wrote it. */
    static String written(IDropout dropout) {
        if (dropout instanceof Dropout) {
            return number("Dropout", ((Dropout) dropout).getP(), ((Dropout) dropout).getPSchedule());
        }
        if (dropout instanceof SpatialDropout) {
            return number(
                    "SpatialDropout", ((SpatialDropout) dropout).getP(), ((SpatialDropout) dropout).getPSchedule());
        }
        if (dropout instanceof GaussianDropout) {
            GaussianDropout gaussian = (GaussianDropout) dropout;
            return number("GaussianDropout", gaussian.getRate(), gaussian.getRateSchedule());
        }
        return dropout.getClass().getSimpleName();
    }

    private static String number(String type, double number, ISchedule schedule) {
        return type + "(" + (schedule == null ? number : schedule) + ")";
    }

    /** Whether Deeplearning4j's dropout keeps everything, which it is given to say that there is none. */
    static boolean keepsAll(IDropout dropout) {
        return dropout.getClass() == Dropout.class
                && ((Dropout) dropout).getPSchedule() == null
                && ((Dropout) dropout).getP() == 1.0;
    }
}
