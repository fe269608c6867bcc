package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.Pixels;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.Outcome.Filters;
import io.github.dl4jdropout.examples.record.Outcome.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Looks at a trained network for the report. */
final class Inspection {

    /** Wrong answers that are kept with their pictures. */
    static final int MISTAKES = 24;

    private Inspection() {}

    static Outcome of(MultiLayerNetwork network, String method, long seed, ImageData data) {
        return of(Predictions.probabilities(network, data.test()), method, seed, data, filters(network));
    }

    static Outcome of(INDArray probabilities, String method, long seed, ImageData data, Optional<Filters> filters) {
        double[][] predicted = probabilities.toDoubleMatrix();
        int[] truth = data.test().getLabels().argMax(1).toIntVector();
        Reliability reliability = new Reliability();
        int classes = data.classes().size();
        int[][] confusion = new int[classes][classes];
        List<Integer> wrong = new ArrayList<>();
        int[] said = new int[truth.length];
        for (int i = 0; i < truth.length; i++) {
            said[i] = Scores.mostProbable(predicted[i]);
            reliability.add(predicted[i][said[i]], said[i] == truth[i]);
            confusion[truth[i]][said[i]]++;
            if (said[i] != truth[i]) {
                wrong.add(i);
            }
        }
        Optional<ImageShape> shape = shape(data);
        List<Mistake> mistakes = shape.isEmpty()
                ? List.of()
                : wrong.stream()
                        .sorted(Comparator.comparingDouble(i -> -predicted[i][said[i]])) // stable: then by index
                        .limit(MISTAKES)
                        .map(i -> new Mistake(
                                i,
                                truth[i],
                                said[i],
                                predicted[i][said[i]],
                                predicted[i][truth[i]],
                                pixels(data.test(), i)))
                        .toList();
        return new Outcome(
                method,
                seed,
                data.classes(),
                reliability.bins(),
                confusion,
                shape.orElse(null),
                mistakes,
                filters.orElse(null));
    }

    /** Images that have a colour in each pixel. */
    private static Optional<ImageShape> shape(ImageData data) {
        return Optional.of(data.shape()).filter(shape -> shape.channels() == 1 || shape.channels() == 3);
    }

    private static byte[] pixels(DataSet data, int index) {
        INDArray image = Pixels.floats(Pixels.rows(data.getFeatures(), new int[] {index}));
        float[] values = image.dup('c').data().asFloat();
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, values[i])));
        }
        return pixels;
    }

    /** Of the first layer with weights, if it is a convolution in two dimensions. */
    static Optional<Filters> filters(MultiLayerNetwork network) {
        Layer first = Stream.of(network.getLayers())
                .filter(layer -> layer.numParams() > 0)
                .findFirst()
                .orElseThrow();
        // Not a subclass: theirs have weights of other shapes.
        if (first.conf().getLayer().getClass() != ConvolutionLayer.class) {
            return Optional.empty();
        }
        INDArray weights = first.getParam(ConvolutionParamInitializer.WEIGHT_KEY); // [out, in, height, width]
        ImageShape shape = new ImageShape((int) weights.size(1), (int) weights.size(2), (int) weights.size(3));
        return Optional.of(new Filters(
                (int) weights.size(0), shape, weights.dup('c').data().asFloat()));
    }
}
