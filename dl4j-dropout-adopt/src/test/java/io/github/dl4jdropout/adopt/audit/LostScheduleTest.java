package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.configuration;
import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.adopt.DropoutAudit;
import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

class LostScheduleTest {

    @Test
    void theScheduleOfAnAlphaDropoutDoesNotSurviveJson() {
        MultiLayerConfiguration written = with(new AlphaDropout(new FixedSchedule(0.9)));
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(written.toJson());
        IDropout dropout = read.getConf(0).getLayer().getIDropout();
        assertThat(((AlphaDropout) dropout).getPSchedule()).isNull();
        INDArray x = Networks.input(10, 20);
        INDArray out = dropout.applyDropout(x, x.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
        assertThat(out.maxNumber()).as("one number for every input").isEqualTo(out.minNumber());
        assertThat(found(DropoutAudit.of(written))).containsExactly("0 LostSchedule");
        assertThat(found(DropoutAudit.of(read))).containsExactly("0 LostSchedule");
        assertThat(DropoutAudit.of(read).findings().get(0).what()).contains("was lost");
    }

    @Test
    void thatOfADropoutAndAFixedNumberDo() {
        for (IDropout dropout : new IDropout[] {new Dropout(new FixedSchedule(0.9)), new AlphaDropout(0.9)}) {
            MultiLayerConfiguration read =
                    MultiLayerConfiguration.fromJson(with(dropout).toJson());
            assertThat(read.getConf(0).getLayer().getIDropout()).isEqualTo(dropout);
            assertThat(found(DropoutAudit.of(read))).isEmpty();
        }
    }

    private static MultiLayerConfiguration with(IDropout dropout) {
        return configuration(InputType.feedForward(4), dense(dropout), output());
    }
}
