package io.github.dl4jdropout.adopt.audit.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.adopt.DropoutAudit;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the import of Deeplearning4j makes of models that Keras wrote, and that the audit of the file says so before. */
class KerasRulesTest {

    @TempDir
    private Path folder;

    private static String file(String name) {
        return Path.of("src/test/resources/keras", name).toString();
    }

    private static List<String> found(String name) throws Exception {
        return DropoutAudit.ofFile(Path.of(file(name))).findings().stream()
                .map(finding -> finding.layer().replaceFirst("^\\d+ ", "") + " " + finding.rule())
                .toList();
    }

    private static Layer imported(String file, String layer) throws Exception {
        MultiLayerConfiguration configuration = KerasModelImport.importKerasSequentialConfiguration(file(file));
        return configuration.getConfs().stream()
                .map(conf -> conf.getLayer())
                .filter(each -> each.getLayerName().equals(layer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRateOfADropoutIsLost() throws Exception {
        assertThat(imported("mlp.json", "drop_30").getIDropout()).isEqualTo(new Dropout(1.0));
        assertThat(found("mlp.json"))
                .containsExactly(
                        "\"drop_30\" KerasRate", "\"drop_45_whole_example\" KerasRate", "\"drop_20_seeded\" KerasRate");
        assertThat(found("time_distributed_dropout.json")).contains("\"drop_each_step\" KerasRate");
    }

    @Test
    void spatialDropoutAndConvolutionsWithChannelsLast() throws Exception {
        IDropout spatial = imported("cnn2d.json", "spatial_40").getIDropout();
        assertThat(spatial).isInstanceOf(SpatialDropout.class); // whose axis SpatialAxisTest shows
        MultiLayerNetwork network =
                new MultiLayerNetwork(KerasModelImport.importKerasSequentialConfiguration(file("cnn2d.json")));
        network.init();
        INDArray x = Nd4j.rand(DataType.FLOAT, 2, 7, 6, 2);
        network.feedForward(x, false);
        INDArray wrong = network.output(x, false);
        network.setInput(x);
        network.feedForward(true, false);
        assertThatThrownBy(() -> network.backpropGradient(
                        wrong, org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces()))
                .isInstanceOf(RuntimeException.class);
        assertThat(found("cnn2d.json"))
                .contains(
                        "\"conv_1\" KerasConvolution",
                        "\"spatial_40\" KerasSpatialAxis",
                        "\"conv_2\" KerasConvolution");
        assertThat(found("conv1d.json")).anyMatch(each -> each.endsWith("KerasConvolution"));
    }

    @Test
    void gaussianDropoutIsTurnedRound() throws Exception {
        GaussianDropout gaussian =
                (GaussianDropout) imported("noises.json", "gaussian_10").getIDropout();
        assertThat(gaussian.getRate()).isEqualTo(0.9);
        assertThat(found("noises.json")).contains("\"gaussian_10\" KerasGaussianRate");
    }

    @Test
    void wholeNumbersStopTheImport() throws Exception {
        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialConfiguration(file("whole_numbers.json")))
                .isInstanceOf(ClassCastException.class);
        assertThat(found("whole_numbers.json")).anyMatch(each -> each.endsWith("KerasWholeNumber"));
    }

    @Test
    void dropoutOfRecurrentLayers() throws Exception {
        Layer lstm = ((LastTimeStep) imported("embedding_lstm.json", "lstm")).getUnderlying();
        assertThat(((Dropout) lstm.getIDropout()).getP()).isEqualTo(0.8);
        assertThat(found("embedding_lstm.json"))
                .contains("\"lstm\" KerasStepwiseDropout", "\"lstm\" KerasRecurrentDropout");
        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialConfiguration(file("simple_rnn_recurrent.json")))
                .isInstanceOf(UnsupportedKerasConfigurationException.class)
                .hasMessageContaining("recurrent connections");
        assertThat(found("simple_rnn_recurrent.json")).anyMatch(each -> each.endsWith("KerasRecurrentDropout"));
    }

    @Test
    void sharedLayersBecomeAnotherNetwork() throws Exception {
        ComputationGraphConfiguration configuration =
                KerasModelImport.importKerasModelConfiguration(file("shared_dense.json"));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        DenseLayer dense = (DenseLayer) graph.getLayer("twice_dense").conf().getLayer();
        assertThat(dense.getNIn()).as("4 in Keras").isEqualTo(8);
        assertThat(found("shared_dense.json")).contains("\"twice_dense\" KerasSharedLayer");
        assertThatThrownBy(() -> KerasModelImport.importKerasModelConfiguration(file("shared_dropout.json")))
                .isInstanceOf(InvalidKerasConfigurationException.class);
        assertThat(found("shared_dropout.json")).anyMatch(each -> each.endsWith("KerasSharedLayer"));
    }

    @Test
    void nestedModelsAreNotImported() throws Exception {
        assertThatThrownBy(() -> KerasModelImport.importKerasModelConfiguration(file("nested.json")))
                .isInstanceOf(UnsupportedKerasConfigurationException.class);
        assertThat(found("nested.json")).anyMatch(each -> each.endsWith("KerasNestedModel"));
    }

    @Test
    void modelsOfKeras3AreNotImported() throws Exception {
        assertThat(found("mlp.keras"))
                .containsExactly(
                        "(model) KerasVersion",
                        "\"drop_30\" KerasRate",
                        "\"drop_45_whole_example\" KerasRate",
                        "\"drop_20_seeded\" KerasRate");
    }

    @Test
    void ratesOfZeroAreLeftAlone() throws Exception {
        assertThat(found("rate_zero.json")).isEmpty();
        for (String name : List.of("cnn2d.json", "noises.json", "embedding_lstm.json", "mlp.json")) {
            String text = Files.readString(Path.of(file(name)))
                    .replaceAll("\"(rate|dropout|recurrent_dropout)\": ?[0-9.]+", "\"$1\": 0.0");
            Path zero = Files.writeString(folder.resolve(name), text);
            assertThat(DropoutAudit.ofFile(zero).findings())
                    .allMatch(finding -> finding.rule().equals("KerasConvolution"));
        }
    }
}
