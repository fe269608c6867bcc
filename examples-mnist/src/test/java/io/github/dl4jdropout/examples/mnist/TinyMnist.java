package io.github.dl4jdropout.examples.mnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Four IDX files of random images, bright in a row that tells the label. */
final class TinyMnist {

    private static final int SIDE = 28;

    private TinyMnist() {}

    static Path write(Path directory, int train, int test) throws IOException {
        write(directory, "train", train, new Random(1));
        write(directory, "t10k", test, new Random(2));
        return directory;
    }

    private static void write(Path directory, String part, int n, Random random) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + n * SIDE * SIDE)
                .putInt(2051)
                .putInt(n)
                .putInt(SIDE)
                .putInt(SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + n).putInt(2049).putInt(n);
        for (int i = 0; i < n; i++) {
            int label = i % 10;
            labels.put((byte) label);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                images.put((byte) (random.nextInt(100) + (pixel / SIDE == 2 * label ? 150 : 0)));
            }
        }
        Files.write(directory.resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(directory.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
