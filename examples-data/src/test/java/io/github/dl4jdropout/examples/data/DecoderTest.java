package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {
    @TempDir
    private Path folder;

    private byte[] decode(byte[] file, int height, int width) throws IOException {
        // The ending says nothing.
        return Decoder.decode(Files.write(folder.resolve("image.png"), file), height, width);
    }

    /** The colour of an image of one colour. */
    private int[] colour(byte[] file) throws IOException {
        byte[] planes = decode(file, 4, 5);
        assertThat(planes).hasSize(60);
        int[] colour = new int[3];
        for (int p = 0; p < 60; p++) {
            colour[p / 20] = Byte.toUnsignedInt(planes[p / 20 * 20]);
            assertThat(planes[p]).isEqualTo(planes[p / 20 * 20]);
        }
        return colour;
    }

    private void assertRefused(byte[] file, String... reason) {
        assertThatThrownBy(() -> decode(file, 4, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(reason);
    }

    @Test
    void redComesFirstInEveryFormatAndKindOfPixel() throws Exception {
        Color colour = new Color(200, 100, 40);
        BufferedImage opaque = Pictures.plain(9, 7, BufferedImage.TYPE_INT_RGB, colour);
        BufferedImage transparent = Pictures.plain(9, 7, BufferedImage.TYPE_INT_ARGB, colour);
        for (byte[] file : List.of(
                Pictures.encode(opaque, "png"),
                Pictures.encode(opaque, "bmp"),
                Pictures.encode(opaque, "tiff"),
                Pictures.encode(transparent, "png"),
                Pictures.byOpenCv(".ppm", opencv_core.CV_8UC3, new Scalar(40, 100, 200, 0)))) {
            assertThat(colour(file)).containsExactly(200, 100, 40);
        }
        for (byte[] lossy : List.of(
                Pictures.encode(opaque, "jpg"),
                Pictures.byOpenCv(".webp", opencv_core.CV_8UC3, new Scalar(40, 100, 200, 0)))) {
            assertThat(colour(lossy)[0]).isBetween(195, 205);
            assertThat(colour(lossy)[1]).isBetween(95, 105);
            assertThat(colour(lossy)[2]).isBetween(35, 45);
        }
        // Java's palette of a binary image is black and white.
        assertThat(colour(Pictures.encode(Pictures.plain(9, 7, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE), "png")))
                .containsExactly(255, 255, 255);
        assertThat(colour(Pictures.byOpenCv(".png", opencv_core.CV_8UC1, new Scalar(77))))
                .containsExactly(77, 77, 77);
        assertThat(colour(Pictures.byOpenCv(".jpg", opencv_core.CV_8UC1, new Scalar(77))))
                .containsExactly(77, 77, 77);
        assertThat(colour("P5 # a comment\n1 1\n255\n\7".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(7, 7, 7);
    }

    @Test
    void withoutScalingEveryPixelIsKept() throws Exception {
        BufferedImage image = Pictures.noise(5, 3, 1);
        byte[] planes = decode(Pictures.encode(image, "png"), 3, 5);
        for (int p = 0; p < 15; p++) {
            int rgb = image.getRGB(p % 5, p / 5);
            assertThat(planes[p]).isEqualTo((byte) (rgb >> 16));
            assertThat(planes[15 + p]).isEqualTo((byte) (rgb >> 8));
            assertThat(planes[30 + p]).isEqualTo((byte) rgb);
        }
    }

    @Test
    void shrinkingTakesTheMeanOfAllPixels() throws Exception {
        BufferedImage image = Pictures.noise(400, 400, 2);
        byte[] planes = decode(Pictures.encode(image, "png"), 4, 4);
        for (int p = 0; p < 16; p++) {
            double sum = 0;
            for (int i = 0; i < 10_000; i++) {
                sum += image.getRGB(p % 4 * 100 + i % 100, p / 4 * 100 + i / 100) >> 16 & 0xff;
            }
            assertThat(Byte.toUnsignedInt(planes[p])).isBetween((int) (sum / 10_000) - 1, (int) (sum / 10_000) + 1);
        }
        // Shrunk in one direction and grown in the other.
        byte[] tall = decode(Pictures.encode(Pictures.noise(400, 2, 3), "png"), 8, 1);
        for (int p = 0; p < 8; p++) {
            assertThat(Byte.toUnsignedInt(tall[p])).isBetween(115, 140);
        }
    }

    @Test
    void sixteenBitsBecomeEight() throws Exception {
        for (String ending : List.of(".png", ".tiff", ".ppm")) {
            byte[] file = Pictures.byOpenCv(ending, opencv_core.CV_16UC3, new Scalar(65535, 60_000, 257, 0));
            assertThat(colour(file)).containsExactly(1, 233, 255);
        }
    }

    @Test
    void whatOpenCvWouldShowInOtherColoursIsRefused() {
        assertRefused(Pictures.byOpenCv(".tiff", opencv_core.CV_32FC3, Scalar.all(1)), "floating-point numbers");
        for (String maximum : List.of("15", "1023")) {
            byte[] file = ("P5\n2 #w\n1\n" + maximum + "\n\1\2\3\4").getBytes(StandardCharsets.ISO_8859_1);
            assertRefused(file, "expected 255 or 65535 for white", "found " + maximum);
        }
    }

    /** A JPEG says in its head how it is to be turned. */
    @Test
    void aTurnedJpegIsTurnedUpright() throws Exception {
        BufferedImage image = Pictures.plain(16, 16, BufferedImage.TYPE_INT_RGB, Color.WHITE);
        image.getRaster().setPixels(0, 0, 8, 16, new int[8 * 16 * 3]); // the left half is black
        byte[] jpeg = Pictures.encode(image, "jpg");
        byte[] exif = exif(3, ByteOrder.BIG_ENDIAN);
        byte[] turned = ByteBuffer.allocate(jpeg.length + 10 + exif.length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
        assertThat(Byte.toUnsignedInt(decode(jpeg, 1, 2)[0])).isLessThan(60);
        assertThat(Byte.toUnsignedInt(decode(turned, 1, 2)[0])).isGreaterThan(200);
    }

    /** A TIFF directory with an orientation only. */
    private static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(26)
                .order(order)
                .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    @Test
    void aTurnedWebpIsRefused() throws Exception {
        byte[] webp = Pictures.byOpenCv(".webp", opencv_core.CV_8UC3, Scalar.all(9));
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (int orientation : new int[] {1, 6}) {
                byte[] exif = exif(orientation, order);
                byte[] extended = ByteBuffer.allocate(webp.length + 18 + 8 + exif.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(webp, 0, 4)
                        .putInt(webp.length + 18 + exif.length)
                        .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
                        .putInt(10)
                        .put(new byte[] {8, 0, 0, 0, 7, 0, 0, 7, 0, 0}) // with Exif; 8 × 8 pixels
                        .put(webp, 12, webp.length - 12)
                        .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                        .putInt(exif.length)
                        .put(exif)
                        .array();
                if (orientation == 1) {
                    assertThat(colour(extended)[0]).isBetween(6, 12);
                } else {
                    assertRefused(extended, "OpenCV does not turn those");
                }
            }
        }
    }
}
