package io.github.dl4jdropout.examples.run;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Counts wrong answers on the training batches, in training mode, at next to no cost: the output layer still has the input of its
 * forward pass, dropout applied, and parameters that are not updated yet.
 */
final class BatchErrors extends BaseTrainingListener {

    private long wrong;
    private long seen;

    @Override
    public void onBackwardPass(Model model) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        Layer output = network.getOutputLayer();
        INDArray logits = output.input()
                .mmul(output.getParam(DefaultParamInitializer.WEIGHT_KEY))
                .addiRowVector(output.getParam(DefaultParamInitializer.BIAS_KEY));
        int[] answers = logits.argMax(1).toIntVector();
        int[] truth = network.getLabels().argMax(1).toIntVector();
        for (int i = 0; i < truth.length; i++) {
            wrong += answers[i] == truth[i] ? 0 : 1;
        }
        seen += truth.length;
    }

    /** Of the batches since the last {@link #reset()}. */
    double percent() {
        return 100.0 * wrong / seen;
    }

    void reset() {
        wrong = 0;
        seen = 0;
    }
}
