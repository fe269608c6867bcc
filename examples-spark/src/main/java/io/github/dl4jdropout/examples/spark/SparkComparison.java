package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.examples.cifar.CifarComparison;
import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.examples.comparison.run.Main;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageSet;
import io.github.dl4jdropout.examples.mnist.MnistComparison;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The networks of the other comparisons on Spark, their data, and what Spark needs to know. */
@Command(
        name = "spark",
        mixinStandardHelpOptions = true,
        description =
                "Trains a network by several workers on Apache Spark, which average their parameters, with each dropout"
                        + " method, from the same initial weights and on the same batches, and compares test error, likelihood,"
                        + " calibration and time.%n")
public final class SparkComparison implements Comparison {

    private static final List<String> NETWORKS = List.of("mlp", "keras-cnn");

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "mlp",
            description = "The network and its data: mlp (MNIST) or keras-cnn (CIFAR-10).")
    private String network;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Spark's master, such as local[4] or spark://host:7077 (default: that of spark-submit, or local[2]).")
    private String master;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Copies of the network that are trained at a time, each on a core of its own.")
    private int workers;

    @Option(
            names = "--averaging",
            paramLabel = "N",
            defaultValue = "5",
            description = "Batches of each worker, until the parameters of all are averaged.")
    private int averaging;

    @Option(
            names = "--shards",
            paramLabel = "DIR",
            description = "Folder that driver and executors see, for the training images, a file per batch, such as"
                    + " hdfs://host/dir (default: one for temporary files, which serves a single machine).")
    private String shards;

    /** Runs the comparison; {@code --help} explains the arguments. */
    public static void main(String[] args) {
        Main.main(new SparkComparison(), args);
    }

    /** The comparison that has the network and its data, with its own options as they are by default. */
    private Comparison base() {
        return "keras-cnn".equals(network)
                ? CommandLine.populateCommand(new CifarComparison(), "--model=keras")
                : CommandLine.populateCommand(new MnistComparison());
    }

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public List<DropoutMethod> methods() {
        return List.of(DropoutMethod.NONE, DropoutMethod.BUILTIN, DropoutMethod.INVERTED, DropoutMethod.SHARED_MASK);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                new Preset(
                        "default",
                        "the MLP on 2,000 images of MNIST, about 2 minutes on two cores",
                        "--train-size=2000 --epochs=8 --batch=50 --learning-rate=0.002 --seeds=1"),
                new Preset(
                        "mnist",
                        "the MLP on 5,000 images of MNIST, three seeds",
                        "--train-size=5000 --epochs=10 --batch=50 --learning-rate=0.001 --seeds=1,2,3"),
                new Preset(
                        "cifar",
                        "the CNN on 2,000 images of CIFAR-10",
                        "--network=keras-cnn --train-size=2000 --epochs=8 --batch=50 --learning-rate=0.001 --seeds=1"));
    }

    @Override
    public List<String> datasets() {
        return Stream.of(new MnistComparison(), new CifarComparison())
                .flatMap(known -> known.datasets().stream())
                .distinct()
                .toList();
    }

    @Override
    public void check(Options options) {
        options.require(NETWORKS.contains(network), "--network", "one of " + String.join(", ", NETWORKS), network);
        List<String> known = base().datasets();
        String one = "one of " + String.join(", ", known) + " with --network " + network;
        options.require(known.contains(options.dataset), "--dataset", one, options.dataset);
        options.require(workers >= 1, "--workers", Options.AT_LEAST_1, workers);
        options.require(averaging >= 1, "--averaging", Options.AT_LEAST_1, averaging);
        master = master != null ? master : System.getProperty("spark.master", "local[2]");
    }

    @Override
    public ImageData load(Options options, Consumer<String> messages) throws IOException {
        return base().load(options, messages);
    }

    @Override
    public MultiLayerConfiguration network(DropoutMethod method, long seed, Options options, ImageSet images) {
        MultiLayerConfiguration configuration = base().network(method, seed, options, images);
        if (method == DropoutMethod.SHARED_MASK) {
            SharedMask.everywhere(configuration);
        }
        return configuration;
    }

    @Override
    public Training training(Options options, ImageSet images) throws IOException {
        long round = (long) workers * averaging * options.batch;
        options.require(
                images.count() % round == 0,
                "--train-size",
                "a multiple of " + round + " (" + workers + " workers, " + averaging + " batches of " + options.batch
                        + " in a round), so that no worker is without examples in any round",
                images.count());
        String folder = shards != null ? shards : System.getProperty("java.io.tmpdir") + "/dl4j-dropout-shards";
        Cluster cluster = new Cluster(master, workers, options);
        JavaSparkContext spark = cluster.start();
        try {
            Shards files = Shards.of(images, options.batch, folder, spark.hadoopConfiguration());
            cluster.tryOut(spark, files);
            return new SparkTraining(spark, files, workers, averaging, options.batch);
        } catch (Exception e) {
            spark.close();
            throw e;
        }
    }

    @Override
    public String description(Options options, ImageSet images) {
        return base().description(options, images) + "; on Spark, " + workers
                + " workers, whose parameters are averaged after " + averaging + " batches of each";
    }

    @Override
    public String command(List<String> args) {
        return Comparison.super.command(args).replace("mvn -q ", "mvn -q -Pspark ");
    }
}
