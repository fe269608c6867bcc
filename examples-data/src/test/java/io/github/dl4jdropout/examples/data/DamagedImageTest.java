package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedImageTest {
    @TempDir
    private Path folder;

    private byte[] decode(byte[] file, int height, int width) throws IOException {
        // The ending says nothing.
        return Decoder.decode(Files.write(folder.resolve("image.png"), file), height, width);
    }

    private void assertRefused(byte[] file, String... reason) {
        assertThatThrownBy(() -> decode(file, 4, 4))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(reason);
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertRefused(
                "no image at all".getBytes(StandardCharsets.UTF_8), "an image that OpenCV can decode", "found none");
        assertRefused(new byte[0], "expected an image that OpenCV can decode");
        assertRefused(Pictures.encode(Pictures.noise(8, 8, 1), "gif"), "an image that OpenCV can decode");
        byte[] jpeg2000 = {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, (byte) 0x87, 10, 0, 0, 0, 0, 0, 0, 0, 0};
        assertRefused(jpeg2000, "an image that OpenCV can decode");
    }

    @Test
    void aFileThatVanishesAfterItWasListedIsRefused() {
        assertThatThrownBy(() -> Decoder.decode(folder.resolve("gone.png"), 4, 4))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(UserException.reason(e)).isEqualTo("no such file"));
    }

    @Test
    void filesThatAreCutOffAreRefused() {
        for (String format : new String[] {"png", "jpg", "bmp", "tiff"}) {
            byte[] file = Pictures.encode(Pictures.noise(64, 48, 4), format);
            for (int percent : new int[] {30, 60, 90}) {
                assertRefused(Arrays.copyOf(file, file.length * percent / 100), "expected");
            }
        }
        byte[] webp = Pictures.byOpenCv(".webp", opencv_core.CV_8UC3, Scalar.all(9));
        assertRefused(Arrays.copyOf(webp, webp.length - 8), "expected");
        byte[] jpeg = Pictures.encode(Pictures.noise(64, 48, 4), "jpg");
        assertRefused(Arrays.copyOf(jpeg, jpeg.length - 2), "expected a whole JPEG image, found: Truncated File");
    }

    /** Both decoders paint something; Java's warns. */
    @Test
    void aTornJpegIsRefused() throws Exception {
        byte[] whole = Pictures.encode(Pictures.noise(200, 150, 5), "jpg");
        assertThat(decode(whole, 4, 4)).hasSize(48);
        for (int at = whole.length / 4; at < whole.length - 600; at += whole.length / 8) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, at, at + 512, (byte) 0);
            assertThatThrownBy(() -> decode(torn, 4, 4))
                    .hasMessageStartingWith("expected a whole JPEG image, found: Corrupt JPEG data");
        }
    }

    @Test
    void bytesBehindTheEndOfAJpegDoNoHarm() throws Exception {
        byte[] whole = Pictures.encode(Pictures.noise(20, 20, 6), "jpg");
        assertThat(decode(Arrays.copyOf(whole, whole.length + 1000), 4, 4)).isEqualTo(decode(whole, 4, 4));
    }

    /** A PNG of few bytes that says it is huge. */
    @Test
    void aHugeImageIsRefusedBeforeItIsDecoded() {
        byte[] png = Pictures.png(1, 2, 3);
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 40_000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        assertRefused(png, "expected at most 134217728 pixels, found 1200000000");
        byte[] ppm = "P6 30000 40000 255\n".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(ppm, "an image that OpenCV can decode");
    }
}
