package io.github.dl4jdropout.examples.data.synthetic;

import io.github.dl4jdropout.examples.data.Dice;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Draws handwritten-like digits of 28×28 pixels, for machines without MNIST. Each image is one of several ways to write
 * its digit ({@link DigitStrokes}) with shaking points, a random affine map (size, slant, turn, place), an elastic
 * distortion ({@link ElasticField}), a pen of random width and darkness, and some noise.
 *
 * <p>An image is a function of the seed, its part and its index: not of the number of images, of threads or of the JDK.
 */
public final class SyntheticDigits {
    static final int SIDE = 28;
    private static final int CLASSES = 10;
    private static final int TRAIN = 0;
    private static final int TEST = 1;

    private final long seed;

    /**
     * A generator.
     *
     * @param seed of all images
     */
    public SyntheticDigits(long seed) {
        this.seed = seed;
    }

    /**
     * As many images as MNIST has.
     *
     * @return always the same ones
     */
    public static ImageData likeMnist() {
        return new SyntheticDigits(1998).generate(60_000, 10_000);
    }

    /**
     * Draws images.
     *
     * @param train how many to train on
     * @param test how many to test on
     * @return them
     */
    public ImageData generate(int train, int test) {
        return new ImageData(
                "synthetic digits",
                true,
                "generated handwritten-like digits (not MNIST), seed " + seed,
                IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList(),
                new ImageShape(1, SIDE, SIDE),
                dataSet(draw(TRAIN, train)),
                dataSet(draw(TEST, test)));
    }

    private static DataSet dataSet(LabelledImages images) {
        return new DataSet(images.features(0, images.count()), images.oneHot(0, images.count()));
    }

    private LabelledImages draw(int part, int count) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        byte[] labels = new byte[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            Dice dice = new Dice(seed, part, i);
            labels[i] = (byte) dice.below(CLASSES);
            drawDigit(labels[i], dice, pixels, i * SIDE * SIDE);
        });
        return new LabelledImages(pixels, labels, SIDE * SIDE, CLASSES);
    }

    private static void drawDigit(int digit, Dice dice, byte[] pixels, int offset) {
        List<double[][]> ways = DigitStrokes.of(digit);
        double[][] way = ways.get(dice.below(ways.size()));
        Placement placement = Placement.random(dice);
        ElasticField field = new ElasticField(SIDE, dice.uniform(10, 40), dice);
        double width = Math.max(1.1, dice.normal(2.4, 0.6));
        Ink ink = new Ink(SIDE);
        for (double[] stroke : way) {
            double[] curve = SmoothCurve.through(shaken(stroke, dice));
            placement.apply(curve);
            field.displace(curve);
            ink.draw(curve, width);
        }
        develop(ink.coverage(), dice, pixels, offset);
    }

    /** A point that is given twice, a corner, moves as one. */
    private static double[] shaken(double[] stroke, Dice dice) {
        double[] points = stroke.clone();
        for (int i = 0; i < points.length; i += 2) {
            boolean corner = i > 0 && stroke[i] == stroke[i - 2] && stroke[i + 1] == stroke[i - 1];
            points[i] = corner ? points[i - 2] : points[i] + dice.normal(0, 0.03);
            points[i + 1] = corner ? points[i - 1] : points[i + 1] + dice.normal(0, 0.03);
        }
        return points;
    }

    /** Ink of some darkness with grain; the paper stays white but for a few specks. */
    private static void develop(double[] coverage, Dice dice, byte[] pixels, int offset) {
        double darkness = dice.uniform(0.75, 1);
        for (int p = 0; p < coverage.length; p++) {
            double grain = coverage[p] > 0 ? dice.uniform(-0.1, 0.1) : 0;
            double speck = dice.uniform(0, 1) < 0.004 ? dice.uniform(0.1, 0.6) : 0;
            double value = Math.max(speck, coverage[p] * darkness + grain);
            pixels[offset + p] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
    }
}
