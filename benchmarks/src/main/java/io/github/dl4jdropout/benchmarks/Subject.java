package io.github.dl4jdropout.benchmarks;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;

/** What is measured: the plugin, Deeplearning4j's own for the same thing, or the least that any pass over an array can do. */
public enum Subject {
    /** {@link RateDropout}. */
    PLUGIN {
        @Override
        IDropout elements(double rate) {
            return RateDropout.of(rate);
        }

        @Override
        IDropout channels(double rate) {
            return RateDropout.builder(rate).noiseShape(NoiseShape.CHANNEL).build();
        }
    },
    /** {@link Dropout} and {@link SpatialDropout}. */
    BUILTIN {
        @Override
        IDropout elements(double rate) {
            return new Dropout(1 - rate);
        }

        @Override
        IDropout channels(double rate) {
            return new SpatialDropout(1 - rate);
        }
    },
    /** {@link Copy}: drops nothing, but has to touch every element all the same. */
    COPY {
        @Override
        IDropout elements(double rate) {
            return new Copy();
        }

        @Override
        IDropout channels(double rate) {
            return new Copy();
        }
    };

    abstract IDropout elements(double rate);

    abstract IDropout channels(double rate);
}
