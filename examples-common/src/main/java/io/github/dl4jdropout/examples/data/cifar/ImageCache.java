package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.cifar.CompactFile.DamagedException;
import io.github.dl4jdropout.examples.data.file.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Decoded images on the disk, each data set under a key that changes when its source does. Decoding is what the cache saves;
 * trouble with it never ends a run, because the images can be decoded again.
 */
final class ImageCache {
    private final Path directory;
    private final Consumer<String> messages;

    /**
     * @param directory where the files are kept; made if it does not exist
     * @param messages takes what goes wrong
     */
    ImageCache(Path directory, Consumer<String> messages) {
        this.directory = directory;
        this.messages = messages;
    }

    /** Makes the images that are not in the cache. */
    @FunctionalInterface
    interface Source {
        CompactImages make() throws IOException;
    }

    /**
     * The images of a key, made if they are not there or damaged. Processes that ask for the same at a time make them once.
     *
     * @param key made of hexadecimal digits
     * @param origin of the images, a phrase for a person
     * @param source makes them
     * @throws IOException if the source fails
     */
    CompactImages get(String key, String origin, Source source) throws IOException {
        DirectoryLock lock;
        try {
            lock = DirectoryLock.acquire(directory, messages);
        } catch (IOException e) {
            messages.accept("Decoded images cannot be kept in " + directory + " (" + e + ").");
            return source.make().from(origin);
        }
        try {
            return getLocked(directory.resolve(key.substring(0, 32) + ".images"), origin, source);
        } finally {
            lock.release();
        }
    }

    private CompactImages getLocked(Path file, String origin, Source source) throws IOException {
        if (Files.exists(file)) {
            try {
                return CompactFile.read(file, origin);
            } catch (DamagedException e) {
                messages.accept("Decoded images in " + file + " are damaged (" + e.getMessage() + "); decoding anew.");
            }
        }
        CompactImages images = source.make().from(origin);
        try {
            CompactFile.write(file, images);
            messages.accept(String.format(
                    Locale.ROOT, "Decoded images are kept in %s, %,d MB", file, Files.size(file) / 1_000_000));
        } catch (IOException e) {
            messages.accept("Decoded images cannot be kept in " + file + " (" + e + ").");
        }
        return images;
    }
}
