package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.AtomicFile;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.IOException;
import java.nio.file.Files;

/** Makes the report of a run from its files. */
public final class Report {

    private Report() {}

    /**
     * Writes {@code report.html}, {@code summary.md} and {@code curves.png}.
     *
     * @param folder of a run, finished or not, with {@code run.json} and {@code metrics.csv}; what of
     *     {@code outcomes} is there is shown
     * @return the result table, for a console
     * @throws IOException if files cannot be read or written
     */
    public static String write(RunFolder folder) throws IOException {
        Results results = new Results(RunInfo.read(folder.info()), MetricsCsv.read(folder.metrics()));
        AtomicFile.write(folder.summary(), part -> Files.writeString(part, Summary.markdown(results)));
        if (!results.rows().isEmpty()) {
            AtomicFile.write(folder.curves(), part -> CurvesPicture.save(results, part));
        }
        Outcomes outcomes = Outcomes.read(folder, results.info().settings());
        AtomicFile.write(folder.report(), part -> Files.writeString(part, Page.html(results, outcomes)));
        return ConsoleTable.text(results);
    }
}
