package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** {@code curves.png}: learning curves of error and negative log-likelihood, side by side. */
final class CurvesPicture {

    private CurvesPicture() {}

    static void save(Results results, Path file) throws IOException {
        ChartStyle.drawWithoutDisplay();
        CurvesPanel error = new CurvesPanel(
                "Error", "error (%)", false, EpochRecord::trainErrorPercent, EpochRecord::testErrorPercent);
        CurvesPanel nll = new CurvesPanel(
                "NLL", "negative log-likelihood (nats)", true, EpochRecord::trainNll, EpochRecord::testNll);
        ImageIO.write(sideBySide(error.chart(results), nll.chart(results)), "png", file.toFile());
    }

    /** XChart's own way of putting charts into one picture makes them equally wide; here one has the legend for both. */
    private static BufferedImage sideBySide(XYChart left, XYChart right) {
        BufferedImage picture =
                new BufferedImage(left.getWidth() + right.getWidth(), left.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(left), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(right), left.getWidth(), 0, null);
        graphics.dispose();
        return picture;
    }
}
