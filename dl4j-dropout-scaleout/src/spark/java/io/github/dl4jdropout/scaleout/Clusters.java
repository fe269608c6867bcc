package io.github.dl4jdropout.scaleout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark on this machine, in this process or with executors in processes of their own. */
final class Clusters {

    private static final Path HOME = Path.of(System.getenv("SPARK_HOME"));

    private Clusters() {}

    static JavaSparkContext start(String master) {
        try {
            Files.createDirectories(HOME.resolve("jars"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String options = System.getProperty("executor.options");
        return new JavaSparkContext(new SparkConf()
                .setMaster(master)
                .setAppName("masks of workers")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "768m")
                .set("spark.locality.wait", "0")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.extraJavaOptions", options));
    }

    /** Ends the process of an executor, as kill -9 does. */
    static void killAnExecutor() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> commandLine(process).contains("CoarseGrainedExecutorBackend"))
                .findFirst()
                .orElseThrow()
                .destroyForcibly();
    }

    /** {@link ProcessHandle.Info} has none that is as long as a class path. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /** What the executors of an application have logged. */
    static List<String> log(String application) throws IOException {
        try (Stream<Path> files = Files.walk(HOME.resolve("work").resolve(application))) {
            return files.filter(file -> file.endsWith("stderr"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
