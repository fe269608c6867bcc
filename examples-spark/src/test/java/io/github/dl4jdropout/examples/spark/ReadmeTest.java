package io.github.dl4jdropout.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    /** The arguments of this program, between quotes after -Dargs or after the jar. */
    private static final Pattern ARGUMENTS =
            Pattern.compile("-Dargs=\"([^\"]*)\"|examples-spark-all\\.jar (?:\\\\\n)?((?:[^\n]*\\\\\n)*[^\n`]*)");

    @Test
    void itsCommandsHaveOptionsThatThereAre() throws IOException {
        String help = Runs.run(0, "--help");
        List<String> options = ARGUMENTS
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .flatMap(found ->
                        Pattern.compile("--[a-z-]+").matcher(found.group()).results())
                .map(option -> option.group())
                .distinct()
                .toList();
        assertThat(options).contains("--master", "--workers", "--train-size", "--shards", "--data-dir");
        assertThat(options).allSatisfy(option -> assertThat(help).containsPattern(option + "[=\\],\\s]"));
    }

    @Test
    void itsLinksLeadToFiles() throws IOException {
        assertThat(Pattern.compile("\\]\\(([^)#]+)")
                        .matcher(Files.readString(Path.of("README.md")))
                        .results())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link.group(1))).exists());
    }
}
