// OMP_NUM_THREADS=1 mvn -q compile exec:exec -pl examples-mnist -am -Dexample=ManyWorkers -Dargs=docs/results/workers
package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.SeededDropout;
import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.Workers;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.DropoutMethod.Place;
import io.github.dl4jdropout.examples.comparison.record.SystemInfo;
import io.github.dl4jdropout.examples.data.IdxDataSet;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Simulated workers: the mean of the gradients of K workers, computed one after the other; its variance, and the test error. */
final class ManyWorkers {

    /** Which masks the workers draw. */
    enum Masks {
        EQUAL("equal masks", DropoutMethod.INVERTED, new Color(0xCC79A7)),
        INDEPENDENT("independent masks", DropoutMethod.INVERTED, DropoutMethod.INVERTED.colour),
        /** As on ParallelWrapper: all workers but worker 0 draw the same masks, and the same ones in each call of fit. */
        BUILTIN("built-in", DropoutMethod.BUILTIN, DropoutMethod.BUILTIN.colour);

        final String title;
        final DropoutMethod method;
        final Color colour;

        Masks(String title, DropoutMethod method, Color colour) {
            this.title = title;
            this.method = method;
            this.colour = colour;
        }

        /** The first worker that draws the masks of this one. */
        private int like(int worker) {
            return this == INDEPENDENT ? worker : this == EQUAL ? 0 : Math.min(worker, 1);
        }
    }

    /** What was measured with one seed: variances with one batch for all workers and with a batch for each, test error in per cent. */
    record Row(long seed, Masks masks, int workers, double sameBatch, double ownBatches, double error) {

        static final String FILE = "workers.csv";
        static final String COLUMNS = "seed,masks,workers,variance_same_batch,variance_own_batches,test_error_percent";

        static Row of(String line) {
            String[] cells = line.split(",");
            double[] numbers =
                    Stream.of(cells).skip(3).mapToDouble(Double::parseDouble).toArray();
            Masks masks = Masks.valueOf(cells[1].toUpperCase(Locale.ROOT));
            return new Row(
                    Long.parseLong(cells[0]), masks, Integer.parseInt(cells[2]), numbers[0], numbers[1], numbers[2]);
        }

        String line() {
            String id = masks.name().toLowerCase(Locale.ROOT);
            return String.format(
                    Locale.ROOT, "%d,%s,%d,%.6g,%.6g,%.2f", seed, id, workers, sameBatch, ownBatches, error);
        }
    }

    static final List<Integer> WORKERS = List.of(1, 2, 4, 8, 16);
    static final int SEEDS = 3;
    private static final int BATCH = 32;
    private static final double LEARNING_RATE = 0.2;
    static final int UPDATES = 300;
    static final int UPDATES_PER_FIT = 100;
    private static final int FIRST_REPETITION = 1000; // masks and batches that the weights were not trained with
    static final int REPETITIONS = 100;

    private final Masks masks;
    private final long seed;
    private final ImageSet images;
    private final MultiLayerNetwork network;

    ManyWorkers(Masks masks, long seed, ImageSet images) {
        this.masks = masks;
        this.seed = seed;
        this.images = images;
        var layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list();
        masks.method.add(layers, new DenseLayer.Builder().nOut(256), new Place(false, 0.2, seed, 0));
        masks.method.add(layers, new DenseLayer.Builder().nOut(256), new Place(false, 0.5, seed, 1));
        var output = new OutputLayer.Builder().nOut(images.classes()).activation(Activation.SOFTMAX);
        masks.method.add(layers, output, new Place(false, 0.5, seed, 2));
        InputType input = InputType.convolutional(images.height(), images.width(), images.channels());
        network = new MultiLayerNetwork(layers.setInputType(input).build());
        network.init();
    }

    private DataSet batch(int iteration, int worker) {
        long key = Step.at(iteration, 0).withWorker(worker).key(seed);
        return images.subset(BATCH, key).batch();
    }

