package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;

/** {@code curves.png}: learning curves of error and negative log-likelihood, side by side. */
final class CurvesPicture {

    private CurvesPicture() {}

    static void save(Results results, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true"); // pictures go to files; no display is needed or asked for
        CurvesPanel error =
                new CurvesPanel("Error", "error (%)", false, EpochRecord::trainErrorPercent, EpochRecord::testErrorPercent);
        CurvesPanel nll = new CurvesPanel(
                "NLL", "negative log-likelihood (nats)", true, EpochRecord::trainNll, EpochRecord::testNll);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            BitmapEncoder.saveBitmap(
                    List.of(error.chart(results), nll.chart(results)), 1, 2, out, BitmapEncoder.BitmapFormat.PNG);
        }
    }
}
