package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for, and what cannot be done: nothing is trained or written then. */
class OptionsTest {

    @TempDir
    private Path directory;

    private Path out;

    @BeforeEach
    void nameFolder() {
        out = directory.resolve("out");
    }

    private List<String> refused(int code, String args) {
        List<String> lines = run(args).failed(code).lines().toList();
        assertThat(out).doesNotExist();
        return lines;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --methods none,x   | Invalid value for option '--methods' (NAME): expected one of none, builtin, inverted, upscale-infer, received x.
            --methods none,none | --methods: expected each value once, received [none, none].
            --preset x         | --preset: expected one of default, full, received x.
            --seeds 1,2,1      | --seeds: expected each value once, received [1, 2, 1].
            --seeds a          | Invalid value for option '--seeds' (N): 'a' is not a long
            --epochs 0         | --epochs: expected a whole number of at least 1, received 0.
            --evaluate-every 0 | --evaluate-every: expected a whole number of at least 1, received 0.
            --batch -1         | --batch: expected a whole number of at least 1, received -1.
            --train-size 0     | --train-size: expected a whole number of at least 1, received 0.
            --train-size x     | --train-size: expected a whole number or all, received x.
            --train-size 61    | --train-size: expected at most 60, the number of training images, received 61.
            --learning-rate 0  | --learning-rate: expected a number above 0 that is finite as a float, received 0.0.
            --learning-rate 1e39 | --learning-rate: expected a number above 0 that is finite as a float, received 1.0E39.
            --rate 1.1         | --rate: expected a probability of dropping, from 0 to 1, received 1.1.
            --rate NaN         | --rate: expected a probability of dropping, from 0 to 1, received NaN.
            --dataset x        | --dataset: expected one of auto, synthetic, received x.
            --data-dir nowhere | --data-dir: expected a folder, received nowhere, which is none.
            --dataset synthetic --data-dir . | --data-dir: expected no --dataset synthetic with it, which is generated, not read, received ..
            --epochs           | Expected parameter for option '--epochs' but found '--out'
            --replot . --seeds 1 | --replot: expected no other option but --quiet with it, received --replot, --seeds, --out.
            """)
    void aValueThatAnOptionDoesNotTakeIsRefused(String args, String message) {
        assertThat(refused(2, args + " --out " + out))
                .containsExactly(message, "All options and their defaults: --help");
    }

    @Test
    void aMisspeltOptionGetsASuggestion() {
        assertThat(refused(2, "--epoch 3"))
                .containsExactly("Unknown options: '--epoch', '3'", "Possible solutions: --epochs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rate 1 --methods none,upscale-infer | Method upscale-infer with these options:
            --hidden 2000000000                   | The run failed: not enough memory (
            """)
    void whatCannotBeBuiltIsOneSentence(String args, String message) {
        assertThat(refused(1, args + " --out " + out)).singleElement(STRING).startsWith(message);
    }

    @Test
    void folderOptionsNeedTheFolderOfARun() {
        for (String option : List.of("--resume ", "--replot ")) {
            assertThat(refused(2, option + directory).get(0)).contains(": expected the folder of a run, with run.json");
        }
        assertThat(refused(2, "--sweep " + out).get(0)).startsWith("--sweep: expected a folder with folders of runs");
    }

    @Test
    void resultsReplaceNeitherFilesNorOtherResults() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(refused(2, "--out " + file).get(0))
                .isEqualTo("--out: expected a folder, received " + file + ", which is a file.");
        assertThat(refused(2, "--out " + directory).get(0))
                .isEqualTo("--out: expected a new or an empty folder, received " + directory
                        + ", which holds files. Name another one, or remove this one first; --resume " + directory
                        + " goes on with the run in it, --replot " + directory + " writes its report again.");
        assertThat(refused(1, "--out " + file.resolve("below")))
                .singleElement(STRING)
                .contains(file.toString());
    }

    @Test
    void aPresetIsOverruledByOptionsAndLoweredToTheImagesThereAre() {
        run("--preset=full --epochs 1 --methods guide,none --out " + out).succeeded();
        RunInfo info = RunInfo.read(new RunFolder(out).info());
        assertThat(info.options())
                .containsAllEntriesOf(Map.of("trainSize", 60, "preset", "full", "epochs", 1, "seeds", List.of(1)));
        assertThat(info.settings().methods()).containsExactly(DropoutMethod.NONE, DropoutMethod.UPSCALE_INFER);
        String args = "--preset=full --epochs 1 --methods guide,none";
        assertThat(info.command()).isEqualTo("mvn -q compile exec:exec -pl examples-tiny -am -Dargs=\"" + args + "\"");
    }

    @Test
    void helpShowsEachOptionWithItsDefaultIn80Columns() {
        String help = run("--help").succeeded();
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
        assertThat(Stream.of(help.split("\\R {0,6}(-\\w, )?(?=--)|\\RPresets:"))
                        .filter(option -> option.matches("(?s)--(?!help|version|resume|replot|sweep).*")))
                .hasSizeGreaterThan(13)
                .allMatch(option -> option.replaceAll("\\s+", " ").matches(".*[Dd]efault: .*"));
        assertThat(help.replaceAll("\\s+", " "))
                .contains("Default: 0.05", "none: no dropout", "default: a second full: two seconds")
                .doesNotContain("${");
        assertThat(run("--preset full --help").succeeded()).contains("Default: all");
        assertThat(run("--version").succeeded())
                .matches("dl4j-dropout \\d+\\.\\d+\\.\\d+\\S*, Deeplearning4j 1\\.0\\.0-M2\\.1\\R");
    }
}