    /** Computes the mean of the gradients of some workers in an iteration, on one batch if there is one, or else each on its own. */
    INDArray gradient(int workers, int iteration, DataSet... one) {
        INDArray sum = Nd4j.zerosLike(network.params());
        network.setIterationCount(iteration);
        for (int worker = 0; worker < workers; worker++) {
            DataSet batch = one.length == 0 ? batch(iteration, worker) : one[0];
            network.setInput(batch.getFeatures());
            network.setLabels(batch.getLabels());
            SeededDropout.rewind(network); // the first pass of each worker
            int like = masks.like(worker);
            int drawn = like == 0 ? iteration : iteration % UPDATES_PER_FIT;
            Nd4j.getRandom().setSeed(Step.at(drawn, 0).withWorker(like).key(seed)); // what the built-in draws from
            Workers.runAs(like, network::computeGradientAndScore);
            sum.addi(network.getGradientsViewArray().reshape(sum.shape()));
        }
        return sum.divi(workers * BATCH); // Deeplearning4j adds up over the examples of a batch
    }

    static String description() {
        return "Each of K workers computes a gradient, one after the other (`Workers.runAs`), and the mean of them updates the network. MLP"
                + " 784-256-256-10, ReLU, He initialisation, drop rates 0.2 on pixels and 0.5 on hidden units, all of MNIST, batches of "
                + BATCH + " per worker, gradient descent with a learning rate of " + LEARNING_RATE + "; seeds 1 to "
                + SEEDS
                + ". The built-in draws as on `ParallelWrapper`: workers 1, 2, 3 … the same masks, and the same ones in each call of"
                + " `fit`, which here is every " + UPDATES_PER_FIT + " updates.";
    }

    void train(int workers, int updates) {
        for (int iteration = 0; iteration < updates; iteration++) {
            network.params().subi(gradient(workers, iteration).muli(LEARNING_RATE));
        }
    }

    /**
     * Computes the trace of the covariance matrix of the mean gradient, at fixed weights, from repetitions with new masks.
     *
     * @param one the batch of all workers and repetitions; if there is none, each draws its own
     */
    double variance(int workers, int repetitions, DataSet... one) {
        List<INDArray> gradients = IntStream.range(0, repetitions)
                .mapToObj(i -> gradient(workers, FIRST_REPETITION + i, one))
                .toList();
        INDArray mean = Nd4j.zerosLike(network.params());
        gradients.forEach(mean::addi);
        mean.divi(repetitions);
        return gradients.stream().mapToDouble(mean::squaredDistance).sum() / (repetitions - 1);
    }

    /** The first argument is the folder to write to; the second one, if there is one, has the files of MNIST. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Optional<Path> files = args.length == 1 ? Optional.empty() : Optional.of(Path.of(args[1]));
        ImageData data = IdxDataSet.MNIST.source(files).load(System.out::println);
        DataSetIterator test = new ExistingDataSetIterator(List.of(data.test().batch()));
        List<String> lines = new ArrayList<>(
                List.of("# " + SystemInfo.line(SystemInfo.software(), SystemInfo.machine()), Row.COLUMNS));
        for (long seed = 1; seed <= SEEDS; seed++) {
            ManyWorkers begun = new ManyWorkers(Masks.INDEPENDENT, seed, data.train());
            begun.train(1, UPDATES_PER_FIT);
            for (Masks masks : Masks.values()) {
                for (int workers : WORKERS) {
                    ManyWorkers fixed = new ManyWorkers(masks, seed, data.train());
                    fixed.network.setParams(begun.network.params());
                    double same = fixed.variance(workers, REPETITIONS, fixed.batch(FIRST_REPETITION, 0));
                    double own = fixed.variance(workers, REPETITIONS);
                    ManyWorkers trained = new ManyWorkers(masks, seed, data.train());
                    trained.train(workers, UPDATES);
                    double error = 100 * (1 - trained.network.evaluate(test).accuracy());
                    lines.add(new Row(seed, masks, workers, same, own, error).line());
                    System.out.println(lines.get(lines.size() - 1));
                }
            }
        }
        Files.write(folder.resolve(Row.FILE), lines);
        ManyWorkersReport.write(folder);
    }
}
