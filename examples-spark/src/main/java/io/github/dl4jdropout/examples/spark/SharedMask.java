package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.Workers;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout whose masks are those of worker 0, whichever worker trains: what a seed does to several workers that nothing is known of. It is
 * there to be compared with, and not to be copied.
 */
record SharedMask(@JsonProperty("dropout") RateDropout dropout) implements IDropout {

    /** Exchanges the dropouts of a configuration, which are those of this library. */
    static void everywhere(MultiLayerConfiguration configuration) {
        configuration.getConfs().stream()
                .map(NeuralNetConfiguration::getLayer)
                .filter(layer -> layer.getIDropout() != null)
                .forEach(layer -> layer.setIDropout(new SharedMask((RateDropout) layer.getIDropout())));
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaceMgr) {
        return asWorker0(() -> dropout.applyDropout(input, result, iteration, epoch, workspaceMgr));
    }

    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        return asWorker0(() -> dropout.backprop(gradAtOutput, gradAtInput, iteration, epoch));
    }

    private static INDArray asWorker0(Supplier<INDArray> pass) {
        AtomicReference<INDArray> out = new AtomicReference<>();
        Workers.runAs(0, () -> out.set(pass.get()));
        return out.get();
    }

    @Override
    public void clear() {
        dropout.clear();
    }

    @Override
    public SharedMask clone() {
        return new SharedMask(dropout.clone());
    }
}
