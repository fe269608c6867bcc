package io.github.dl4jdropout.examples.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Digits that a program draws, for machines without the real images: a few strokes with shaking points, turned, slanted, scaled and
 * shifted, by a pen of random width, with noise. An image is a function of the seed, its part and its number. Its pixels may differ
 * between JDKs, which the fingerprint of the data then shows.
 */
public final class SyntheticImages {
    /** Strokes on a grid of 10 × 10, as SVG paths of absolute moves (M), lines (L) and cubic curves (C). */
    private static final String[] DIGITS = {
        "M 5 1 C 1 1 1 9 5 9 C 9 9 9 1 5 1",
        "M 3 3 L 5 1 L 5 9",
        "M 2 3 C 3 0 8 0 8 3 C 8 5 3 7 2 9 L 8 9",
        "M 2 2 C 4 0 8 1 8 3 C 8 5 5 5 4 5 C 6 5 8 5 8 7 C 8 9 4 10 2 8",
        "M 6 9 L 6 1 L 2 6 L 8 6",
        "M 8 1 L 3 1 L 3 5 C 5 3 8 4 8 6 C 8 9 4 10 2 8",
        "M 7 1 C 4 1 2 4 2 7 C 2 10 8 10 8 7 C 8 4 3 4 2 7",
        "M 2 1 L 8 1 L 4 9",
        "M 5 5 C 1 4 2 1 5 1 C 8 1 9 4 5 5 C 0 6 2 9 5 9 C 8 9 10 6 5 5",
        "M 8 3 C 8 0 2 0 2 3 C 2 6 8 6 8 3 C 8 6 7 9 5 9"
    };

    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final double GRID = 10;

    static {
        System.setProperty("java.awt.headless", "true"); // A screen that is named may be out of reach.
    }

    /** As many grey images of 28 × 28 as MNIST has. */
    public static ImageData.Source digits() {
        return messages -> digits(60_000, 10_000, 1, 28, 28);
    }

    /** As many coloured digits on coloured ground as CIFAR-10 has images. */
    public static ImageData.Source colouredDigits(int height, int width) {
        return messages -> digits(50_000, 10_000, 3, height, width);
    }

    static ImageData digits(int train, int test, int channels, int height, int width) {
        String name = channels == 1 ? "synthetic digits" : "synthetic coloured digits";
        ImageSet trainSet = draw(1, train, channels, height, width);
        ImageSet testSet = draw(2, test, channels, height, width);
        return new ImageData(name, true, "digits drawn by a program, no real data", CLASSES, trainSet, testSet);
    }

    private static ImageSet draw(int part, int count, int channels, int height, int width) {
        int plane = height * width;
        byte[] pixels = new byte[count * channels * plane];
        int[] labels = new int[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            Random random = new Random(0x9E3779B97F4A7C15L * part + 0xD1342543DE82EF95L * i);
            labels[i] = random.nextInt(DIGITS.length);
            int[] image = draw(DIGITS[labels[i]], channels == 1, height, width, random);
            for (int p = 0; p < plane; p++) {
                double noise = channels == 1 && (image[p] & 0xff) == 0 ? 0 : 12 * random.nextGaussian();
                for (int c = 0; c < channels; c++) {
                    double value = (image[p] >> 16 - 8 * c & 0xff) + noise;
                    pixels[(i * channels + c) * plane + p] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        });
        return new ImageSet(pixels, labels, channels, height, width, CLASSES.size());
    }

    /** Draws one digit; returns its pixels as 0xRRGGBB. */
    private static int[] draw(String digit, boolean grey, int height, int width, Random random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        float hue = random.nextFloat();
        float saturation = grey ? 0 : 0.8f;
        float ground = grey ? 0 : 0.2f + 0.5f * random.nextFloat();
        graphics.setColor(Color.getHSBColor(hue, saturation * random.nextFloat(), ground));
        graphics.fillRect(0, 0, width, height);
        hue += 0.25f + 0.5f * random.nextFloat();
        graphics.setColor(Color.getHSBColor(hue, saturation, 0.75f + 0.25f * random.nextFloat()));
        graphics.translate(width * uniform(0.44, 0.56, random), height * uniform(0.44, 0.56, random));
        graphics.rotate(uniform(-0.25, 0.25, random));
        graphics.shear(uniform(-0.35, 0.15, random), 0);
        double size = uniform(0.75, 0.95, random) / GRID;
        graphics.scale(width * size * uniform(0.75, 1.05, random), height * size);
        float pen = (float) uniform(0.7, 1.5, random);
        graphics.setStroke(new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path(digit, random));
        graphics.dispose();
        return image.getRGB(0, 0, width, height, null, 0, width);
    }

    /** Reads a path whose points shake, about its middle. */
    private static Path2D path(String digit, Random random) {
        Path2D path = new Path2D.Double();
        for (String piece : digit.split(" (?=[MLC])")) {
            double[] at = Arrays.stream(piece.substring(2).split(" "))
                    .mapToDouble(number -> Double.parseDouble(number) - GRID / 2 + 0.35 * random.nextGaussian())
                    .toArray();
            switch (piece.charAt(0)) {
                case 'M' -> path.moveTo(at[0], at[1]);
                case 'L' -> path.lineTo(at[0], at[1]);
                default -> path.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
            }
        }
        return path;
    }

    private static double uniform(double from, double to, Random random) {
        return from + (to - from) * random.nextDouble();
    }
}
