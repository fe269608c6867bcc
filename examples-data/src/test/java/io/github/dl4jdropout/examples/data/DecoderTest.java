package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class DecoderTest extends DataTest {
    /** Returns the planes as numbers from 0 to 255. The ending of the file says nothing. */
    private int[] decode(byte[] file, int height, int width) throws IOException {
        byte[] planes = Decoder.decode(put("image.png", file), height, width);
        int[] numbers = new int[planes.length];
        Arrays.setAll(numbers, p -> Byte.toUnsignedInt(planes[p]));
        return numbers;
    }

    private void assertColour(byte[] file, int tolerance, int... colour) throws IOException {
        int[] planes = decode(file, 4, 5);
        for (int p = 0; p < 60; p++) {
            assertThat(planes[p]).isCloseTo(colour[p / 20], within(tolerance));
        }
    }

    private void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> decode(file, 4, 4)).hasMessageContaining(reason);
    }

    /** One value throughout, by OpenCV, which writes what Java does not. */
    private static byte[] openCv(String ending, int type, Scalar value) {
        try (Mat image = new Mat(8, 8, type, value);
                BytePointer file = new BytePointer()) {
            opencv_imgcodecs.imencode(ending, image, file);
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void redComesFirstInEveryFormatAndKindOfPixel() throws Exception {
        Color colour = new Color(200, 100, 40);
        Scalar blueFirst = new Scalar(40, 100, 200, 0);
        for (String format : List.of("png", "bmp", "tiff", "jpg")) {
            byte[] file = encode(plain(9, 7, BufferedImage.TYPE_INT_RGB, colour), format);
            assertColour(file, format.equals("jpg") ? 5 : 0, 200, 100, 40);
        }
        BufferedImage transparent = plain(9, 7, BufferedImage.TYPE_INT_ARGB, colour);
        assertColour(encode(transparent, "png"), 0, 200, 100, 40);
        BufferedImage binary = plain(9, 7, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE);
        assertColour(encode(binary, "png"), 0, 255, 255, 255);
        assertColour(openCv(".ppm", opencv_core.CV_8UC3, blueFirst), 0, 200, 100, 40);
        assertColour(openCv(".webp", opencv_core.CV_8UC3, blueFirst), 5, 200, 100, 40);
        assertColour(openCv(".png", opencv_core.CV_8UC1, new Scalar(77)), 0, 77, 77, 77);
        assertColour(openCv(".jpg", opencv_core.CV_8UC1, new Scalar(77)), 0, 77, 77, 77);
        assertColour(latin1("P5 # a comment\n1 1\n255\n\7"), 0, 7, 7, 7);
        for (String ending : List.of(".png", ".tiff", ".ppm")) { // 16 bits become 8
            assertColour(openCv(ending, opencv_core.CV_16UC3, new Scalar(65535, 60_000, 257, 0)), 0, 1, 233, 255);
        }
    }

    @Test
    void shrinkingTakesTheMeanOfAllPixelsAndWithoutScalingEachIsKept() throws Exception {
        BufferedImage small = noise(5, 3, 1);
        int[] kept = decode(encode(small, "png"), 3, 5);
        for (int p = 0; p < 15; p++) {
            Color colour = new Color(kept[p], kept[15 + p], kept[30 + p]);
            assertThat(colour.getRGB()).isEqualTo(small.getRGB(p % 5, p / 5));
        }
        BufferedImage large = noise(400, 400, 2);
        int[] shrunk = decode(encode(large, "png"), 4, 4);
        for (int p = 0; p < 16; p++) {
            int left = p % 4 * 100;
            int top = p / 4 * 100;
            var reds = IntStream.range(0, 10_000).map(i -> large.getRGB(left + i % 100, top + i / 100) >> 16 & 0xff);
            assertThat((double) shrunk[p]).isCloseTo(reds.average().getAsDouble(), within(1.5));
        }
        // Shrunk in one direction and grown in the other.
        int[] tall = decode(encode(noise(400, 2, 3), "png"), 8, 1);
        assertThat(Arrays.stream(tall, 0, 8)).allMatch(red -> red >= 115 && red <= 140);
    }

    @Test
    void whatIsNoImageIsHugeOrWouldBeShownInOtherColoursIsRefused() throws Exception {
        byte[] gif = encode(noise(8, 8, 1), "gif");
        byte[] jpeg2000 = latin1("\0\0\0\fjP  \r\n\u0087\n\0\0\0\0\0\0\0\0");
        for (byte[] file : List.of(latin1("no image"), new byte[0], gif, jpeg2000, latin1("P6 30000 40000 255\n"))) {
            assertRefused(file, "expected an image that OpenCV can decode");
        }
        byte[] hugePng = png(1);
        ByteBuffer.wrap(hugePng).putInt(16, 30_000).putInt(20, 40_000);
        assertRefused(hugePng, "expected at most 134217728 pixels, found 1200000000");
        assertRefused(openCv(".tiff", opencv_core.CV_32FC3, Scalar.all(1)), "floating-point numbers");
        for (String maximum : List.of("15", "1023", "2550")) {
            assertRefused(latin1("P5\n2 #w\n1\n" + maximum + "\n\1\2\3\4"), "expected 255 or 65535 for white");
        }
    }

    /** Exif data with nothing but an orientation. */
    private static byte[] exif(int orientation, boolean bigEndian) {
        String format = bigEndian
                ? "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0%c\0\0\0\0\0\0"
                : "II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0%c\0\0\0\0\0\0\0";
        return latin1(String.format(format, orientation));
    }

    @Test
    void aTurnedJpegIsTurnedUprightAndATurnedWebpIsRefused() throws Exception {
        BufferedImage image = plain(16, 16, BufferedImage.TYPE_INT_RGB, Color.WHITE);
        image.getRaster().setPixels(0, 0, 8, 16, new int[8 * 16 * 3]); // the left half is black
        byte[] jpeg = encode(image, "jpg");
        assertThat(decode(jpeg, 1, 2)[0]).isLessThan(60);
        byte[] head = latin1("\u00ff\u00d8\u00ff\u00e1\0\42Exif\0\0"); // 34 bytes of Exif data
        byte[] rest = ArrayUtils.addAll(exif(3, true), ArrayUtils.subarray(jpeg, 2, jpeg.length));
        assertThat(decode(ArrayUtils.addAll(head, rest), 1, 2)[0]).isGreaterThan(200);

        byte[] webp = openCv(".webp", opencv_core.CV_8UC3, Scalar.all(9));
        String image8x8 = new String(webp, 12, webp.length - 12, StandardCharsets.ISO_8859_1);
        byte[] extended = latin1("RIFF" + (char) (webp.length + 18 + 26) + "\0\0\0WEBPVP8X\n\0\0\0\10\0\0\0\7\0\0\7\0\0"
                + image8x8 + "EXIF\32\0\0\0");
        for (boolean bigEndian : new boolean[] {true, false}) {
            assertColour(ArrayUtils.addAll(extended, exif(1, bigEndian)), 3, 9, 9, 9);
            assertRefused(ArrayUtils.addAll(extended, exif(6, bigEndian)), "OpenCV does not turn those");
        }
    }

    @Test
    void filesThatAreCutOffOrTornAreRefused() throws Exception {
        BufferedImage noise = noise(200, 150, 5);
        for (String format : List.of("png", "jpg", "bmp", "tiff")) {
            byte[] file = encode(noise, format);
            for (int percent : new int[] {30, 60, 90}) {
                assertRefused(Arrays.copyOf(file, file.length * percent / 100), "expected");
            }
        }
        byte[] webp = openCv(".webp", opencv_core.CV_8UC3, Scalar.all(9));
        assertRefused(Arrays.copyOf(webp, webp.length - 8), "expected");
        byte[] jpeg = encode(noise, "jpg");
        assertRefused(Arrays.copyOf(jpeg, jpeg.length - 2), "expected a whole JPEG image, found: Truncated File");
        // Bytes behind the end do no harm.
        assertThat(decode(Arrays.copyOf(jpeg, jpeg.length + 1000), 4, 4)).isEqualTo(decode(jpeg, 4, 4));
        for (int at = jpeg.length / 4; at < jpeg.length - 600; at += jpeg.length / 8) {
            byte[] torn = jpeg.clone();
            Arrays.fill(torn, at, at + 512, (byte) 0); // both decoders paint something; Java's warns
            assertRefused(torn, "expected a whole JPEG image, found: Corrupt JPEG data");
        }
    }
}
