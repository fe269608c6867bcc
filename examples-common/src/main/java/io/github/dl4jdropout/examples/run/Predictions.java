package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.Pixels;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a network says in inference mode about a whole data set, computed piece by piece to bound the memory. */
final class Predictions {

    private static final int PIECE = 1000;

    private Predictions() {}

    static Scores score(MultiLayerNetwork network, DataSet data) {
        return Scores.of(probabilities(network, data), data.getLabels());
    }

    /** [N, K], of the type of the labels. */
    static INDArray probabilities(MultiLayerNetwork network, DataSet data) {
        INDArray labels = data.getLabels();
        INDArray probabilities = Nd4j.createUninitialized(labels.dataType(), labels.shape());
        for (int from = 0; from < labels.rows(); from += PIECE) {
            var rows = NDArrayIndex.interval(from, Math.min(from + PIECE, labels.rows()));
            INDArray piece = network.output(Pixels.floats(data.getFeatures().get(rows)), false);
            probabilities.get(rows).assign(piece);
        }
        return probabilities;
    }
}
