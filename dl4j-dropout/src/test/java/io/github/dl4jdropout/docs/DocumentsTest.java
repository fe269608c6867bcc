package io.github.dl4jdropout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet, session and link in README and docs. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");

    static List<String> documents() throws Exception {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Without the one that dl4j-dropout-adopt tests, whose classes are not here. */
    static List<String> documentsOfTheLibrary() throws Exception {
        return documents().stream()
                .filter(document -> !document.endsWith("adopting.md"))
                .toList();
    }

    /** What the snippets print is left in {@code target}, to be copied where it differs. */
    @ParameterizedTest
    @MethodSource("documentsOfTheLibrary")
    void itsSnippetsCompileAndPrintWhatItSays(String document) throws Exception {
        String text = Files.readString(ROOT.resolve(document));
        String rerun = Snippets.rerun(text);
        Path measured = Path.of("target").resolve(document);
        Files.createDirectories(measured.getParent());
        Files.writeString(measured, rerun);
        assertThat(text)
                .as(document + "; what its snippets print is in dl4j-dropout/" + measured)
                .isEqualTo(rerun);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void itsLinksLeadToFiles(String document) throws Exception {
        Path folder = ROOT.resolve(document).toAbsolutePath().getParent();
        assertThat(Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)")
                        .matcher(Files.readString(ROOT.resolve(document)))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !link.contains("://")))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void theFirstSnippetOfTheReadmeIsTheNetworkOfTheStarter() throws Exception {
        String snippet = blocks("README.md", "java").get(0).group(1);
        String starter = Files.readString(ROOT.resolve("starter/src/main/java/starter/Starter.java"));
        assertThat(starter).contains(snippet.indent(8));
    }

    /** A starter would get another library than the one it was written for. */
    @Test
    void theReadmeAndTheStarterNameTheVersionOfTheLibrary() throws Exception {
        String version = Files.readAllLines(Path.of("pom.xml")).stream()
                .filter(line -> line.contains("<version>"))
                .findFirst()
                .orElseThrow()
                .strip();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(version);
        assertThat(Files.readString(ROOT.resolve("starter/pom.xml"))).contains(version);
    }

    @Test
    void theJShellSessionOfTheGuideShowsWhatItSays() throws Exception {
        MatchResult session = blocks("docs/guide.md", "jshell").get(0);
        List<String> values = new ArrayList<>();
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), null)
                .build()) {
            Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                    .forEach(shell::addToClasspath);
            for (String line : session.group(1).lines().toList()) { // as the tool reads what is pasted
                String source =
                        shell.sourceCodeAnalysis().analyzeCompletion(line).source();
                for (SnippetEvent event : shell.eval(source)) {
                    assertThat(event.status()).as(line).isEqualTo(Status.VALID);
                    assertThat(event.exception()).as(line).isNull();
                    if (event.snippet() instanceof VarSnippet variable
                            && variable.name().startsWith("$")) {
                        values.add(event.value());
                    }
                }
            }
        }
        assertThat(String.join("\n", values) + "\n").isEqualTo(session.group(2));
    }

    /** The blocks of a language, each with the text block that comes next. */
    private static List<MatchResult> blocks(String document, String language) throws Exception {
        return Pattern.compile("```" + language + "\n(.*?)```(?:[^`]*?```text\n(.*?)```)?", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .toList();
    }
}
