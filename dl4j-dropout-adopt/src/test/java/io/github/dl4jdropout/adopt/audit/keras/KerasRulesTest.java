package io.github.dl4jdropout.adopt.audit.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.adopt.DropoutAudit;
import io.github.dl4jdropout.adopt.KerasFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the import of Deeplearning4j makes of models that Keras wrote, and that the audit of the file says so before. */
class KerasRulesTest {

    @TempDir
    private Path folder;

    private static String json(String name) throws Exception {
        return KerasFixtures.json(name).toString();
    }

    private static List<String> found(String name) throws Exception {
        return DropoutAudit.ofFile(KerasFixtures.file(name + ".h5").toPath()).findings().stream()
                .map(finding -> finding.layer().replaceFirst("^\\d+ ", "") + " " + finding.rule())
                .toList();
    }

    private static Layer imported(String file, String layer) throws Exception {
        MultiLayerConfiguration configuration = KerasModelImport.importKerasSequentialConfiguration(json(file));
        return configuration.getConfs().stream()
                .map(conf -> conf.getLayer())
                .filter(each -> each.getLayerName().equals(layer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRateOfADropoutIsLost() throws Exception {
        assertThat(imported("mlp", "drop_30").getIDropout()).isEqualTo(new Dropout(1.0));
        assertThat(found("mlp"))
                .containsExactly(
                        "\"drop_30\" KerasRate", "\"drop_45_whole_example\" KerasRate", "\"drop_20_seeded\" KerasRate");
        assertThat(found("time_distributed_dropout")).contains("\"drop_each_step\" KerasRate");
    }

    @Test
    void spatialDropoutAndConvolutionsWithChannelsLast() throws Exception {
        IDropout spatial = imported("cnn2d", "spatial_40").getIDropout();
        assertThat(spatial).isInstanceOf(SpatialDropout.class); // whose axis SpatialAxisTest shows
        MultiLayerNetwork network =
                new MultiLayerNetwork(KerasModelImport.importKerasSequentialConfiguration(json("cnn2d")));
        network.init();
        INDArray x = KerasFixtures.arrays(KerasFixtures.models().get("cnn2d"), "inputs")[0];
        network.feedForward(x, false);
        INDArray wrong = network.output(x, false);
        network.setInput(x);
        network.feedForward(true, false);
        assertThatThrownBy(() -> network.backpropGradient(
                        wrong, org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces()))
                .hasMessageContaining("multiply");
        assertThat(found("cnn2d"))
                .contains(
                        "\"conv_1\" KerasConvolution",
                        "\"spatial_40\" KerasSpatialAxis",
                        "\"conv_2\" KerasConvolution");
    }

    /** Also without a dropout: its gradient comes as [N, T, C] and is taken for [N, C, T]. */
    @Test
    void aConvolutionOverTimeCannotBeTrained() throws Exception {
        MultiLayerNetwork network =
                new MultiLayerNetwork(KerasModelImport.importKerasSequentialConfiguration(json("conv1d")));
        network.init();
        network.getLayerWiseConfigurations()
                .getConfs()
                .forEach(conf -> conf.getLayer().setIDropout(null));
        INDArray x = KerasFixtures.arrays(KerasFixtures.models().get("conv1d"), "inputs")[0];
        INDArray wrong = network.output(x, false);
        network.setInput(x);
        network.feedForward(true, false);
        assertThatThrownBy(() -> network.backpropGradient(
                        wrong, org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces()))
                .hasMessageContaining("conv1d_bp");
        assertThat(found("conv1d")).anyMatch(each -> each.endsWith("KerasConvolution"));
    }

    @Test
    void gaussianDropoutIsTurnedRound() throws Exception {
        GaussianDropout gaussian =
                (GaussianDropout) imported("noises", "gaussian_10").getIDropout();
        assertThat(gaussian.getRate()).isEqualTo(0.9);
        assertThat(found("noises")).contains("\"gaussian_10\" KerasGaussianRate");
    }

    @Test
    void wholeNumbersStopTheImport() throws Exception {
        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialConfiguration(json("whole_numbers")))
                .isInstanceOf(ClassCastException.class);
        assertThat(found("whole_numbers")).anyMatch(each -> each.endsWith("KerasWholeNumber"));
    }

    @Test
    void dropoutOfRecurrentLayers() throws Exception {
        Layer lstm = ((LastTimeStep) imported("embedding_lstm", "lstm")).getUnderlying();
        assertThat(((Dropout) lstm.getIDropout()).getP()).isEqualTo(0.8);
        assertThat(found("embedding_lstm")).contains("\"lstm\" KerasStepwiseDropout", "\"lstm\" KerasRecurrentDropout");
        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialConfiguration(json("simple_rnn_recurrent")))
                .isInstanceOf(UnsupportedKerasConfigurationException.class)
                .hasMessageContaining("recurrent connections");
        assertThat(found("simple_rnn_recurrent")).anyMatch(each -> each.endsWith("KerasRecurrentDropout"));
    }

    @Test
    void sharedLayersBecomeAnotherNetwork() throws Exception {
        ComputationGraphConfiguration configuration =
                KerasModelImport.importKerasModelConfiguration(json("shared_dense"));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        DenseLayer dense = (DenseLayer) graph.getLayer("twice_dense").conf().getLayer();
        assertThat(dense.getNIn()).as("4 in Keras").isEqualTo(8);
        assertThat(found("shared_dense")).contains("\"twice_dense\" KerasSharedLayer");
        assertThatThrownBy(() -> KerasModelImport.importKerasModelConfiguration(json("shared_dropout")))
                .isInstanceOf(InvalidKerasConfigurationException.class);
        assertThat(found("shared_dropout")).anyMatch(each -> each.endsWith("KerasSharedLayer"));
    }

    @Test
    void nestedModelsAreNotImported() throws Exception {
        assertThatThrownBy(() -> KerasModelImport.importKerasModelConfiguration(json("nested")))
                .isInstanceOf(UnsupportedKerasConfigurationException.class);
        assertThat(found("nested")).anyMatch(each -> each.endsWith("KerasNestedModel"));
    }

    @Test
    void modelsOfKeras3AreNotImported() throws Exception {
        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialModelAndWeights(
                        KerasFixtures.file("mlp.k3.h5").getPath(), false))
                .hasMessageContaining("has to be either 1 or 2 (3 provided)");
        assertThat(found("mlp.k3"))
                .containsExactly(
                        "(model) KerasVersion",
                        "\"drop_30\" KerasRate",
                        "\"drop_45_whole_example\" KerasRate",
                        "\"drop_20_seeded\" KerasRate");
    }

    @Test
    void ratesOfZeroAreLeftAlone() throws Exception {
        assertThat(found("rate_zero")).isEmpty();
        for (String name : List.of("cnn2d", "noises", "embedding_lstm", "mlp")) {
            String text = Files.readString(KerasFixtures.json(name))
                    .replaceAll("\"(rate|dropout|recurrent_dropout)\": ?[0-9.]+", "\"$1\": 0.0");
            Path zero = Files.writeString(folder.resolve(name + ".json"), text);
            assertThat(DropoutAudit.ofFile(zero).findings())
                    .allMatch(finding -> finding.rule().equals("KerasConvolution"));
        }
    }
}
