package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.examples.run.DropoutMethod;
import io.github.dl4jdropout.examples.run.DropoutMethod.Place;
import io.github.dl4jdropout.examples.run.LearningRate;
import io.github.dl4jdropout.examples.run.Networks;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A perceptron with hidden layers of rectified linear units (He initialisation), dropout on the pixels and on each hidden layer,
 * softmax and negative log-likelihood. Max-norm is that of N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov,
 * "Dropout: A simple way to prevent neural networks from overfitting", JMLR 15 (2014): after each update, the weights into a hidden
 * unit are scaled down to the norm where they exceed it.
 *
 * @param pixels inputs
 * @param hidden units of each hidden layer
 * @param classes outputs
 * @param inputRate P(drop) of a pixel
 * @param rate P(drop) of a hidden unit
 * @param maxNorm largest Euclidean norm of the weights into a hidden unit; empty for no limit
 * @param momentum of stochastic gradient descent with Nesterov's momentum; empty for Adam
 * @param learningRate in the first epoch, from where it falls to 0
 * @param epochs how many there will be
 */
record MlpNetworks(
        int pixels,
        List<Integer> hidden,
        int classes,
        double inputRate,
        double rate,
        OptionalDouble maxNorm,
        OptionalDouble momentum,
        double learningRate,
        int epochs)
        implements Networks {

    /**
     * The axis of a dense layer's weights [in, out] along which a norm is that of the weights into one unit. The documentation of
     * {@link MaxNormConstraint} recommends the other one, which is that of the weights out of a unit.
     */
    private static final int IN = 0;

    @Override
    public MultiLayerConfiguration configuration(String method, long seed) {
        DropoutMethod dropout = DropoutMethod.of(method);
        ListBuilder network = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(updater())
                .list();
        int in = pixels;
        for (int i = 0; i < hidden.size(); i++) {
            int out = hidden.get(i);
            var layer = new DenseLayer.Builder().nIn(in).nOut(out);
            maxNorm.ifPresent(norm -> layer.constrainWeights(new MaxNormConstraint(norm, IN)));
            dropout.add(network, layer, new Place(false, i == 0 ? inputRate : rate, seed, i));
            in = out;
        }
        var output = new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nIn(in)
                .nOut(classes)
                .activation(Activation.SOFTMAX);
        dropout.add(network, output, new Place(false, rate, seed, hidden.size()));
        return network.build();
    }

    private IUpdater updater() {
        ISchedule schedule = LearningRate.fallingTo0(learningRate, epochs);
        return momentum.isPresent() ? new Nesterovs(schedule, momentum.getAsDouble()) : new Adam(schedule);
    }

    @Override
    public String reference() {
        return DropoutMethod.NONE.id();
    }

    @Override
    public String description() {
        String units = hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
        return "Perceptron " + pixels + "-" + units + "-" + classes + ", rectified linear units, He initialisation,"
                + " drop rate " + inputRate + " on the input and " + rate
                + " on hidden units, "
                + (maxNorm.isPresent()
                        ? "weights into a hidden unit of norm " + maxNorm.getAsDouble() + " at most, "
                        : "")
                + (momentum.isPresent()
                        ? "gradient descent with Nesterov's momentum of " + momentum.getAsDouble()
                        : "Adam")
                + " with a learning rate of " + learningRate + " that falls to 0";
    }
}
