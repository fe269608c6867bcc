package io.github.dl4jdropout.examples.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.lang3.StringUtils;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Decodes an image file by OpenCV, as DataVec does, and refuses what OpenCV would take for something else without a word. Damage that
 * leaves a valid stream of codes, such as a single flipped bit, is found by nobody.
 */
final class Decoder {
    private static final long MOST_PIXELS = 1 << 27;
    private static final String UNDECODABLE =
            "expected an image that OpenCV can decode (no GIF, no JPEG 2000, at most 2^30 pixels), found none";
    private static final String GAP = "(?:\\s|#[^\\n]*\\n)+";
    private static final Pattern DIM_PNM =
            Pattern.compile("P[2356]" + GAP + "\\d+" + GAP + "\\d+" + GAP + "(?!(255|65535)\\s)\\d");
    /** With an orientation in its Exif data, big-endian or little-endian, that is not 1. */
    private static final Pattern TURNED_WEBP = Pattern.compile(
            "(?s)RIFF.{4}WEBP.*EXIF.*(\\x01\\x12\\x00\\x03\\x00{3}\\x01\\x00|\\x12\\x01\\x03\\x00\\x01\\x00{3})[\\x02-\\x08]");

    /** Returns the red, green and blue plane, row by row, scaled; or throws an exception whose message is a phrase. */
    static byte[] decode(Path path, int height, int width) throws IOException {
        refuse(Files.size(path) > 1 << 29, "expected at most 512 MiB, found " + Files.size(path) + " bytes");
        byte[] file = Files.readAllBytes(path);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        boolean dim = DIM_PNM.matcher(StringUtils.left(text, 512)).lookingAt();
        refuse(dim, "expected 255 or 65535 for white, which OpenCV takes for granted, found another number");
        boolean turned = TURNED_WEBP.matcher(text).lookingAt();
        refuse(turned, "expected an upright WebP image, because OpenCV does not turn those, found one on its side");
        checkByJava(file);
        try (Mat bytes = new Mat(file);
                Mat image = opencv_imgcodecs.imdecode(
                        bytes, opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_ANYDEPTH)) {
            refuse(image.empty(), UNDECODABLE);
            boolean floating = image.depth() != opencv_core.CV_8U && image.depth() != opencv_core.CV_16U;
            refuse(floating, "expected 1 to 16 bits per channel, found floating-point numbers");
            return scaled(image, height, width);
        } catch (RuntimeException e) { // a C++ exception
            throw new IOException(UNDECODABLE, e);
        }
    }

    /** By the mean of pixels where the image shrinks, by interpolation where it grows. */
    private static byte[] scaled(Mat image, int height, int width) {
        Size smaller = new Size(Math.min(width, image.cols()), Math.min(height, image.rows()));
        try (Mat eight = new Mat();
                Mat shrunk = new Mat();
                Mat grown = new Mat();
                MatVector planes = new MatVector()) {
            image.convertTo(eight, opencv_core.CV_8U, image.depth() == opencv_core.CV_16U ? 1 / 257.0 : 1, 0);
            opencv_imgproc.resize(eight, shrunk, smaller, 0, 0, opencv_imgproc.INTER_AREA);
            opencv_imgproc.resize(shrunk, grown, new Size(width, height), 0, 0, opencv_imgproc.INTER_LINEAR);
            opencv_core.split(grown, planes); // blue, green, red
            byte[] pixels = new byte[3 * height * width];
            for (int c = 0; c < 3; c++) {
                planes.get(2 - c).data().get(pixels, c * height * width, height * width);
            }
            return pixels;
        }
    }

    /** Java tells how large an image is before it is decoded, and warns of a torn JPEG, of which OpenCV paints the rest grey. */
    private static void checkByJava(byte[] file) throws IOException {
        ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            return;
        }
        ImageReader reader = readers.next();
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        List<String> warnings = new ArrayList<>();
        long pixels = 0;
        try {
            reader.setInput(in, true, true);
            pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (jpeg && pixels <= MOST_PIXELS) {
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                ImageReadParam param = reader.getDefaultReadParam();
                param.setSourceSubsampling(reader.getWidth(0), 1, 0, 0); // one column, to spare the memory
                reader.readRaster(0, param);
            }
        } catch (IOException | RuntimeException e) {
            warnings.add(e.getMessage());
        } finally {
            reader.dispose();
        }
        refuse(pixels > MOST_PIXELS, "expected at most " + MOST_PIXELS + " pixels, found " + pixels);
        boolean torn = jpeg && !warnings.isEmpty(); // for the other formats, OpenCV has the say
        refuse(torn, "expected a whole JPEG image, found: " + String.join("; ", warnings));
    }

    private static void refuse(boolean wrong, String reason) throws IOException {
        if (wrong) {
            throw new IOException(reason);
        }
    }
}
