package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserTest {

    @ParameterizedTest
    @CsvSource({"Linux, xdg-open", "FreeBSD, xdg-open", "Mac OS X, open", "Windows 11, rundll32"})
    void eachSystemHasItsProgram(String os, String program) {
        List<String> command = Browser.command(os, "file:///a/report.html");
        assertThat(command).first().isEqualTo(program);
        assertThat(command).last().isEqualTo("file:///a/report.html");
    }

    @Test
    void aProgramThatIsNotThereOrFailsIsNoBrowser() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(Browser.start(List.of("no-such-program-here", "x"))).isFalse();
        assertThat(Browser.start(List.of(java, "-no-such-option"))).isFalse();
        assertThat(Browser.start(List.of(java, "-version"))).isTrue();
    }
}
