package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.BarrierJobSlotsNumberCheckFailed;
import org.deeplearning4j.core.loader.impl.SerializedDataSetLoader;
import org.deeplearning4j.spark.iterator.PathSparkDataSetIterator;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;

/** The connection to Spark: started, and tried out before anything is trained. Settings that the user made by {@code --conf} stay. */
record Cluster(String master, int workers, Options options) {

    private static final int ANSWER_MILLIS = 5000;

    JavaSparkContext start() {
        requireAnswer();
        SparkConf conf = new SparkConf().setMaster(master).setAppName("dl4j-dropout");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.locality.wait", "0"); // no executor is nearer to the images than another
        // A worker has a core. Idle threads must not spin on the core of another one.
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus", "1"));
        conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
        boolean inThisProcess = !master.contains(":") && !master.startsWith("local-cluster");
        // Spark asks once a second whether there are as many cores as workers; executors come one after the other.
        conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s");
        conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", inThisProcess ? "1" : "60");
        if (master.startsWith("local")) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
        }
        if (master.startsWith("local-cluster")) {
            prepareForExecutors(System.getenv("SPARK_HOME"));
            conf.setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        } else if (!inThisProcess) {
            conf.setIfMissing("spark.jars", jar().toString()); // spark-submit has set it
        }
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) { // Spark's are checked, and not declared
            String reason = e.getMessage().lines().findFirst().orElse("");
            options.require(false, "--master", "a master that Spark can start with", master + ": " + reason);
            throw e;
        }
    }

    /** Executors on this machine have this class path, and no installation of Spark; but its launcher looks for a folder of one. */
    private void prepareForExecutors(String home) {
        boolean jars = home != null && (new File(home, "jars").isDirectory() || new File(home, "jars").mkdirs());
        options.require(jars, "--master", "SPARK_HOME to name a folder with it", master);
    }

    /** Spark itself would try for a minute, and then say that a method was called on a stopped context. */
    private void requireAnswer() {
        if (!master.startsWith("spark://")) {
            return;
        }
        List<String> addresses = List.of(master.substring("spark://".length()).split(","));
        options.require(
                addresses.stream().anyMatch(Cluster::answers),
                "--master",
                "a Spark master that answers",
                master + ", where no connection is accepted");
    }

    private static boolean answers(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(address.substring(colon + 1));
            socket.connect(new InetSocketAddress(address.substring(0, Math.max(colon, 0)), port), ANSWER_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The jar with everything that executors need, which lies in {@code target} when it has been built. */
    private static File jar() {
        File classes = new File(Cluster.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return Stream.of(classes, new File(classes.getParent(), "examples-spark-all.jar"))
                .filter(File::isFile)
                .findFirst()
                .orElseThrow(() -> new UserException(
                        "Executors: expected a jar with everything that they need, found none. Build it:"
                                + " mvn -q -Pspark package -DskipTests -pl examples-spark -am"));
    }

    /** Lets all workers read a file at the same time, so that what one of them lacks is known before anything is trained. */
    void tryOut(JavaSparkContext spark, Shards shards) {
        try {
            spark.parallelize(shards.order(0, 0).subList(0, workers), workers)
                    .rdd()
                    .barrier()
                    .mapPartitions(
                            (Function1<Iterator<String>, Iterator<Integer>> & Serializable) Cluster::sizeOfFirst,
                            false,
                            ClassTag$.MODULE$.apply(Integer.class))
                    .count();
        } catch (Exception e) { // Spark's are checked, and not declared
            if (e instanceof BarrierJobSlotsNumberCheckFailed few) {
                String cores = few.maxConcurrentTasks() + ", the number of free cores of " + master;
                options.require(false, "--workers", "at most " + cores, workers);
            }
            throw SparkFailure.explained(e);
        }
    }

    private static Iterator<Integer> sizeOfFirst(Iterator<String> files) {
        var batches =
                new PathSparkDataSetIterator(JavaConverters.asJavaIterator(files), new SerializedDataSetLoader(), null);
        return JavaConverters.asScalaIterator(
                List.of(batches.next().numExamples()).iterator());
    }
}
