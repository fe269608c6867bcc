package io.github.dl4jdropout.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.adopt.audit.Rules;
import io.github.dl4jdropout.adopt.audit.keras.KerasRules;
import io.github.dl4jdropout.docs.Snippets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on this module. */
class AdoptingDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/adopting.md");

    /** What the snippets print is left in {@code target}, to be copied where it differs. */
    @Test
    void itsSnippetsCompileAndPrintWhatItSays() throws Exception {
        String text = Files.readString(DOCUMENT);
        String model = KerasFixtures.file("mlp.h5").getPath(); // where the page says model.h5
        String rerun = Snippets.rerun(text.replace("model.h5", model), "io.github.dl4jdropout.adopt.*")
                .replace(model, "model.h5");
        Files.createDirectories(Path.of("target/docs"));
        Files.writeString(Path.of("target/docs/adopting.md"), rerun);
        assertThat(text)
                .as("docs/adopting.md; what its snippets print is in target/docs")
                .isEqualTo(rerun);
    }

    @Test
    void everyRuleHasASectionAndAProof() throws Exception {
        List<String> ids = new ArrayList<>(List.of("NotOnClassPath"));
        new Rules(1, 1).all().forEach(rule -> ids.add(rule.getClass().getSimpleName()));
        ids.addAll(KerasRules.ids());
        String text = Files.readString(DOCUMENT);
        for (String id : ids) {
            assertThat(text).contains("\n#### " + id + "\n");
            Matcher row = Pattern.compile(
                            "\\| \\[" + id + "]\\(#" + id.toLowerCase() + "\\) \\| \\w+ \\| \\[\\w+]\\((.*)\\) \\|")
                    .matcher(text);
            assertThat(row.find()).as("a row for " + id).isTrue();
            assertThat(DOCUMENT.resolveSibling(row.group(1))).exists();
        }
        assertThat(text.lines().filter(line -> line.matches("\\| \\[\\w+]\\(#\\w+\\) .*")))
                .hasSameSizeAs(ids);
    }

    /** Tables for a terminal, in a terminal of 80 columns. */
    @Test
    void noTableIsWiderThanATerminal() throws Exception {
        Matcher text = Pattern.compile("(?s)```text\n(severity.*?)```").matcher(Files.readString(DOCUMENT));
        while (text.find()) {
            assertThat(text.group(1).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
    }
}
