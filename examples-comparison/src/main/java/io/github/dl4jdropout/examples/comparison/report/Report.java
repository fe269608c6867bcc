package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of a run, made from its files. */
public final class Report {
    /**
     * Writes {@code summary.md}, {@code curves.png}, {@code masks.png} and {@code report.html} for a run, finished or not.
     *
     * @return the results for a console of 80 columns
     */
    public static String write(RunFolder folder) {
        Path directory = folder.path();
        Results results = Results.read(folder);
        AtomicFile.write(directory.resolve("masks.png"), part -> MaskPicture.save(results.settings(), part));
        if (!results.rows().isEmpty()) {
            AtomicFile.write(directory.resolve("curves.png"), part -> Charts.saveCurves(results, part));
        }
        String title = "Dropout on " + results.info().data().title();
        String summary = Summary.markdown(title, results);
        AtomicFile.write(directory.resolve("summary.md"), part -> Files.writeString(part, summary));
        AtomicFile.write(folder.report(), part -> Files.writeString(part, Page.html(title, summary, directory)));
        return Summary.console(results);
    }
}
