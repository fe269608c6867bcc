package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.adopt.audit.file.ModelFile;
import io.github.dl4jdropout.adopt.audit.keras.KerasConfiguration;
import io.github.dl4jdropout.adopt.audit.keras.KerasRules;
import io.github.dl4jdropout.adopt.keras.Restoration;
import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Gives networks that were imported from Keras the dropouts that the import of Deeplearning4j 1.0.0-M2.1 loses.
 *
 * <pre>{@code
 * Adopted<Model> adopted = KerasDropoutRestorer.importModel(new File("model.h5"));
 * MultiLayerNetwork network = (MultiLayerNetwork) adopted.network(); // of a Sequential; a ComputationGraph of a functional model
 * }</pre>
 *
 * <p>The import makes {@code Dropout(p=1.0)} of every {@code Dropout(rate)} and puts one on every other layer, inverts the rate of
 * {@code GaussianDropout}, and has spatial dropout drop rows or time steps. Layers are matched by name. {@code noise_shape} and channels
 * hold in Keras' numbering of the axes, because the layout of the arrays is Keras' own; where it is not, the time axis is given back, or
 * the layer is named and left off. {@code dropout=} of a {@code SimpleRNN}, and of an {@code LSTM} with {@code implementation=2}, becomes a
 * dropout layer in front of it with one draw for all steps. {@code recurrent_dropout}, {@code dropout=} inside {@code Bidirectional} or
 * with a draw for each gate, and {@code training=True} have no place in Deeplearning4j: the report names them as lost.
 *
 * <p>Needs {@code deeplearning4j-modelimport}, and for {@code .h5} files {@code org.bytedeco:hdf5} with its natives, which are not built
 * for macOS on ARM.
 */
public final class KerasDropoutRestorer {

    private KerasDropoutRestorer() {}

    /**
     * Restores the dropouts of a network that was imported.
     *
     * @param file the Keras 2 model that it was imported from: {@code .h5}, or the JSON of {@code model.to_json()}
     * @param network the imported network, not modified
     * @param <M> {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @return a new network of the same inference, to the last bit, and the report
     * @throws IOException if the file cannot be read or is something else
     * @throws IllegalArgumentException if it is a configuration of Deeplearning4j, or a model that Deeplearning4j imports as another
     *     network, such as one with shared or nested layers; if the network is not that of the file, or if Deeplearning4j cannot run it
     */
    public static <M extends Model> Adopted<M> restore(File file, M network) throws IOException {
        return restore(importable(file), network);
    }

    @SuppressWarnings("unchecked") // the class of a draft's network is that of its original
    private static <M extends Model> Adopted<M> restore(KerasConfiguration keras, M network) {
        Restoration restoration = new Restoration(keras, network);
        Model restored = restoration.run();
        return new Adopted<>((M) restored, restoration.report());
    }

    /**
     * Imports a model and restores its dropouts. What the import would make another network of is refused before it.
     *
     * @param file a Keras 2 model with its weights, {@code .h5}
     * @return a {@code MultiLayerNetwork} of a {@code Sequential}, a {@code ComputationGraph} of a functional model, and the report
     * @throws IOException if the file cannot be read or is something else
     * @throws IllegalArgumentException as {@link #restore}, or if Deeplearning4j does not import the model, with its reason
     */
    public static Adopted<Model> importModel(File file) throws IOException {
        KerasConfiguration keras = importable(file);
        return restore(keras, keras.isSequential() ? sequential(file) : functional(file));
    }

    private static KerasConfiguration importable(File file) throws IOException {
        ModelFile model = ModelFile.read(file.toPath());
        if (!model.isOfKeras()) {
            throw new IllegalArgumentException(
                    "Cannot restore the dropouts of " + file
                            + ": expected a model of Keras 2, as .h5 or JSON of model.to_json(), received a configuration of Deeplearning4j");
        }
        KerasConfiguration keras = new KerasConfiguration(model);
        KerasRules.obstacle(keras).ifPresent(obstacle -> {
            throw new IllegalArgumentException("Cannot import " + file + ": layer " + obstacle.layer() + ": "
                    + obstacle.what() + " (" + obstacle.evidence() + "). Remedy: " + obstacle.remedy());
        });
        return keras;
    }

    private static MultiLayerNetwork sequential(File file) throws IOException {
        try (KerasModelBuilder builder =
                new KerasSequentialModel().modelBuilder()) { // closes the file if the import fails
            return builder.modelHdf5Filename(file.getPath())
                    .enforceTrainingConfig(false)
                    .buildSequential()
                    .getMultiLayerNetwork();
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            throw notImported(file, e);
        }
    }

    private static ComputationGraph functional(File file) throws IOException {
        try (KerasModelBuilder builder = new KerasModel().modelBuilder()) {
            return builder.modelHdf5Filename(file.getPath())
                    .enforceTrainingConfig(false)
                    .buildModel()
                    .getComputationGraph();
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            throw notImported(file, e);
        }
    }

    private static IllegalArgumentException notImported(File file, Exception e) {
        return new IllegalArgumentException("Deeplearning4j does not import " + file + ": " + e.getMessage(), e);
    }
}
