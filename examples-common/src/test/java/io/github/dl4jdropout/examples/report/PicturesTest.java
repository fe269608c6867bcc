package io.github.dl4jdropout.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.Outcome.Filters;
import io.github.dl4jdropout.examples.record.OutcomeTest;
import io.github.dl4jdropout.examples.record.RunInfoTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class PicturesTest {

    private static BufferedImage decode(String src) throws IOException {
        assertThat(src).startsWith("data:image/png;base64,");
        byte[] png = Base64.getDecoder().decode(src.substring(src.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int at(String src, int x, int y) throws IOException {
        return decode(src).getRGB(x, y) & 0xFFFFFF;
    }

    @Test
    void greyPixelsAreRowByRow() throws IOException {
        String src =
                Pictures.image(new byte[] {0, 10, 20, (byte) 200, (byte) 250, (byte) 255}, new ImageShape(1, 2, 3));
        assertThat(decode(src).getWidth()).isEqualTo(3);
        assertThat(at(src, 1, 0)).isEqualTo(0x0A0A0A);
        assertThat(at(src, 0, 1)).isEqualTo(0xC8C8C8);
    }

    @Test
    void coloursAreThreePlanesOneAfterTheOther() throws IOException {
        byte[] pixels = {1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, (byte) 255};
        String src = Pictures.image(pixels, new ImageShape(3, 2, 2));
        assertThat(at(src, 1, 0)).isEqualTo(0x020C16);
        assertThat(at(src, 1, 1)).isEqualTo(0x040EFF);
    }

    @Test
    void aFilterHasAScaleOfItsOwnAroundMiddleGrey() throws IOException {
        float[] weights = {100, 100, -2, 1};
        Filters filters = new Filters(2, new ImageShape(1, 1, 2), weights);
        assertThat(at(Pictures.filter(filters, 1), 0, 0)).isEqualTo(0x000000);
        assertThat(at(Pictures.filter(filters, 1), 1, 0)).isEqualTo(0xBFBFBF);
        Filters zero = new Filters(1, new ImageShape(1, 1, 2), new float[2]);
        assertThat(at(Pictures.filter(zero, 0), 0, 0)).isEqualTo(0x808080);
    }

    @Test
    void filtersInColour() throws IOException {
        assertThat(at(Pictures.filter(OutcomeTest.example("none", 1, 1).filters(), 0), 0, 0))
                .isEqualTo(0xFFBF00); // 1, 0.5, -1
    }

    @Test
    void masksAreThoseOfTheLibraryPixelByPixel() throws IOException {
        List<MaskPicture> masks = MaskPicture.of(RunInfoTest.example(false).settings());
        assertThat(masks).extracting(MaskPicture::name).containsExactly("ELEMENT", "CHANNEL", "TIME");
        INDArray element = mask(NoiseShape.ELEMENT, 4, 8, 8, 8);
        INDArray channel = mask(NoiseShape.CHANNEL, 4, 8, 8, 8);
        INDArray time = mask(NoiseShape.TIME, 2, 16, 35);
        int kept = 0;
        for (int n = 0; n < 4; n++) {
            for (int c = 0; c < 8; c++) {
                for (int p = 0; p < 64; p++) {
                    int x = 9 * c + p % 8;
                    int y = 9 * n + p / 8;
                    assertThat(isKept(masks.get(0), x, y)).isEqualTo(element.getDouble(n, c, p / 8, p % 8) > 0);
                    assertThat(isKept(masks.get(1), x, y)).isEqualTo(channel.getDouble(n, c, 0, 0) > 0);
                    kept += isKept(masks.get(0), x, y) ? 1 : 0;
                }
            }
        }
        for (int feature = 0; feature < 16; feature++) {
            for (int t = 0; t < 35; t++) {
                assertThat(isKept(masks.get(2), 36 + t, feature)).isEqualTo(time.getDouble(1, feature, 0) > 0);
            }
        }
        assertThat(masks.get(0).kept()).isEqualTo(String.format("%,d of 2,048 elements are kept.", kept));
    }

    private final Map<String, BufferedImage> decoded = new HashMap<>();

    private boolean isKept(MaskPicture mask, int x, int y) throws IOException {
        if (!decoded.containsKey(mask.name())) {
            decoded.put(mask.name(), decode(mask.src()));
        }
        int colour = decoded.get(mask.name()).getRGB(x, y);
        assertThat(colour).isIn(0xFF0072B2, 0xFFD9D9D4);
        return colour == 0xFF0072B2;
    }

    private static INDArray mask(NoiseShape shape, long... dimensions) {
        return new RateDropoutLayer.Builder(0.5)
                .noiseShape(shape)
                .seed(1)
                .build()
                .mask(1, 0, 0, 0, dimensions);
    }
}
