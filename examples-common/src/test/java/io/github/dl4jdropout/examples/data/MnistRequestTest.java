package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MnistRequestTest {
    @Test
    void aDataDirectoryBesideSyntheticDigitsIsAContradiction() {
        MnistRequest synthetic = MnistRequest.of(MnistRequest.Choice.SYNTHETIC);
        assertThatThrownBy(() -> synthetic.withDataDir(Path.of("data")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Synthetic digits are generated, not read: expected no data directory, received data. "
                        + "Leave one of the two out.");
    }

    @Test
    void mirrorsAreOfficialUnlessThePropertyNamesOthers() {
        assertThat(Mnist.mirrors(null)).isEqualTo(MnistDownload.OFFICIAL_MIRRORS);
        assertThat(Mnist.mirrors("https://a.example/mnist, http://b.example/"))
                .map(Object::toString)
                .containsExactly("https://a.example/mnist/", "http://b.example/");
    }

    @Test
    void aMirrorThatIsNoWebAddressIsRefused() {
        assertThatThrownBy(() -> Mnist.mirrors("ftp://a.example/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("System property dl4jdropout.mnist.mirrors: expected http or https addresses separated by "
                        + "commas, received \"ftp://a.example/\".");
    }
}
