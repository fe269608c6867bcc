package io.github.dl4jdropout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/check.md prints is what its snippets print. */
class CheckDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/check.md");
    private static final Path MEASURED = Path.of("target/check.md");

    @Test
    void theSnippetsPrintWhatTheDocumentSays() throws Exception {
        String document = Files.readString(DOCUMENT);
        String rerun = Snippets.rerun(document);
        Files.writeString(MEASURED, rerun);
        assertThat(document)
                .as("docs/check.md; what its snippets print is in dl4j-dropout/target/check.md")
                .isEqualTo(rerun);
    }

    @Test
    void noTableIsWiderThanATerminal() throws Exception {
        Matcher text = Pattern.compile("(?s)```text\n(.*?)```").matcher(Files.readString(DOCUMENT));
        while (text.find()) {
            assertThat(text.group(1).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(96));
        }
    }
}
