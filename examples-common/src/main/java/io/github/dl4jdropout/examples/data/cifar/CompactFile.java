package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.data.file.Sha256;
import io.github.dl4jdropout.examples.record.AtomicFile;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decoded images in one file: a head, the bytes of train and test, and the SHA-256 of all that at the end. It is written in
 * full or not at all, and read with its digest compared.
 */
final class CompactFile {
    private static final String FORMAT = "dl4j-dropout images 1";

    private CompactFile() {}

    /** Writes the file or replaces it. Its directory must exist. */
    static void write(Path path, CompactImages images) throws IOException {
        AtomicFile.write(path, part -> {
            MessageDigest digest = Sha256.newDigest();
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                var out = new DataOutputStream(new DigestOutputStream(file, digest));
                out.writeUTF(FORMAT);
                out.writeUTF(images.name());
                out.writeInt(images.classes().size());
                for (String name : images.classes()) {
                    out.writeUTF(name);
                }
                out.writeInt(images.shape().channels());
                out.writeInt(images.shape().height());
                out.writeInt(images.shape().width());
                write(out, images.train());
                write(out, images.test());
                file.write(digest.digest());
            }
        });
    }

    private static void write(DataOutputStream out, LabelledImages images) throws IOException {
        out.writeInt(images.count());
        out.write(images.labels());
        out.write(images.pixels());
    }

    /**
     * Reads the file.
     *
     * @param path where it is
     * @param origin to be told by the images
     * @throws DamagedException if it is not as it was written
     */
    static CompactImages read(Path path, String origin) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (var content = new DigestInputStream(Files.newInputStream(path), digest)) {
            var in = new DataInputStream(content);
            long size = Files.size(path);
            if (!in.readUTF().equals(FORMAT)) {
                throw new DamagedException("it has another format");
            }
            String name = in.readUTF();
            List<String> classes = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                classes.add(in.readUTF());
            }
            ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
            LabelledImages train = read(in, shape, classes.size(), size);
            LabelledImages test = read(in, shape, classes.size(), size);
            byte[] found = digest.digest();
            content.on(false);
            if (!Arrays.equals(found, in.readNBytes(found.length)) || in.read() >= 0) {
                throw new DamagedException("its checksum is wrong");
            }
            return new CompactImages(name, origin, classes, shape, train, test);
        } catch (EOFException | UTFDataFormatException e) {
            throw new DamagedException("it is cut off or no longer text where it was");
        }
    }

    /** No more is allocated than the file can hold, whatever it says. */
    private static LabelledImages read(DataInputStream in, ImageShape shape, int classes, long size)
            throws IOException {
        int count = in.readInt();
        long length = shape.length();
        if (count < 1 || length < 1 || count > size / length || count > Integer.MAX_VALUE / length) {
            throw new DamagedException("it announces " + count + " images of " + length + " bytes");
        }
        byte[] labels = new byte[count];
        in.readFully(labels);
        byte[] pixels = new byte[count * shape.length()];
        in.readFully(pixels);
        return new LabelledImages(pixels, labels, shape.length(), classes);
    }

    /** The file is not what was written; the message says in what. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
