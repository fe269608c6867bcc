package io.github.dl4jdropout.examples.comparison.report;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.record.OldRun;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    @TempDir
    private Path directory;

    @Test
    void isOneFileThatLoadsNothingAndRunsNothing() throws IOException {
        RunFolder folder = OldRun.copy(directory);
        Report.write(folder);
        String page = Files.readString(folder.report());
        assertThat(page)
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                .contains("<td>5.94 ± 0.07</td>")
                .doesNotContain("<script", "<link", "http:", "https:", "url(", "@import");
        assertThat(Pattern.compile("(src|href)=\"(?!data:image/png;base64,)")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(page)
                .contains(Base64.getEncoder().encodeToString(Files.readAllBytes(folder.curves())))
                .contains(Base64.getEncoder().encodeToString(Files.readAllBytes(folder.masks())));
    }

    @Test
    void textFromOutsideIsShownAsItIs() throws IOException {
        String name = "<script>alert(1)</script> & `a` *b* _c_ [d](http://e) |f| <!-- g \\ ~h~ &amp; a_b";
        TinyRun run = new TinyRun(NONE).errors(NONE, 1, 2, 3);
        run.data = new RunInfo.DataInfo(name, true, name, 10, 10, "aa", "bb");
        run.network = name;
        RunFolder folder = run.write(directory);
        Report.write(folder);
        String escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String page = Files.readString(folder.report());
        assertThat(page)
                .contains("<h1>Dropout on SYNTHETIC data (" + escaped + ")</h1>")
                .contains("<p>" + escaped + ".</p>")
                .contains("Data: " + escaped + ".")
                .contains("<title>Dropout on SYNTHETIC data (")
                .doesNotContain("<script", "<em>", "<!--", "<a ");
        assertThat(folder.summary()).content().contains("\\<script>alert");
    }

    @Test
    void htmlInASummaryIsTextOnThePage() {
        String page = Page.html("# <b>a</b>\n\n<script>b</script>\n\n| <i>c</i> |\n| --- |\n| d |\n", directory);
        assertThat(page).doesNotContain("<script", "<b>", "<i>").contains("&lt;script&gt;", "<td>d</td>");
    }

    @Test
    void aFenceInACommandDoesNotEndTheBlock() {
        assertThat(Summary.code("a\n```\nb")).isEqualTo("````\na\n```\nb\n````");
    }
}
