package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.Networks;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.Checkpoint;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** A run that is resumed from Deeplearning4j's checkpoints is, bit for bit, the run that was not cut. */
class ResumableCheckpointsTest {

    private static final List<DataSet> BATCHES = batches();

    @TempDir
    File folder;

    /** Two types of network, two forms of dropout, two updaters, and the ways in which Deeplearning4j keeps memory. */
    static Stream<Model> networks() {
        Layer layer = seeded().get(0);
        Layer dropout = seeded().get(1);
        return Stream.of(
                network(new Sgd(0.5), layer, builder -> {}),
                network(new Adam(0.01), dropout, builder -> builder.trainingWorkspaceMode(WorkspaceMode.NONE)),
                network(new Adam(0.01), layer, builder -> {}).toComputationGraph(),
                network(new Sgd(0.5), dropout, builder -> builder.cacheMode(CacheMode.DEVICE))
                        .toComputationGraph());
    }

    /** Updates 5 to 8 from the checkpoint after the fourth. */
    @ParameterizedTest
    @MethodSource("networks")
    void aRunIsResumedWithinAnEpoch(Model network) {
        CheckpointListener checkpoints = checkpoints().saveEveryNIterations(4).build();
        network.setListeners(resumable(checkpoints));
        fit(network, BATCHES);
        assertThat(epochs(checkpoints)).containsExactly("0/4", "0/8");
        Model resumed = load(checkpoints, 0);
        fit(resumed, BATCHES.subList(4, 8));
        assertThat(resumed.params()).isEqualTo(network.params());
        assertThat(load(checkpoints, 1).params()).isEqualTo(network.params());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aRunIsResumedBetweenEpochs(Model network) {
        CheckpointListener checkpoints = checkpoints().saveEveryNEpochs(1).build();
        network.setListeners(resumable(checkpoints));
        fitEpochs(network, 3);
        assertThat(epochs(checkpoints)).containsExactly("1/4", "2/8", "3/12");
        Model resumed = load(checkpoints, 0);
        fitEpochs(resumed, 2);
        assertThat(resumed.params()).isEqualTo(network.params());
    }

    /** The counters are raised in the file alone. */
    @ParameterizedTest
    @MethodSource("networks")
    void checkpointsDoNotChangeTheRun(Model network) {
        Model plain = network instanceof MultiLayerNetwork
                ? ((MultiLayerNetwork) network).clone()
                : ((ComputationGraph) network).clone();
        network.setListeners(resumable(
                checkpoints().saveEveryNIterations(3).saveEveryNEpochs(1).build()));
        fitEpochs(network, 2);
        fitEpochs(plain, 2);
        assertThat(network.params()).isEqualTo(plain.params());
        assertThat(Counters.of(network)).isEqualTo(Counters.of(plain));
    }

    /** In pretraining, listeners are called with the layer. The first call tells the listener where training began, and saves nothing. */
    @Test
    void theUpdatesOfALayerThatIsPretrainedAreLeftToTheListener() {
        CheckpointListener checkpoints = checkpoints().saveEveryNIterations(1).build();
        MultiLayerNetwork network = network(new Sgd(0.5), seeded().get(0), builder -> {});
        resumable(checkpoints).iterationDone(network.getLayer(0), 1, 0);
        assertThat(checkpoints.lastCheckpoint()).isNull();
        resumable(checkpoints).iterationDone(network, 1, 0);
        assertThat(checkpoints.lastCheckpoint()).isNotNull();
    }

    @Test
    void savesAreAsFarApartAsTheListenerIsBuilt() {
        CheckpointListener everySecondEpoch = checkpoints().saveEveryNEpochs(2).build();
        Model network = network(new Sgd(0.5), seeded().get(0), builder -> {});
        network.setListeners(resumable(everySecondEpoch));
        fitEpochs(network, 4);
        assertThat(epochs(everySecondEpoch)).containsExactly("2/8", "4/16");

        CheckpointListener sinceLast =
                checkpoints().saveEveryNIterations(3, true).build();
        network = network(new Sgd(0.5), seeded().get(0), builder -> {});
        network.setListeners(resumable(sinceLast));
        fit(network, BATCHES);
        fit(network, BATCHES);
        assertThat(epochs(sinceLast)).containsExactly("0/4", "0/7", "0/10", "0/13", "0/16");
    }

    @Test
    void theListenerDeletesOldCheckpoints() {
        CheckpointListener last = new CheckpointListener.Builder(folder)
                .keepLast(1)
                .saveEveryNEpochs(1)
                .build();
        Model network = network(new Sgd(0.5), seeded().get(0), builder -> {});
        network.setListeners(resumable(last));
        fitEpochs(network, 3);
        assertThat(epochs(last)).containsExactly("3/12");
    }

    /** The file is written before constraints are applied, which whoever resumes can do. */
    @Test
    void constraintsAreAppliedAfterLoading() {
        CheckpointListener checkpoints = checkpoints().saveEveryNIterations(4).build();
        Model network = network(
                new Sgd(0.5), seeded().get(0), builder -> builder.constrainWeights(new MaxNormConstraint(0.5, 1)));
        network.setListeners(resumable(checkpoints));
        fit(network, BATCHES);
        Model resumed = load(checkpoints, 0);
        fit(resumed, BATCHES.subList(4, 8));
        assertThat(resumed.params()).isNotEqualTo(network.params());
        resumed = load(checkpoints, 0);
        resumed.applyConstraints(4, 0);
        fit(resumed, BATCHES.subList(4, 8));
        assertThat(resumed.params()).isEqualTo(network.params());
    }

    /** Each segment is an iteration; between sequences nothing is carried over. */
    @Test
    void aRunOnSegmentsIsResumedBetweenSequences() {
        DataSet sequences = new DataSet(
                Networks.input(3, 2, 6).castTo(DataType.FLOAT),
                Networks.labels(3, 3, 6).castTo(DataType.FLOAT));
        CheckpointListener checkpoints = checkpoints().saveEveryNIterations(3).build();
        MultiLayerNetwork network = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .dataType(DataType.FLOAT)
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(seeded().get(0))
                .layer(new RnnOutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(2))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
        network.setListeners(resumable(checkpoints));
        fit(network, List.of(sequences, sequences, sequences));
        Model resumed = load(checkpoints, 0);
        assertThat(Counters.of(resumed)).isEqualTo(new Counters(3, 0));
        fit(resumed, List.of(sequences, sequences));
        assertThat(resumed.params()).isEqualTo(network.params());
    }

    private static TrainingListener resumable(CheckpointListener checkpoints) {
        return new ResumableCheckpoints(checkpoints);
    }

    private CheckpointListener.Builder checkpoints() {
        return new CheckpointListener.Builder(folder).keepAll().deleteExisting(true);
    }

    /** Epoch and iteration in each file. */
    private static List<String> epochs(CheckpointListener checkpoints) {
        return checkpoints.availableCheckpoints().stream()
                .map(Checkpoint::getCheckpointNum)
                .map(number -> Counters.of(load(checkpoints, number)))
                .map(counters -> counters.epoch() + "/" + counters.iteration())
                .collect(Collectors.toList());
    }

    private static Model load(CheckpointListener checkpoints, int number) {
        return checkpoints.getFileForCheckpoint(number).getName().contains("Graph")
                ? checkpoints.loadCheckpointCG(number)
                : checkpoints.loadCheckpointMLN(number);
    }

    private static void fit(Model network, List<DataSet> batches) {
        for (DataSet batch : batches) {
            if (network instanceof MultiLayerNetwork) {
                ((MultiLayerNetwork) network).fit(batch);
            } else {
                ((ComputationGraph) network).fit(batch);
            }
        }
    }

    private static void fitEpochs(Model network, int epochs) {
        ExistingDataSetIterator iterator = new ExistingDataSetIterator(BATCHES.subList(0, 4));
        if (network instanceof MultiLayerNetwork) {
            ((MultiLayerNetwork) network).fit(iterator, epochs);
        } else {
            ((ComputationGraph) network).fit(iterator, epochs);
        }
    }

    private static List<Layer> seeded() {
        return List.of(
                new RateDropoutLayer.Builder(0.4).seed(9).build(),
                new DropoutLayer(RateDropout.builder(0.4).seed(9).build()));
    }

    private static MultiLayerNetwork network(
            IUpdater updater, Layer dropout, Consumer<NeuralNetConfiguration.Builder> more) {
        NeuralNetConfiguration.Builder builder =
                Networks.smooth(WorkspaceMode.ENABLED).dataType(DataType.FLOAT).updater(updater);
        more.accept(builder);
        return Perceptrons.init(Perceptrons.configuration(builder, dropout.clone()));
    }

    /** Eight of six examples. */
    private static List<DataSet> batches() {
        INDArray x = Networks.input(48, 5).castTo(DataType.FLOAT);
        INDArray y = Networks.labels(48, 3).castTo(DataType.FLOAT);
        return new DataSet(x, y).batchBy(6);
    }
}
