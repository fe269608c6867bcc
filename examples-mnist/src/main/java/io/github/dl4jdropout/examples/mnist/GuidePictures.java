// mvn -q compile exec:exec -pl examples-mnist -am -Dexample=GuidePictures -Dargs=docs/guide
package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Step;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The figures of docs/guide.md that show no measurement: a thinned network and the noise shapes, by masks of the library. */
final class GuidePictures {

    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color KEPT = new Color(0x00, 0x72, 0xB2);
    private static final Color DROPPED = new Color(0xDD, 0xDD, 0xDD);
    private static final int WIDTH = 780;
    private static final int SCALE = 2; // for sharp letters on small pixels

    private final BufferedImage image;
    private final Graphics2D graphics;

    private GuidePictures(int height) {
        image = new BufferedImage(SCALE * WIDTH, SCALE * height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
    }

    public static void main(String[] args) throws IOException {
        network().save(new File(args[0], "network.png"));
        noiseShapes().save(new File(args[0], "noise-shapes.png"));
    }

    private void save(File file) throws IOException {
        graphics.dispose();
        ImageIO.write(image, "png", file);
    }

    private void title(int x, String bold, String plain) {
        graphics.setColor(INK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        graphics.drawString(bold, x, 24);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        graphics.drawString(plain, x, 45);
    }

    private static INDArray mask(double rate, NoiseShape shape, int iteration, long... sides) {
        RateDropoutLayer layer =
                RateDropoutLayer.builder(rate).noiseShape(shape).seed(4).build();
        return layer.mask(Step.at(iteration, 0), sides);
    }

    /** A network 4-6-6-2 whole, and without the units that a mask at rate 0.5 drops. */
    private static GuidePictures network() {
        GuidePictures picture = new GuidePictures(335);
        picture.network("At inference", "every unit", 20, null);
        picture.network(
                "In one training step",
                "each hidden unit dropped at rate 0.5",
                410,
                mask(0.5, NoiseShape.ELEMENT, 0, 2, 6));
        return picture;
    }

    private void network(String bold, String plain, int left, INDArray mask) {
        title(left, bold, plain);
        int[] units = {4, 6, 6, 2};
        for (int layer = 0; layer + 1 < units.length; layer++) {
            for (int from = 0; from < units[layer]; from++) {
                for (int to = 0; to < units[layer + 1]; to++) {
                    if (isKept(mask, layer, from) && isKept(mask, layer + 1, to)) {
                        graphics.setColor(new Color(0x99, 0x99, 0x99));
                        graphics.setStroke(new BasicStroke(1f));
                        graphics.draw(new Line2D.Double(
                                x(left, layer), y(units[layer], from), x(left, layer + 1), y(units[layer + 1], to)));
                    }
                }
            }
        }
        for (int layer = 0; layer < units.length; layer++) {
            for (int unit = 0; unit < units[layer]; unit++) {
                Ellipse2D circle = new Ellipse2D.Double(x(left, layer) - 13, y(units[layer], unit) - 13, 26, 26);
                boolean kept = isKept(mask, layer, unit);
                graphics.setColor(kept ? KEPT : Color.WHITE);
                graphics.fill(circle);
                graphics.setColor(kept ? KEPT : new Color(0x99, 0x99, 0x99));
                graphics.setStroke(new BasicStroke(1.5f));
                graphics.draw(circle);
            }
        }
    }

    /** Dropout on the two hidden layers. */
    private static boolean isKept(INDArray mask, int layer, int unit) {
        return mask == null || layer == 0 || layer == 3 || mask.getDouble(layer - 1, unit) > 0;
    }

    private static double x(int left, int layer) {
        return left + 30 + layer * 95;
    }

    private static double y(int units, int unit) {
        return 192 + (unit - (units - 1) / 2.0) * 46;
    }

    private static GuidePictures noiseShapes() {
        GuidePictures picture = new GuidePictures(340);
        picture.maps("ELEMENT", "each element by itself", 20, NoiseShape.ELEMENT);
        picture.maps("CHANNEL", "entire feature maps", 310, NoiseShape.CHANNEL);
        picture.sequence("TIME", "a feature in all steps", 600);
        return picture;
    }

    private void maps(String bold, String plain, int left, NoiseShape shape) {
        title(left, bold, plain);
        INDArray mask = mask(0.4, shape, 3, 1, 4, 8, 8);
        for (int map = 0; map < 4; map++) {
            for (int i = 0; i < 64; i++) {
                int x = left + map % 2 * 136 + i % 8 * 15;
                int y = 62 + map / 2 * 136 + i / 8 * 15;
                square(x, y, mask.getDouble(0, map, i / 8, i % 8) > 0);
            }
        }
    }

    private void sequence(String bold, String plain, int left) {
        title(left, bold, plain);
        INDArray mask = mask(0.4, NoiseShape.TIME, 3, 1, 10, 9);
        for (int i = 0; i < 90; i++) {
            square(left + i % 9 * 16, 62 + i / 9 * 27, mask.getDouble(0, i / 9, i % 9) > 0);
        }
    }

    private void square(int x, int y, boolean kept) {
        graphics.setColor(kept ? KEPT : DROPPED);
        graphics.fillRect(x, y, 13, 13);
    }
}
