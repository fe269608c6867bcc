package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A mask as the library draws it at the first update of a run.
 *
 * @param name of the noise shape
 * @param caption what lies where in the picture
 * @param kept how many elements are kept, a sentence
 * @param src the picture, an address that contains it
 * @param width in pixels of its own
 * @param height in pixels of its own
 */
record MaskPicture(String name, String caption, String kept, String src, int width, int height) {

    /** Index of the layer that the masks are drawn for. */
    static final int LAYER = 1;

    private static final int KEPT = 0xFF0072B2;
    private static final int DROPPED = 0xFFD9D9D4;
    private static final int BETWEEN = 0x00000000;

    private static final int EXAMPLES = 4;
    private static final int CHANNELS = 8;
    private static final int SIDE = 8;

    private static final int SEQUENCES = 2;
    private static final int FEATURES = 16;
    private static final int STEPS = 35;

    static List<MaskPicture> of(RunSettings settings) {
        String maps =
                "An activation [N, C, H, W] = [4, 8, 8, 8]: four examples from top to bottom, their eight feature maps from"
                        + " left to right, 8×8 positions each.";
        return List.of(
                maps("ELEMENT", NoiseShape.ELEMENT, maps + " Each position has a draw of its own.", settings),
                maps("CHANNEL", NoiseShape.CHANNEL, maps + " A feature map is kept or dropped whole.", settings),
                sequences(settings));
    }

    private static MaskPicture maps(String name, NoiseShape shape, String caption, RunSettings settings) {
        INDArray mask = mask(shape, settings, EXAMPLES, CHANNELS, SIDE, SIDE);
        int pitch = SIDE + 1; // a line between two maps
        return picture(
                name,
                caption,
                mask,
                CHANNELS * pitch - 1,
                EXAMPLES * pitch - 1,
                (x, y) -> x % pitch == SIDE || y % pitch == SIDE
                        ? BETWEEN
                        : colour(mask.getDouble(y / pitch, x / pitch, y % pitch, x % pitch)));
    }

    private static MaskPicture sequences(RunSettings settings) {
        INDArray mask = mask(NoiseShape.TIME, settings, SEQUENCES, FEATURES, STEPS);
        int pitch = STEPS + 1;
        return picture(
                "TIME",
                "An activation [N, C, T] = [2, 16, 35]: two sequences from left to right, in each 35 time steps from left to"
                        + " right and 16 features from top to bottom. A feature is kept or dropped for all steps of a sequence.",
                mask,
                SEQUENCES * pitch - 1,
                FEATURES,
                (x, y) -> x % pitch == STEPS ? BETWEEN : colour(mask.getDouble(x / pitch, y, x % pitch)));
    }

    private static MaskPicture picture(
            String name, String caption, INDArray mask, int width, int height, Pictures.Colour colour) {
        long kept = mask.gt(0).castTo(mask.dataType()).sumNumber().longValue();
        return new MaskPicture(
                name,
                caption,
                String.format(Locale.ROOT, "%,d of %,d elements are kept.", kept, mask.length()),
                Pictures.encode(width, height, colour),
                width,
                height);
    }

    private static INDArray mask(NoiseShape shape, RunSettings settings, long... dimensions) {
        return new RateDropoutLayer.Builder(settings.rate())
                .noiseShape(shape)
                .seed(settings.seeds().get(0))
                .build()
                .mask(LAYER, 0, 0, 0, dimensions);
    }

    private static int colour(double factor) {
        return factor > 0 ? KEPT : DROPPED;
    }
}
