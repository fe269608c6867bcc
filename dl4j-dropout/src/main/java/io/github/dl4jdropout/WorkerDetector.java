package io.github.dl4jdropout;

/**
 * Says which of several workers the calling thread is. A class that does has a public constructor without parameters, and is named in
 * {@code META-INF/services/io.github.dl4jdropout.WorkerDetector} of its jar, where {@link java.util.ServiceLoader} finds it; the jar is to
 * be loaded by the class loader that loads this library, or by one above it. {@link Workers#runAs} needs none.
 */
public interface WorkerDetector {

    /**
     * Returns the step with the number of the worker that the calling thread is, and with the counters that all workers agree on, where
     * those of a copy of the network may differ. It is called in each pass of a dropout, forward and backward, by many threads at a time:
     * it is to take less than a microsecond.
     *
     * @param counted the step, with the counters of the worker's own copy of the network
     * @return {@code counted} itself if the calling thread is no worker that this detector knows
     */
    Step locate(Step counted);
}
