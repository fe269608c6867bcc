package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
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

    private void assertColour(byte[] file, int tolerance, int... colour) throws IOException {
        byte[] planes = decode(file, 4, 5);
        assertThat(planes).hasSize(60);
        for (int p = 0; p < 60; p++) {
            assertThat(Byte.toUnsignedInt(planes[p])).isCloseTo(colour[p / 20], within(tolerance));
        }
    }

    private void assertRefused(byte[] file, String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> decode(file, 4, 4))
                .withMessageContaining(reason);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void redComesFirstInEveryFormatAndKindOfPixel() throws Exception {
        Color colour = new Color(200, 100, 40);
        Scalar blueFirst = new Scalar(40, 100, 200, 0);
        BufferedImage opaque = Pictures.plain(9, 7, BufferedImage.TYPE_INT_RGB, colour);
        BufferedImage transparent = Pictures.plain(9, 7, BufferedImage.TYPE_INT_ARGB, colour);
        for (String format : List.of("png", "bmp", "tiff")) {
            assertColour(Pictures.encode(opaque, format), 0, 200, 100, 40);
        }
        assertColour(Pictures.encode(transparent, "png"), 0, 200, 100, 40);
        assertColour(Pictures.byOpenCv(".ppm", opencv_core.CV_8UC3, blueFirst), 0, 200, 100, 40);
        assertColour(Pictures.encode(opaque, "jpg"), 5, 200, 100, 40);
        assertColour(Pictures.byOpenCv(".webp", opencv_core.CV_8UC3, blueFirst), 5, 200, 100, 40);
        // Java's palette of a binary image is black and white.
        BufferedImage binary = Pictures.plain(9, 7, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE);
        assertColour(Pictures.encode(binary, "png"), 0, 255, 255, 255);
        for (String ending : List.of(".png", ".jpg")) {
            assertColour(Pictures.byOpenCv(ending, opencv_core.CV_8UC1, new Scalar(77)), 0, 77, 77, 77);
        }
        assertColour(latin1("P5 # a comment\n1 1\n255\n\7"), 0, 7, 7, 7);
        for (String ending : List.of(".png", ".tiff", ".ppm")) { // 16 bits become 8
            Scalar value = new Scalar(65535, 60_000, 257, 0);
            assertColour(Pictures.byOpenCv(ending, opencv_core.CV_16UC3, value), 0, 1, 233, 255);
        }
    }

    @Test
    void withoutScalingEveryPixelIsKept() throws Exception {
        BufferedImage image = Pictures.noise(5, 3, 1);
        byte[] planes = decode(Pictures.encode(image, "png"), 3, 5);
        for (int p = 0; p < 15; p++) {
            byte[] rgb = {planes[p], planes[15 + p], planes[30 + p]};
            assertThat(new Color(rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff).getRGB())
                    .isEqualTo(image.getRGB(p % 5, p / 5));
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
            assertThat((double) Byte.toUnsignedInt(planes[p])).isCloseTo(sum / 10_000, within(1.5));
        }
        // Shrunk in one direction and grown in the other.
        byte[] tall = decode(Pictures.encode(Pictures.noise(400, 2, 3), "png"), 8, 1);
        for (int p = 0; p < 8; p++) {
            assertThat(Byte.toUnsignedInt(tall[p])).isBetween(115, 140);
        }
    }

    @Test
    void whatIsNoImageOrWouldBeShownInOtherColoursIsRefused() throws Exception {
        byte[] gif = Pictures.encode(Pictures.noise(8, 8, 1), "gif");
        byte[] jpeg2000 = latin1("\0\0\0\fjP  \r\n\u0087\n\0\0\0\0\0\0\0\0");
        for (byte[] file : List.of(latin1("no image at all"), new byte[0], gif, jpeg2000)) {
            assertRefused(file, "expected an image that OpenCV can decode");
        }
        assertRefused(Pictures.byOpenCv(".tiff", opencv_core.CV_32FC3, Scalar.all(1)), "floating-point numbers");
        for (String maximum : List.of("15", "1023", "2550")) {
            assertRefused(latin1("P5\n2 #w\n1\n" + maximum + "\n\1\2\3\4"), "expected 255 or 65535 for white");
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Decoder.decode(folder.resolve("gone.png"), 4, 4))
                .satisfies(e -> assertThat(UserException.reason(e)).isEqualTo("no such file"));
    }

    /** Exif data with nothing but an orientation. */
    private static byte[] exif(int orientation, boolean bigEndian) {
        char value = (char) orientation;
        return latin1(
                bigEndian
                        ? "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0" + value + "\0\0\0\0\0\0"
                        : "II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0" + value + "\0\0\0\0\0\0\0");
    }

    private static byte[] join(byte[]... pieces) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(pieces).mapToInt(piece -> piece.length).sum());
        Arrays.stream(pieces).forEach(all::put);
        return all.array();
    }

    @Test
    void aTurnedJpegIsTurnedUprightAndATurnedWebpIsRefused() throws Exception {
        BufferedImage image = Pictures.plain(16, 16, BufferedImage.TYPE_INT_RGB, Color.WHITE);
        image.getRaster().setPixels(0, 0, 8, 16, new int[8 * 16 * 3]); // the left half is black
        byte[] jpeg = Pictures.encode(image, "jpg");
        byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);
        byte[] head = latin1("\u00ff\u00d8\u00ff\u00e1\0\42Exif\0\0"); // 34 bytes of Exif data
        assertThat(Byte.toUnsignedInt(decode(jpeg, 1, 2)[0])).isLessThan(60);
        byte[] turned = join(head, exif(3, true), rest);
        assertThat(Byte.toUnsignedInt(decode(turned, 1, 2)[0])).isGreaterThan(200);

        byte[] webp = Pictures.byOpenCv(".webp", opencv_core.CV_8UC3, Scalar.all(9));
        byte[] image8x8 = Arrays.copyOfRange(webp, 12, webp.length);
        for (boolean bigEndian : new boolean[] {true, false}) {
            byte[] size = {(byte) (webp.length + 18 + 26), 0, 0, 0};
            byte[] extended = join(
                    latin1("RIFF"),
                    size,
                    latin1("WEBPVP8X\n\0\0\0\10\0\0\0\7\0\0\7\0\0"),
                    image8x8,
                    latin1("EXIF\32\0\0\0"));
            assertColour(join(extended, exif(1, bigEndian)), 3, 9, 9, 9);
            assertRefused(join(extended, exif(6, bigEndian)), "OpenCV does not turn those");
        }
    }

    @Test
    void filesThatAreCutOffAreRefused() throws Exception {
        BufferedImage noise = Pictures.noise(64, 48, 4);
        for (String format : List.of("png", "jpg", "bmp", "tiff")) {
            byte[] file = Pictures.encode(noise, format);
            for (int percent : new int[] {30, 60, 90}) {
                assertRefused(Arrays.copyOf(file, file.length * percent / 100), "expected");
            }
        }
        byte[] webp = Pictures.byOpenCv(".webp", opencv_core.CV_8UC3, Scalar.all(9));
        assertRefused(Arrays.copyOf(webp, webp.length - 8), "expected");
        byte[] jpeg = Pictures.encode(noise, "jpg");
        assertRefused(Arrays.copyOf(jpeg, jpeg.length - 2), "expected a whole JPEG image, found: Truncated File");
        // Bytes behind the end do no harm.
        assertThat(decode(Arrays.copyOf(jpeg, jpeg.length + 1000), 4, 4)).isEqualTo(decode(jpeg, 4, 4));
    }

    /** Both decoders paint something; Java's warns. */
    @Test
    void aTornJpegIsRefused() throws Exception {
        byte[] whole = Pictures.encode(Pictures.noise(200, 150, 5), "jpg");
        assertThat(decode(whole, 4, 4)).hasSize(48);
        for (int at = whole.length / 4; at < whole.length - 600; at += whole.length / 8) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, at, at + 512, (byte) 0);
            assertRefused(torn, "expected a whole JPEG image, found: Corrupt JPEG data");
        }
    }

    /** A PNG of few bytes that says it is huge. */
    @Test
    void aHugeImageIsRefusedBeforeItIsDecoded() throws Exception {
        byte[] png = Pictures.png(1, 2, 3);
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 40_000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        assertRefused(png, "expected at most 134217728 pixels, found 1200000000");
        assertRefused(latin1("P6 30000 40000 255\n"), "an image that OpenCV can decode");
    }
}
