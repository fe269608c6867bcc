package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks a {@code .tar.gz} of which nothing is believed. Every entry ends up inside the folder that is named, or none does
 * any more: absolute names, "..", names that are not the system's, links, devices and names given twice are refused.
 */
final class Tarball {
    private final Path archive;
    private final Path folder;

    private Tarball(Path archive, Path folder) {
        this.archive = archive;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Unpacks.
     *
     * @param archive the file
     * @param folder an empty folder
     * @throws DataException if the archive is damaged or must not be unpacked
     * @throws IOException if the disk makes trouble; the folder may hold a part of the content after any exception
     */
    static void unpack(Path archive, Path folder) throws IOException {
        new Tarball(archive, folder).unpack();
    }

    private void unpack() throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                InputStream content = new ArchiveStream(archive, file)) {
            var tar = new TarArchiveInputStream(content);
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                unpack(entry, tar);
            }
            // The checksum of the gzip stream is at its end.
            content.transferTo(OutputStream.nullOutputStream());
        }
    }

    private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextTarEntry();
        } catch (DataException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw DataException.badFile(archive, "a whole tar archive", "a damaged one (" + e.getMessage() + ")", e);
        }
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
        Path target = target(entry);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            long size = content.transferTo(out);
            if (size != entry.getSize()) {
                throw bad(entry, entry.getSize() + " bytes", size + " (the archive is cut off)");
            }
        } catch (FileAlreadyExistsException e) {
            throw bad(entry, "each name once", "it twice");
        }
    }

    private Path target(TarArchiveEntry entry) throws DataException {
        if (entry.isLink()
                || entry.isSymbolicLink()
                || entry.isCharacterDevice()
                || entry.isBlockDevice()
                || entry.isFIFO()) {
            throw bad(entry, "files and folders only", "a link or a device");
        }
        // As on every system: what is harmless here may be an absolute name elsewhere.
        String name = entry.getName().replace('\\', '/');
        boolean leaves = name.startsWith("/") || name.matches("[A-Za-z]:.*") || ("/" + name + "/").contains("/../");
        try {
            Path target = folder.resolve(name).normalize();
            if (!leaves && target.startsWith(folder)) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw bad(entry, "names of files", e.getReason());
        }
        throw bad(entry, "names inside the archive's own folder", "one that leads out of it");
    }

    private DataException bad(TarArchiveEntry entry, String expected, String found) {
        return DataException.badFile(archive, expected, found + " (entry \"" + entry.getName() + "\")");
    }

    /** Tells a damaged archive from a damaged disk: exceptions of the former become a {@link DataException}. */
    private static final class ArchiveStream extends InputStream {
        private final Path archive;
        private final InputStream in;

        ArchiveStream(Path archive, InputStream file) throws IOException {
            this.archive = archive;
            try {
                this.in = new GZIPInputStream(file, 1 << 16);
            } catch (ZipException | EOFException e) {
                throw damaged(e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (ZipException | EOFException e) {
                throw damaged(e);
            }
        }

        private DataException damaged(IOException e) {
            return DataException.badFile(
                    archive, "an intact gzip stream", "a damaged or cut off one (" + e.getMessage() + ")", e);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
