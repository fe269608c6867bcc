package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.Outcome.Filters;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small pictures as PNG files in {@code data:} addresses, a pixel a number. */
final class Pictures {

    private static final int OPAQUE = 0xFF000000;

    private Pictures() {}

    /**
     * An image.
     *
     * @param pixels unsigned bytes, 0 black, 255 full
     * @param shape of 1 or 3 channels
     */
    static String image(byte[] pixels, ImageShape shape) {
        return encode(shape.width(), shape.height(), (x, y) -> rgb(shape, at -> Byte.toUnsignedInt(pixels[at]), x, y));
    }

    /**
     * A filter: middle grey is 0, the weight of largest magnitude is black or white, or full colour.
     *
     * @param filters of 1 or 3 channels
     * @param index which of them
     */
    static String filter(Filters filters, int index) {
        ImageShape shape = filters.shape();
        int from = index * shape.length();
        double largest = IntStream.range(from, from + shape.length())
                .mapToDouble(at -> Math.abs(filters.weights()[at]))
                .max()
                .orElseThrow();
        double scale = largest == 0 ? 0 : 127.5 / largest;
        return encode(
                shape.width(),
                shape.height(),
                (x, y) -> rgb(shape, at -> (int) Math.round(127.5 + scale * filters.weights()[from + at]), x, y));
    }

    /** The colour of a pixel as 0xAARRGGBB, alpha first. */
    @FunctionalInterface
    interface Colour {
        int at(int x, int y);
    }

    @FunctionalInterface
    private interface Level {
        int at(int index);
    }

    private static int rgb(ImageShape shape, Level level, int x, int y) {
        int plane = shape.height() * shape.width();
        int at = y * shape.width() + x;
        int red = level.at(at);
        return OPAQUE
                | (shape.channels() == 1
                        ? red * 0x010101
                        : red << 16 | level.at(at + plane) << 8 | level.at(at + 2 * plane));
    }

    static String encode(int width, int height, Colour colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, colour.at(x, y));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // Not ImageIO's own stream: that is a temporary file with a shutdown hook, and an interrupted run is shutting
        // down.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(picture, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
