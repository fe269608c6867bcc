package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataRequestTest {
    @Test
    void aDataDirectoryBesideSyntheticImagesIsAContradiction() {
        DataRequest synthetic = DataRequest.of(DataRequest.Choice.SYNTHETIC);
        assertThatThrownBy(() -> synthetic.withDataDir(Path.of("data")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Synthetic images are generated, not read: expected no data directory, received data. "
                        + "Leave one of the two out.");
    }

    @Test
    void theCommandLineNamesEachChoice() {
        assertThat(DataRequest.named("auto").choice()).isEqualTo(DataRequest.Choice.AUTO);
        assertThat(DataRequest.named("synthetic").choice()).isEqualTo(DataRequest.Choice.SYNTHETIC);
        assertThat(DataRequest.named("mnist").choice()).isEqualTo(DataRequest.Choice.REAL);
    }
}
