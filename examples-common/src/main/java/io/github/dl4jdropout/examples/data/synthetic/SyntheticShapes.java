package io.github.dl4jdropout.examples.data.synthetic;

import io.github.dl4jdropout.examples.data.Dice;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Draws coloured shapes and textures of ten classes ({@link Motif}), for machines without CIFAR-10: each in a random place,
 * size and direction, in random colours, before a ground of other colours, half hidden by a bar at times, with noise.
 *
 * <p>An image is a function of the seed, its part and its index, and of height and width: not of the number of images, of
 * threads or of the JDK.
 */
public final class SyntheticShapes {
    private static final int TRAIN = 0;
    private static final int TEST = 1;
    private static final double NOISE = 0.12;

    private final long seed;
    private final ImageShape shape;

    /**
     * A generator.
     *
     * @param seed of all images
     * @param height of an image
     * @param width of an image
     */
    public SyntheticShapes(long seed, int height, int width) {
        this.seed = seed;
        this.shape = new ImageShape(3, height, width);
    }

    /**
     * As many images as CIFAR-10 has.
     *
     * @param height of an image
     * @param width of an image
     * @return always the same ones
     */
    public static ImageData likeCifar10(int height, int width) {
        return new SyntheticShapes(2009, height, width).generate(50_000, 10_000);
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
                "synthetic shapes",
                true,
                "generated coloured shapes and textures (not CIFAR-10), seed " + seed,
                Arrays.stream(Motif.values()).map(Motif::title).toList(),
                shape,
                draw(TRAIN, train).dataSet(shape),
                draw(TEST, test).dataSet(shape));
    }

    private LabelledImages draw(int part, int count) {
        byte[] pixels = new byte[Math.multiplyExact(count, shape.length())];
        byte[] labels = new byte[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            Dice dice = new Dice(seed, part, i);
            labels[i] = (byte) dice.below(Motif.values().length);
            draw(Motif.values()[labels[i]], dice, pixels, i * shape.length());
        });
        return new LabelledImages(pixels, labels, shape.length(), Motif.values().length);
    }

    private void draw(Motif motif, Dice dice, byte[] pixels, int at) {
        double[] ground = colour(dice);
        double[] shade = {dice.uniform(-0.15, 0.15), dice.uniform(-0.15, 0.15)};
        double[] ink = otherColour(ground, dice);
        View motifView = View.random(dice);
        boolean barred = dice.uniform(0, 1) < 0.3;
        double[] barInk = colour(dice);
        View bar = View.random(dice);
        int plane = shape.height() * shape.width();
        for (int row = 0; row < shape.height(); row++) {
            double y = 2 * (row + 0.5) / shape.height() - 1;
            for (int column = 0; column < shape.width(); column++) {
                double x = 2 * (column + 0.5) / shape.width() - 1;
                double covered = motif.ink(motifView.u(x, y), motifView.v(x, y));
                boolean hidden = barred && Math.abs(bar.u(x, y) + 0.8) < 0.12;
                double light = shade[0] * x + shade[1] * y;
                for (int c = 0; c < 3; c++) {
                    double value = hidden ? barInk[c] : ground[c] + covered * (ink[c] - ground[c]);
                    value += light + dice.uniform(-NOISE, NOISE);
                    pixels[at + c * plane + row * shape.width() + column] =
                            (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
                }
            }
        }
    }

    private static double[] colour(Dice dice) {
        return new double[] {dice.uniform(0, 1), dice.uniform(0, 1), dice.uniform(0, 1)};
    }

    private static double[] otherColour(double[] ground, Dice dice) {
        while (true) {
            double[] colour = colour(dice);
            double difference = 0;
            for (int c = 0; c < 3; c++) {
                difference += Math.abs(colour[c] - ground[c]);
            }
            if (difference > 0.5) {
                return colour;
            }
        }
    }

    /** From the square [-1, 1]² of the image to that of a motif, which is moved, turned and scaled. */
    private record View(double centreX, double centreY, double cos, double sin) {

        static View random(Dice dice) {
            double size = dice.uniform(0.45, 1.1);
            double angle = dice.uniform(0, 2 * Math.PI);
            return new View(
                    dice.uniform(-0.4, 0.4),
                    dice.uniform(-0.4, 0.4),
                    StrictMath.cos(angle) / size,
                    StrictMath.sin(angle) / size);
        }

        double u(double x, double y) {
            return cos * (x - centreX) + sin * (y - centreY);
        }

        double v(double x, double y) {
            return cos * (y - centreY) - sin * (x - centreX);
        }
    }
}
