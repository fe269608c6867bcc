package io.github.dl4jdropout.examples.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MirrorsTest {
    private static final String PROPERTY = "dl4jdropout.test.mirrors";
    private static final List<URI> OFFICIAL = List.of(URI.create("https://official.example/"));

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void areOfficialUnlessThePropertyNamesOthers() {
        assertThat(Mirrors.of(PROPERTY, OFFICIAL)).isEqualTo(OFFICIAL);
        System.setProperty(PROPERTY, "https://a.example/mnist, http://b.example/");
        assertThat(Mirrors.of(PROPERTY, OFFICIAL))
                .map(Object::toString)
                .containsExactly("https://a.example/mnist/", "http://b.example/");
    }

    @Test
    void whatIsNoWebAddressIsRefused() {
        System.setProperty(PROPERTY, "ftp://a.example/");
        assertThatThrownBy(() -> Mirrors.of(PROPERTY, OFFICIAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("System property dl4jdropout.test.mirrors: expected http or https addresses separated by "
                        + "commas, received \"ftp://a.example/\".");
    }
}
