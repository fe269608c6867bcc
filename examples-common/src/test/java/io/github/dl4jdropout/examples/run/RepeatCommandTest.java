package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RepeatCommandTest {

    private static final String MAVEN = "mvn -q compile exec:exec -pl examples-tiny -am";

    @Test
    void isTheCommandAsTyped() {
        assertThat(RepeatCommand.of("examples-tiny")).isEqualTo(MAVEN);
        assertThat(RepeatCommand.of("examples-tiny", "--seeds", "1,2", "--data-dir=my data"))
                .isEqualTo(MAVEN + " -Dargs=\"--seeds 1,2 '--data-dir=my data'\"");
    }

    @Test
    void saysHowToGoOn() {
        assertThat(RepeatCommand.resume("examples-tiny", Path.of("reports/tiny")))
                .isEqualTo(MAVEN + " -Dargs=\"--resume reports/tiny\"");
        assertThat(RepeatCommand.resume("examples-tiny", Path.of("my reports")))
                .isEqualTo(MAVEN + " -Dargs=\"--resume 'my reports'\"");
    }

    @Test
    void leavesOutTheDirectoryThatIsTaken() {
        assertThat(RepeatCommand.of("examples-tiny", "--out", "x", "--quiet")).isEqualTo(MAVEN + " -Dargs=\"--quiet\"");
        assertThat(RepeatCommand.of("examples-tiny", "--out=x")).isEqualTo(MAVEN);
    }
}
