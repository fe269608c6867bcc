package io.github.dl4jdropout.examples.run;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** The networks that a run compares. They may differ in their dropout, never in their parameters. */
public interface Networks {

    /**
     * One network.
     *
     * @param method the dropout method
     * @param seed of the initial weights and of the masks
     * @return a new configuration
     */
    MultiLayerConfiguration configuration(String method, long seed);

    /**
     * The method whose network gives the initial weights of all.
     *
     * @return a method
     */
    String reference();

    /**
     * The network and its training.
     *
     * @return a phrase for a person
     */
    String description();
}
