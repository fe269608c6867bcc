package io.github.dl4jdropout.examples.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Decodes an image file by OpenCV, as DataVec does, and refuses what OpenCV would take for something else without a word.
 *
 * <p>A torn JPEG is one that Java's own decoder warns of. Damage that leaves a valid stream of codes, such as a single flipped bit,
 * is found by nobody.
 */
final class Decoder {
    private static final long LONGEST = 1 << 29;
    private static final long MOST_PIXELS = 1 << 27;
    private static final String UNDECODABLE =
            "expected an image that OpenCV can decode (no GIF, no JPEG 2000, at most 2^30 pixels), found none";
    private static final String GAP = "(?:\\s|#[^\\n]*\\n)+";
    private static final Pattern PNM = Pattern.compile("P[2356]" + GAP + "\\d+" + GAP + "\\d+" + GAP + "(\\d+)\\s");
    /** With an orientation in its Exif data, big-endian or little-endian, that is not 1. */
    private static final Pattern TURNED_WEBP = Pattern.compile(
            "RIFF.{4}WEBP.*EXIF.*(\\x01\\x12\\x00\\x03\\x00{3}\\x01\\x00|\\x12\\x01\\x03\\x00\\x01\\x00{3})[\\x02-\\x08]",
            Pattern.DOTALL);

    private Decoder() {}

    /**
     * Decodes a file, and scales the image without regard to its proportions.
     *
     * @return its red, green and blue plane, row by row
     * @throws IOException if that cannot be done; the message is a phrase
     */
    static byte[] decode(Path path, int height, int width) throws IOException {
        if (Files.size(path) > LONGEST) {
            throw new IOException("expected a file of at most 512 MiB, found " + Files.size(path) + " bytes");
        }
        byte[] file = Files.readAllBytes(path);
        check(file);
        try (Mat bytes = new Mat(file);
                Mat image = opencv_imgcodecs.imdecode(
                        bytes, opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_ANYDEPTH)) {
            if (image.empty()) {
                throw new IOException(UNDECODABLE);
            } else if (image.depth() != opencv_core.CV_8U && image.depth() != opencv_core.CV_16U) {
                throw new IOException("expected 1 to 16 bits per channel, found floating-point numbers");
            }
            return scaled(image, height, width);
        } catch (RuntimeException e) { // a C++ exception
            throw new IOException(UNDECODABLE, e);
        }
    }

    /** By the mean of the pixels that become one where the image shrinks, by interpolation where it grows. */
    private static byte[] scaled(Mat image, int height, int width) {
        Size smaller = new Size(Math.min(width, image.cols()), Math.min(height, image.rows()));
        try (Mat eight = new Mat();
                Mat shrunk = new Mat();
                Mat grown = new Mat()) {
            image.convertTo(eight, opencv_core.CV_8U, image.depth() == opencv_core.CV_16U ? 1 / 257.0 : 1, 0);
            opencv_imgproc.resize(eight, shrunk, smaller, 0, 0, opencv_imgproc.INTER_AREA);
            opencv_imgproc.resize(shrunk, grown, new Size(width, height), 0, 0, opencv_imgproc.INTER_LINEAR);
            byte[] pixels = new byte[height * width * 3]; // OpenCV's order: blue, green, red, pixel by pixel
            grown.data().get(pixels);
            byte[] planes = new byte[pixels.length];
            for (int p = 0; p < height * width; p++) {
                for (int c = 0; c < 3; c++) {
                    planes[c * height * width + p] = pixels[3 * p + 2 - c];
                }
            }
            return planes;
        }
    }

    private static void check(byte[] file) throws IOException {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher pnm = PNM.matcher(text.substring(0, Math.min(text.length(), 512)));
        if (pnm.lookingAt() && !pnm.group(1).matches("255|65535")) {
            throw new IOException(
                    "expected 255 or 65535 for white, which OpenCV takes for granted, found " + pnm.group(1));
        }
        if (TURNED_WEBP.matcher(text).lookingAt()) {
            throw new IOException(
                    "expected an upright WebP image, because OpenCV does not turn those, found one on its side");
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                reader.setInput(in, true, true);
                try {
                    check(reader);
                } finally {
                    reader.dispose();
                }
            }
        }
    }

    private static void check(ImageReader reader) throws IOException {
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        StringBuilder warnings = new StringBuilder();
        long pixels = 0;
        try {
            pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (jpeg && pixels <= MOST_PIXELS) {
                // OpenCV paints what is missing grey, and says nothing that a program can hear.
                reader.addIIOReadWarningListener(
                        (source, warning) -> warnings.append(warning).append("; "));
                ImageReadParam param = reader.getDefaultReadParam();
                param.setSourceSubsampling(reader.getWidth(0), 1, 0, 0); // one column, to spare the memory
                reader.readRaster(0, param);
            }
        } catch (IOException | RuntimeException e) {
            warnings.append(jpeg ? e.getMessage() : ""); // for the other formats, OpenCV has the say
        }
        if (pixels > MOST_PIXELS) {
            throw new IOException("expected at most " + MOST_PIXELS + " pixels, found " + pixels);
        } else if (!warnings.isEmpty()) {
            throw new IOException("expected a whole JPEG image, found: " + warnings);
        }
    }
}
