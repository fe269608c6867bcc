package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.file.Sha256;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A whole IDX file of unsigned bytes, read in one pass and checked before anyone sees a byte of it: magic number,
 * dimensions, length to the byte, and the checksum of the gzip stream if it is compressed (told by its content, not by
 * its name).
 *
 * <p>The format is the one of LeCun, Cortes, Burges, "The MNIST database of handwritten digits": big-endian int magic
 * 0x0000080d with d the number of dimensions, d ints with their sizes, then the bytes in row-major order.
 *
 * @param path where it was read
 * @param count the number of items, images or labels
 * @param rows the height of an image in pixels, 1 for labels
 * @param columns the width of an image in pixels, 1 for labels
 * @param items count × rows × columns bytes
 * @param sha256 the digest of the uncompressed file, header included, in hexadecimal
 */
record IdxFile(Path path, int count, int rows, int columns, byte[] items, String sha256) {
    static final int IMAGES_MAGIC = 2051;
    static final int LABELS_MAGIC = 2049;
    private static final int GZIP_MAGIC = 0x1f8b;

    /** Reads a file of images. */
    static IdxFile readImages(Path path) throws IOException {
        return read(path, IMAGES_MAGIC);
    }

    /** Reads a file of labels, every one of them from 0 to {@code classes - 1}. */
    static IdxFile readLabels(Path path, int classes) throws IOException {
        IdxFile file = read(path, LABELS_MAGIC);
        for (int i = 0; i < file.count; i++) {
            int label = Byte.toUnsignedInt(file.items[i]);
            if (label >= classes) {
                throw DataException.badFile(path, "labels from 0 to " + (classes - 1), "label " + label + " at " + i);
            }
        }
        return file;
    }

    private static IdxFile read(Path path, int magic) throws IOException {
        var digest = Sha256.newDigest();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                InputStream content = new DigestInputStream(decompressed(file), digest)) {
            var in = new DataInputStream(content);
            expectMagic(path, magic, in.readInt());
            int count = in.readInt();
            int rows = magic == IMAGES_MAGIC ? in.readInt() : 1;
            int columns = magic == IMAGES_MAGIC ? in.readInt() : 1;
            int length = length(path, count, rows, columns);
            byte[] items = in.readNBytes(length);
            if (items.length < length) {
                throw DataException.badFile(
                        path, length + " bytes after the header", items.length + " (the file is cut off)");
            }
            long more = in.transferTo(OutputStream.nullOutputStream());
            if (more > 0) {
                throw DataException.badFile(path, "its end after " + length + " bytes of data", more + " bytes more");
            }
            return new IdxFile(path, count, rows, columns, items, Sha256.hex(digest));
        } catch (EOFException e) {
            throw DataException.badFile(path, "a whole IDX file", "its end too early (the file is cut off)", e);
        } catch (ZipException e) {
            throw DataException.badFile(path, "an intact gzip stream", "a damaged one (" + e.getMessage() + ")", e);
        }
    }

    private static InputStream decompressed(InputStream file) throws IOException {
        file.mark(2);
        int start = file.read() << 8 | file.read();
        file.reset();
        return start == GZIP_MAGIC ? new GZIPInputStream(file, 1 << 16) : file;
    }

    private static void expectMagic(Path path, int expected, int found) throws DataException {
        if (found != expected) {
            throw DataException.badFile(path, name(expected), name(found));
        }
    }

    private static String name(int magic) {
        String kind = switch (magic) {
            case IMAGES_MAGIC -> "IDX images";
            case LABELS_MAGIC -> "IDX labels";
            default -> "neither IDX images nor IDX labels";
        };
        return kind + " (magic number " + magic + ")";
    }

    private static int length(Path path, int count, int rows, int columns) throws DataException {
        boolean sane = count > 0 && rows > 0 && columns > 0 && rows <= 1 << 12 && columns <= 1 << 12;
        if (!sane || (long) count * rows * columns > Integer.MAX_VALUE - 8) {
            throw DataException.badFile(
                    path,
                    "positive sizes and less than 2 GiB",
                    "a header that announces " + count + " × " + rows + " × " + columns + " bytes");
        }
        return count * rows * columns;
    }
}
