package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.adopt.DropoutAudit;
import io.github.dl4jdropout.adopt.KerasFixtures;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.junit.jupiter.api.Test;

class KerasImportTest {

    /** The model has rates of 0.3, 0.45 and 0.2. */
    @Test
    void theRatesAreLost() throws Exception {
        Path model = KerasFixtures.json("mlp");
        MultiLayerConfiguration imported = KerasModelImport.importKerasSequentialConfiguration(model.toString());
        for (int i = 0; i < imported.getConfs().size(); i++) {
            assertThat(imported.getConf(i).getLayer().getIDropout()).isEqualTo(new Dropout(1.0));
        }
        assertThat(found(DropoutAudit.of(imported)))
                .containsExactly(
                        "1 \"drop_30\" KerasImport",
                        "3 \"drop_45_whole_example\" KerasImport",
                        "5 \"drop_20_seeded\" KerasImport");
    }

    @Test
    void aLayerThatADropoutWasTakenOffIsLeftAlone() {
        assertThat(found(
                        InputType.feedForward(4),
                        dense(new Dropout(1.0)),
                        new DropoutLayer(new Dropout(0.5)),
                        output()))
                .isEmpty();
    }
}
