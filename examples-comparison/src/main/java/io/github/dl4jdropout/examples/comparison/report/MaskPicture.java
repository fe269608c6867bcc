package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code masks.png}: masks of an activation [4, 8, 8, 8] as the library draws them at the first update of a run. */
final class MaskPicture {
    private static final int EXAMPLES = 4;
    private static final int MAPS = 8;
    private static final int SIDE = 8;
    private static final int PIXELS = 8; // per element
    private static final int PITCH = SIDE * PIXELS + 6; // from map to map
    private static final int PANEL = MAPS * PITCH + 30;
    private static final int TOP = 50;

    static void save(RunInfo.Settings settings, Path file) throws IOException {
        BufferedImage picture = new BufferedImage(2 * PANEL, TOP + EXAMPLES * PITCH + 10, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setBackground(Color.WHITE);
        graphics.clearRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.setFont(Charts.TITLE);
        panel(graphics, 15, "Drop rate " + settings.rate() + ", by element", NoiseShape.ELEMENT, settings);
        panel(graphics, 15 + PANEL, "By feature map (CHANNEL)", NoiseShape.CHANNEL, settings);
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile()); // not to a stream: see Charts
    }

    private static void panel(
            Graphics2D graphics, int left, String title, NoiseShape shape, RunInfo.Settings settings) {
        graphics.setColor(Color.BLACK);
        graphics.drawString(title, left, TOP - 20);
        INDArray mask = RateDropoutLayer.builder(settings.rate())
                .noiseShape(shape)
                .seed(settings.seeds().get(0))
                .build()
                .mask(Step.at(0, 0).withLayer(1), EXAMPLES, MAPS, SIDE, SIDE);
        for (int i = 0; i < mask.length(); i++) {
            int x = i % SIDE;
            int y = i / SIDE % SIDE;
            int map = i / SIDE / SIDE % MAPS;
            int example = i / SIDE / SIDE / MAPS;
            boolean kept = mask.getDouble(example, map, y, x) > 0;
            graphics.setColor(new Color(kept ? 0x0072B2 : 0xD9D9D4));
            graphics.fillRect(left + map * PITCH + x * PIXELS, TOP + example * PITCH + y * PIXELS, PIXELS, PIXELS);
        }
    }
}
