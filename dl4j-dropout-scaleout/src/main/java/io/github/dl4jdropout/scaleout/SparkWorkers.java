package io.github.dl4jdropout.scaleout;

import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.WorkerDetector;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The workers of Apache Spark: a task is the worker with the number of its partition. A task that is tried again, or twice at a time, has
 * the same partition, and draws the same noise; so does one that another executor takes over.
 *
 * <p>Spark is called by name, so that this class is of use on the versions of Spark and Scala that a cluster has.
 */
public final class SparkWorkers implements WorkerDetector {

    /** {@code int TaskContext.getPartitionId()}, which is 0 outside tasks; null where there is no Spark. */
    private static final MethodHandle PARTITION = partition();

    /** Made by {@link java.util.ServiceLoader}. */
    public SparkWorkers() {
        // nothing to set
    }

    private static MethodHandle partition() {
        try {
            Class<?> context =
                    Class.forName("org.apache.spark.TaskContext", false, SparkWorkers.class.getClassLoader());
            return MethodHandles.publicLookup().findStatic(context, "getPartitionId", MethodType.methodType(int.class));
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Apache Spark: expected org.apache.spark.TaskContext to have a method int getPartitionId(), as in Spark 3, received "
                            + e + "; without this jar on the class path, the masks of all workers are equal",
                    e);
        }
    }

    @Override
    public Step locate(Step counted) {
        if (PARTITION == null) {
            return counted;
        }
        int partition = partitionHere();
        return partition == 0 ? counted : counted.withWorker(partition);
    }

    private static int partitionHere() {
        try {
            return (int) PARTITION.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("getPartitionId() throws no checked exception", e);
        }
    }
}
