package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDecoderTest {
    private final Map<String, byte[]> files = new TreeMap<>(CifarFixture.folders());
    private final List<String> messages = new ArrayList<>();

    @TempDir
    Path directory;

    private CompactImages decode(int height, int width, int threads) throws Exception {
        CifarFixture.write(directory, files);
        return new FolderDecoder(height, width, threads, messages::add).decode(ClassFolders.list(directory), "images");
    }

    private void assertRefused(String file, String expectedAndFound) {
        assertThatThrownBy(() -> decode(32, 32, 2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Unusable data file " + directory.resolve(file) + ":")
                .hasMessageContaining(expectedAndFound);
    }

    private static BufferedImage plain(int width, int height, int type, Color colour) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    /** Red, green and blue of the pixels of the first training image. */
    private static List<Integer> channelsOfTheFirst(CompactImages images) {
        int plane = images.shape().height() * images.shape().width();
        List<Integer> channels = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            byte[] pixels = Arrays.copyOfRange(images.train().pixels(), c * plane, (c + 1) * plane);
            for (byte pixel : pixels) {
                assertThat(pixel).isEqualTo(pixels[0]);
            }
            channels.add(Byte.toUnsignedInt(pixels[0]));
        }
        return channels;
    }

    @Test
    void imageFilesGiveTheBytesOfTheBinaryFiles() throws Exception {
        CompactImages images = decode(32, 32, 2);
        assertThat(images.shape()).isEqualTo(CifarRecordReader.SHAPE);
        assertThat(images.train().count()).isEqualTo(50);
        for (int i = 0; i < 50; i++) { // class by class, in each class one image of each file
            assertThat(images.train().labels()[i]).isEqualTo((byte) (i / 5));
            for (int p = 0; p < 3072; p++) {
                assertThat(images.train().pixels()[i * 3072 + p]).isEqualTo(CifarFixture.pixel(i % 5, i / 5, p));
            }
        }
        assertThat(images.test().pixels()[3072 * 9]).isEqualTo(CifarFixture.pixel(5, 9, 0));
        assertThat(messages)
                .containsExactly("Decoding the training images: 50 of 50", "Decoding the test images: 10 of 10");
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() throws Exception {
        byte[] content = files.get("train/cat/0_3.png");
        for (int n = 0; n < 1100; n++) { // more than one stretch for each of several threads
            files.put("train/cat/copy" + n + ".png", n % 3 == 0 ? content : files.get("train/dog/1_5.png"));
        }
        CompactImages one = decode(8, 8, 1);
        CompactImages three = decode(8, 8, 3);
        assertThat(one.train().count()).isEqualTo(1150);
        assertThat(three.train().pixels()).isEqualTo(one.train().pixels());
        assertThat(three.train().labels()).isEqualTo(one.train().labels());
        assertThat(three.test().pixels()).isEqualTo(one.test().pixels());
    }

    @Test
    void imagesOfAnySizeAreScaledToTheOneAskedFor() throws Exception {
        files.put(
                "train/airplane/0.png",
                CifarFixture.encode(plain(100, 20, BufferedImage.TYPE_INT_RGB, new Color(10, 20, 30)), "png"));
        CompactImages images = decode(6, 9, 2);
        assertThat(images.train().pixels()).hasSize(51 * 3 * 6 * 9);
        assertThat(channelsOfTheFirst(images)).containsExactly(10, 20, 30);
    }

    @Test
    void greyAndTransparentImagesBecomeRedGreenBlue() throws Exception {
        var grey = plain(32, 32, BufferedImage.TYPE_BYTE_GRAY, Color.BLACK);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 77);
        files.put("train/airplane/0.png", CifarFixture.encode(grey, "png"));
        assertThat(channelsOfTheFirst(decode(32, 32, 1))).containsExactly(77, 77, 77);
        files.put(
                "train/airplane/0.png",
                CifarFixture.encode(plain(32, 32, BufferedImage.TYPE_INT_ARGB, new Color(10, 20, 30)), "png"));
        assertThat(channelsOfTheFirst(decode(32, 32, 1))).containsExactly(10, 20, 30);
    }

    @Test
    void namesMayHaveBlanksAndLettersOfAnyLanguage() throws Exception {
        files.put("train/cat/ein Kätzchen #1 100%.png", files.get("train/cat/0_3.png"));
        assertThat(decode(32, 32, 1).train().count()).isEqualTo(51);
    }

    @Test
    void whatIsNoImageIsNamed() {
        files.put("train/cat/1_3.png", "no image at all".getBytes());
        assertRefused("train/cat/1_3.png", "expected an image that OpenCV can decode, found none");
    }

    @Test
    void anEmptyFileIsNamed() {
        files.put("train/cat/1_3.png", new byte[0]);
        assertRefused("train/cat/1_3.png", "expected an image that OpenCV can decode, found");
    }

    @Test
    void theFirstOfSeveralBadFilesIsNamedWhicheverThreadComesFirst() {
        for (int n = 0; n < 1100; n++) {
            files.put("train/cat/copy" + n + ".png", files.get("train/cat/0_3.png"));
        }
        files.put("test/truck/5_9.png", new byte[1]);
        files.put("train/truck/4_9.png", new byte[1]);
        files.put("train/cat/copy998.png", new byte[1]);
        assertRefused("train/cat/copy998.png", "an image that OpenCV can decode");
    }

    @Test
    void aPngThatIsCutOffIsNamed() {
        byte[] whole = files.get("train/cat/1_3.png");
        files.put("train/cat/1_3.png", Arrays.copyOf(whole, whole.length / 2));
        assertRefused("train/cat/1_3.png", "an image that OpenCV can decode");
    }

    @Test
    void aJpegThatIsCutOffIsNamedAndNotFilledUpWithGrey() {
        byte[] whole = CifarFixture.encode(CifarFixture.image(1, 3), "jpg");
        files.put("train/cat/1_3.jpg", Arrays.copyOf(whole, whole.length - 200));
        assertRefused(
                "train/cat/1_3.jpg", "expected a whole JPEG image, found its end too early (the file is cut off)");
    }

    @Test
    void bytesBehindTheEndOfAJpegDoNoHarm() throws Exception {
        byte[] whole = CifarFixture.encode(CifarFixture.image(1, 3), "jpg");
        files.put("train/cat/1_3.jpg", Arrays.copyOf(whole, whole.length + 1000));
        assertThat(decode(32, 32, 1).train().count()).isEqualTo(51);
    }

    @Test
    void sixteenBitsAChannelAreRefused() {
        var deep = new BufferedImage(32, 32, BufferedImage.TYPE_USHORT_GRAY);
        Arrays.fill(((DataBufferUShort) deep.getRaster().getDataBuffer()).getData(), (short) 40_000);
        files.put("train/cat/1_3.png", CifarFixture.encode(deep, "png"));
        assertRefused(
                "train/cat/1_3.png", "expected 8 bits a channel, whole numbers from 0 to 255, found the value 40000.0");
    }

    @Test
    void moreThanAnArrayHoldsIsRefusedBeforeAnythingIsDecoded() {
        assertThatThrownBy(() -> decode(4096, 4096, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "The training images: expected less than 2 GiB as bytes, found 50 images of 3 × 4096 × 4096."
                                + " Use fewer of them, or scale them to a smaller height and width.");
        assertThat(messages).isEmpty();
    }
}
