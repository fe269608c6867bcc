package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.file.Sha1;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small data sets in CIFAR-10's layouts, made for one test each. */
final class CifarFixture {
    /** In each binary file of {@link #batches()}: one of each class. */
    static final int IMAGES = 10;

    private CifarFixture() {}

    /** Byte p, in the order of the binary files, of image n of a file: different in every image and every channel. */
    static byte pixel(int file, int image, int p) {
        return (byte) (37 * file + 11 * image + 5 * (p / 1024) + p);
    }

    /** A batch file; image n has the label n mod 10. */
    static byte[] batch(int file, int images) {
        byte[] content = new byte[images * CifarRecordReader.RECORD];
        for (int image = 0; image < images; image++) {
            int at = image * CifarRecordReader.RECORD;
            content[at] = (byte) (image % 10);
            for (int p = 0; p < 3072; p++) {
                content[at + 1 + p] = pixel(file, image, p);
            }
        }
        return content;
    }

    /** A sound set of six files by their names. */
    static Map<String, byte[]> batches() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int file = 0; file < CifarBatch.OFFICIAL.size(); file++) {
            files.put(CifarBatch.OFFICIAL.get(file).name(), batch(file, IMAGES));
        }
        return files;
    }

    /** What identifies these files as official, for code that is told so. */
    static List<CifarBatch> asOfficial(Map<String, byte[]> files) {
        return CifarBatch.OFFICIAL.stream()
                .map(batch -> new CifarBatch(batch.name(), Sha1.of(files.get(batch.name()))))
                .toList();
    }

    /** The same images as PNG files in class folders, by their names: train/airplane/0_0.png and so on. */
    static Map<String, byte[]> folders() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int file = 0; file < CifarBatch.OFFICIAL.size(); file++) {
            String part = CifarBatch.OFFICIAL.get(file).isTest() ? "test/" : "train/";
            for (int image = 0; image < IMAGES; image++) {
                String name = CifarRecordReader.CLASSES.get(image) + "/" + file + "_" + image + ".png";
                files.put(part + name, encode(image(file, image), "png"));
            }
        }
        return files;
    }

    static BufferedImage image(int file, int image) {
        var picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 1024; p++) {
            int red = Byte.toUnsignedInt(pixel(file, image, p));
            int green = Byte.toUnsignedInt(pixel(file, image, p + 1024));
            int blue = Byte.toUnsignedInt(pixel(file, image, p + 2048));
            picture.setRGB(p % 32, p / 32, red << 16 | green << 8 | blue);
        }
        return picture;
    }

    static byte[] encode(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(Path directory, Map<String, byte[]> files) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files under a folder of the archive, "" for none. */
    static byte[] tarGz(String folder, Map<String, byte[]> files) {
        return tarGz(tar -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(tar, folder + file.getKey(), file.getValue());
            }
        });
    }

    /** Writes entries. */
    interface Entries {
        void addTo(TarArchiveOutputStream tar) throws IOException;
    }

    static byte[] tarGz(Entries entries) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            entries.addTo(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    static void addLink(TarArchiveOutputStream tar, String name, byte type, String target) throws IOException {
        var entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
