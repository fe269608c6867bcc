package io.github.dl4jdropout.benchmarks;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;

/** What is measured, by element and by channel: the plugin, Deeplearning4j's own, or the least that any pass over an array can do. */
public enum Subject {
    PLUGIN(
            RateDropout::of,
            rate -> RateDropout.builder(rate).noiseShape(NoiseShape.CHANNEL).build()),
    BUILTIN(rate -> new Dropout(1 - rate), rate -> new SpatialDropout(1 - rate)),
    /** Drops nothing, but has to touch every element all the same. */
    COPY(rate -> new Copy(), rate -> new Copy());

    final DoubleFunction<IDropout> elements;
    final DoubleFunction<IDropout> channels;

    Subject(DoubleFunction<IDropout> elements, DoubleFunction<IDropout> channels) {
        this.elements = elements;
        this.channels = channels;
    }
}
