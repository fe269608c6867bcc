package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.Fingerprint;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.RunInfo.DataInfo;

/** What a run trains and tests on. */
final class RunData {

    /** Of the draw of training images, which is the same for all runs. */
    private static final long SUBSET_SEED = 0;

    private RunData() {}

    /**
     * As many training images as the run uses, and all test images.
     *
     * @param all what there is
     * @param trainSize how many training images; at most as many as there are
     * @return the data of the run
     */
    static ImageData of(ImageData all, int trainSize) {
        return all.trainSubset(trainSize, SUBSET_SEED);
    }

    /**
     * Describes the data for the record.
     *
     * @param data of the run
     * @return its description
     */
    static DataInfo describe(ImageData data) {
        return new DataInfo(
                data.name(),
                data.synthetic(),
                data.origin(),
                data.train().numExamples(),
                data.test().numExamples(),
                Fingerprint.of(data.train()),
                Fingerprint.of(data.test()));
    }
}
