package io.github.dl4jdropout.examples.record;

import java.util.List;

/**
 * What a run was asked to do, after presets and options were put together and checked.
 *
 * @param preset name of the preset that filled in what no option said
 * @param methods the dropout methods, in the order of tables and legends
 * @param seeds a run of each method for each of them
 * @param epochs passes over the training images
 * @param batch images a parameter update
 * @param learningRate at the first update
 * @param rate P(drop) of hidden units
 * @param trainSize how many training images are used
 * @param dataset which data will do
 * @param dataDir where the user said that the data lies, as typed, or null
 */
public record RunSettings(
        String preset,
        List<String> methods,
        List<Long> seeds,
        int epochs,
        int batch,
        double learningRate,
        double rate,
        int trainSize,
        String dataset,
        String dataDir) {

    /**
     * The same settings with another number of training images.
     *
     * @param images how many
     * @return a copy
     */
    public RunSettings withTrainSize(int images) {
        return new RunSettings(preset, methods, seeds, epochs, batch, learningRate, rate, images, dataset, dataDir);
    }
}
