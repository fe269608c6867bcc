package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code masks.png}: masks of an activation [4, 8, 8, 8] as the library draws them at the first update of a run, by element and by
 * feature map. Rows are examples, columns feature maps.
 */
final class MaskPicture {

    private static final int EXAMPLES = 4;
    private static final int MAPS = 8;
    private static final int SIDE = 8;

    /** Pixels per element, per map with the line behind it, and per panel. */
    private static final int SCALE = 8;

    private static final int PITCH = SIDE * SCALE + 6;
    private static final int PANEL = MAPS * PITCH + 34;
    private static final int HEAD = 66;

    private static final Color KEPT = new Color(0x0072B2);
    private static final Color DROPPED = new Color(0xD9D9D4);

    private MaskPicture() {}

    static void save(RunInfo.Settings settings, Path file) throws IOException {
        BufferedImage picture =
                new BufferedImage(2 * PANEL + 20, HEAD + EXAMPLES * PITCH + 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        panel(graphics, 27, "By element (the default)", NoiseShape.ELEMENT, settings);
        panel(graphics, 27 + PANEL, "By feature map (CHANNEL)", NoiseShape.CHANNEL, settings);
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile()); // not to a stream: see Charts
    }

    private static void panel(
            Graphics2D graphics, int left, String title, NoiseShape shape, RunInfo.Settings settings) {
        INDArray mask = new RateDropoutLayer.Builder(settings.rate())
                .noiseShape(shape)
                .seed(settings.seeds().get(0))
                .build()
                .mask(1, 0, 0, 0, EXAMPLES, MAPS, SIDE, SIDE);
        long kept = 0;
        for (int map = 0; map < EXAMPLES * MAPS; map++) {
            int top = HEAD + map / MAPS * PITCH;
            for (int at = 0; at < SIDE * SIDE; at++) {
                boolean isKept = mask.getDouble(map / MAPS, map % MAPS, at / SIDE, at % SIDE) > 0;
                kept += isKept ? 1 : 0;
                graphics.setColor(isKept ? KEPT : DROPPED);
                graphics.fillRect(left + map % MAPS * PITCH + at % SIDE * SCALE, top + at / SIDE * SCALE, SCALE, SCALE);
            }
        }
        graphics.setColor(Color.BLACK);
        graphics.setFont(Charts.TITLE);
        graphics.drawString(title, left, 28);
        graphics.setFont(Charts.LABEL);
        graphics.drawString(
                String.format(
                        Locale.ROOT,
                        "drop rate %s; kept (blue): %,d of %,d elements",
                        settings.rate(),
                        kept,
                        mask.length()),
                left,
                52);
    }
}
