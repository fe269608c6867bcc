package io.github.dl4jdropout.examples.data;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Image files in memory. */
final class Pictures {
    private Pictures() {}

    static BufferedImage plain(int width, int height, int type, Color colour) {
        var image = new BufferedImage(width, height, type);
        for (int p = 0; p < width * height; p++) {
            image.setRGB(p % width, p / width, colour.getRGB());
        }
        return image;
    }

    /** Every pixel of another colour. */
    static BufferedImage noise(int width, int height, int seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new Random(seed).ints((long) width * height).toArray();
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IllegalArgumentException("no writer for " + format);
        }
        return bytes.toByteArray();
    }

    static byte[] png(int red, int green, int blue) throws IOException {
        return encode(plain(8, 8, BufferedImage.TYPE_INT_RGB, new Color(red, green, blue)), "png");
    }

    /** One value throughout, by OpenCV, which writes what Java does not. */
    static byte[] byOpenCv(String ending, int type, Scalar value) {
        try (Mat image = new Mat(8, 8, type, value);
                BytePointer file = new BytePointer()) {
            opencv_imgcodecs.imencode(ending, image, file);
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }
}
