package io.github.dl4jdropout.scaleout;

import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.WorkerDetector;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.WeakHashMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;

/**
 * The workers of Deeplearning4j's {@code ParallelWrapper}: thread number k of a wrapper is worker k.
 *
 * <p>Each worker but the first trains a copy, which it makes itself while the first one may be training already, so that the iteration of
 * the copy may be one that the network had when {@code fit} began, or a later one. Here it is counted from the former, so that two runs
 * draw the same noise. This concerns noise and scheduled rates alone: the parameters of the copy, and the iteration that updaters and
 * schedules of learning rates see, remain those that Deeplearning4j copied.
 */
public final class ParallelWrapperWorkers implements WorkerDetector {

    private static final String HANDLER = "org.deeplearning4j.parallelism.ParallelWrapper$";
    private static final String THREAD = "ParallelWrapper training thread ";

    /** A worker, and what is to be added to the iteration of its copy. */
    private record Place(int worker, int shift) {}

    /** Of threads that live: a wrapper starts new ones in each {@code fit}. */
    private final Map<Thread, Place> places = new WeakHashMap<>();

    /** The iteration at which a {@code fit} began, by its thread pool, of which each has its own. */
    private final Map<Object, Integer> starts = new WeakHashMap<>();

    /** Made by {@link java.util.ServiceLoader}. */
    public ParallelWrapperWorkers() {
        // nothing to set
    }

    @Override
    public Step locate(Step counted) {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        // By name: without ParallelWrapper on the class path, nothing below may be reached.
        if (handler == null || !handler.getClass().getName().startsWith(HANDLER)) {
            return counted;
        }
        Place place = placeOf(thread, handler, counted);
        return place.worker == 0
                ? counted
                : counted.withWorker(place.worker).withIteration(counted.iteration() + place.shift);
    }

    /**
     * The first pass in a {@code fit} finds the iteration at which it began, whichever worker makes the pass: the network counts on only
     * after a pass of worker 0, which comes here, too.
     */
    private synchronized Place placeOf(Thread thread, Thread.UncaughtExceptionHandler handler, Step counted) {
        Place known = places.get(thread);
        if (known != null) {
            return known;
        }
        ParallelWrapper wrapper = wrapperOf(handler);
        int start = starts.computeIfAbsent(wrapper.getExecutorService(), fit -> iterationOf(wrapper.getModel()));
        Place place = new Place(numberOf(thread), start - counted.iteration());
        places.put(thread, place);
        return place;
    }

    /** The handler is an object of an inner class of the wrapper, and its only way to us. */
    private static ParallelWrapper wrapperOf(Thread.UncaughtExceptionHandler handler) {
        try {
            Field outer = handler.getClass().getDeclaredField("this$0");
            outer.setAccessible(true);
            return (ParallelWrapper) outer.get(handler);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unknown("to find the ParallelWrapper of its training thread", e.toString(), e);
        }
    }

    private static int numberOf(Thread thread) {
        String name = thread.getName();
        try {
            return Integer.parseInt(name.substring(THREAD.length()));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw unknown("a training thread named \"" + THREAD + "<number>\"", "one named \"" + name + "\"", e);
        }
    }

    private static int iterationOf(Model network) {
        return network instanceof MultiLayerNetwork
                ? ((MultiLayerNetwork) network).getLayerWiseConfigurations().getIterationCount()
                : ((ComputationGraph) network).getConfiguration().getIterationCount();
    }

    private static IllegalStateException unknown(String expected, String received, Exception cause) {
        return new IllegalStateException(
                "ParallelWrapper: expected " + expected + ", as in Deeplearning4j 1.0.0-M2.1, received " + received
                        + "; with another version, train in Workers.runAs(number, ...), and take dl4j-dropout-scaleout off the class path",
                cause);
    }
}
