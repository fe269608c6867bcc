package io.github.dl4jdropout.contract;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A kind of dropout that the contract is held against: one of the library, or Deeplearning4j's own. */
interface Candidate {

    /** A dropout at work: forward and backward on single arrays, without a network. */
    interface Subject {

        /** A training-mode forward pass; the input is not to be touched. */
        INDArray train(INDArray x);

        /** What the network sees at inference. */
        INDArray infer(INDArray x);

        INDArray backward(INDArray gradient);

        void clear();

        void at(int iteration, int epoch);
    }

    /** A dropout that keeps state in nothing that another one sees. */
    Subject subject(double rate);

    /** The rate is {@code first} until {@code iteration}, and {@code then} from there on. */
    Subject scheduled(double first, double then, int iteration);

    /** The layer that puts this dropout into a network. */
    Layer layer(double rate);

    /** The layer with the scheduled rate. */
    Layer scheduledLayer(double first, double then, int iteration);

    /** The layer that drops whole channels, told where they are as far as it can be told. */
    Layer channelLayer(double rate, boolean channelsLast);

    /** The layer as a user sets it up who wants repeatable masks. */
    Layer repeatableLayer(double rate);

    /** Whether an element is either 0 or multiplied with {@link #trainFactor}; else factors are real numbers. */
    default boolean selects() {
        return true;
    }

    double trainFactor(double rate);

    /** Of the factors in training. */
    default double trainMean(double rate) {
        return (1 - rate) * trainFactor(rate);
    }

    /** Of the factors in training. */
    default double trainDeviation(double rate) {
        return Math.sqrt(rate * (1 - rate)) * trainFactor(rate);
    }

    double inferFactor(double rate);

    /** Whether rate 1 has a meaning. */
    boolean takesRateOne();

    /** Whether arrays of that rank have a meaning. */
    boolean takesRank(int rank);

    /** How many independent draws an array of that shape gets. */
    long draws(long... shape);
}
