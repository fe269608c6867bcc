package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.data.UserException;
import java.nio.file.Files;

/** The report of a run, made from its files. */
public final class Report {

    private Report() {}

    /**
     * Writes {@code summary.md}, {@code curves.png}, {@code masks.png} and {@code report.html}.
     *
     * @param folder of a run, finished or not, with {@code run.json} and, if an epoch was finished, {@code metrics.csv}
     * @return the results for a console of 80 columns
     * @throws UserException if files cannot be read or written
     */
    public static String write(RunFolder folder) {
        Results results = Results.read(folder);
        AtomicFile.write(folder.masks(), part -> MaskPicture.save(results.settings(), part));
        if (!results.measured().isEmpty()) {
            AtomicFile.write(folder.curves(), part -> Charts.saveCurves(results, part));
        }
        String summary = Summary.markdown(results);
        AtomicFile.write(folder.summary(), part -> Files.writeString(part, summary));
        AtomicFile.write(folder.report(), part -> Files.writeString(part, Page.html(summary, folder.path())));
        return Summary.console(results);
    }
}
