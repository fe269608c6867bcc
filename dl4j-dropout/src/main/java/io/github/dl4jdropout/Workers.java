package io.github.dl4jdropout;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers that train copies of one network at the same time: each draws noise of its own, a function of the seed and of its number.
 *
 * <p>Which worker a thread is, the {@link WorkerDetector}s on the class path say. Module {@code dl4j-dropout-scaleout} has those for
 * Deeplearning4j's {@code ParallelWrapper} and for Apache Spark. Who trains with another engine calls {@link #runAs}. A thread of which
 * nothing is known is worker 0, which draws the noise of a network that is trained alone.
 *
 * <p>The worker is no part of a model or its configuration. A network that four workers trained goes on with one, or with eight: worker
 * number k draws, at each iteration, what worker k would always have drawn there.
 */
public final class Workers {

    /** Threads in {@link #runAs}. It is no {@code ThreadLocal}, of which pooled threads would keep an entry. */
    private static final Map<Thread, Integer> NAMED = new ConcurrentHashMap<>();

    private static final List<WorkerDetector> DETECTORS =
            ServiceLoader.load(WorkerDetector.class, WorkerDetector.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Workers() {}

    /**
     * Makes the calling thread a worker for the time of some work, whatever the detectors say. Within the work it may be called again,
     * and applies until the inner work is done. Threads that the work starts are not concerned.
     *
     * <pre>{@code Workers.runAs(3, () -> copy.fit(batch));}</pre>
     *
     * @param worker the number of the worker, from 0 on; workers of the same number draw the same noise
     * @param work done in the calling thread
     * @throws IllegalArgumentException if {@code worker} is negative
     */
    public static void runAs(int worker, Runnable work) {
        if (worker < 0) {
            throw new IllegalArgumentException("Workers.runAs: expected a worker from 0 on, received " + worker);
        }
        Objects.requireNonNull(work, "work: expected a Runnable, received null");
        Thread thread = Thread.currentThread();
        Integer outer = NAMED.put(thread, worker);
        try {
            work.run();
        } finally {
            if (outer == null) {
                NAMED.remove(thread);
            } else {
                NAMED.put(thread, outer);
            }
        }
    }

    /** The step as the worker counts it that the calling thread is, from the step as its copy of the network counts it. */
    static Step locate(Step counted) {
        Integer named = NAMED.isEmpty() ? null : NAMED.get(Thread.currentThread());
        if (named != null) {
            return counted.withWorker(named);
        }
        Step at = counted;
        for (WorkerDetector detector : DETECTORS) {
            at = detector.locate(at);
        }
        return at;
    }
}
