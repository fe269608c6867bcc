package io.github.dl4jdropout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/check.md fit a terminal. */
class CheckDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/check.md");

    @Test
    void noTableIsWiderThanATerminal() throws Exception {
        Matcher text = Pattern.compile("(?s)```text\n(.*?)```").matcher(Files.readString(DOCUMENT));
        while (text.find()) {
            assertThat(text.group(1).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(96));
        }
    }
}
