package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.Augmentation;
import java.util.Optional;
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
     * How training images are varied from epoch to epoch.
     *
     * @param seed of the run
     * @return the variation; empty, which is the default, if they are trained on as they are
     */
    default Optional<Augmentation> augmentation(long seed) {
        return Optional.empty();
    }

    /**
     * The network and its training.
     *
     * @return a phrase for a person
     */
    String description();
}
