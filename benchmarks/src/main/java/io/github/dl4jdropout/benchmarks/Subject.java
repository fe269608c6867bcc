package io.github.dl4jdropout.benchmarks;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is measured, by element and by channel: the plugin, Deeplearning4j's own, or the least that any pass over an array can do. */
public enum Subject {
    PLUGIN(
            RateDropout::of,
            rate -> RateDropout.builder(rate).noiseShape(NoiseShape.CHANNEL).build()),
    BUILTIN(rate -> new Dropout(1 - rate), rate -> new SpatialDropout(1 - rate)),
    COPY(rate -> new Copy(), rate -> new Copy());

    final DoubleFunction<IDropout> elements;
    final DoubleFunction<IDropout> channels;

    Subject(DoubleFunction<IDropout> elements, DoubleFunction<IDropout> channels) {
        this.elements = elements;
        this.channels = channels;
    }

    /** ND4J's {@code assign} in the place of a dropout: drops nothing, but touches every element, the least that a pass can cost. */
    private static final class Copy implements IDropout {

        private static final long serialVersionUID = 1L;

        /** Where a gradient goes; a copy of an array onto itself would be no copy. */
        private transient INDArray spare;

        @Override
        public INDArray applyDropout(
                INDArray inputActivations,
                INDArray resultArray,
                int iteration,
                int epoch,
                LayerWorkspaceMgr workspaceMgr) {
            spare = resultArray;
            return resultArray.assign(inputActivations);
        }

        @Override
        public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
            return spare.assign(gradAtOutput);
        }

        @Override
        public void clear() {}

        @Override
        public IDropout clone() {
            return new Copy();
        }
    }
}
