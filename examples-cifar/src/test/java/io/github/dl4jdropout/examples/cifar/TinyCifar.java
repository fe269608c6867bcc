package io.github.dl4jdropout.examples.cifar;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Class folders of random 32×32 images, bright in a column that tells the class. */
final class TinyCifar {

    static final int CLASSES = 3;
    private static final int SIDE = 32;

    private TinyCifar() {}

    static Path write(Path directory, int train, int test) throws IOException {
        write(directory.resolve("train"), train, new Random(1));
        write(directory.resolve("test"), test, new Random(2));
        return directory;
    }

    private static void write(Path part, int images, Random random) throws IOException {
        for (int i = 0; i < images; i++) {
            int label = i % CLASSES;
            Path folder = Files.createDirectories(part.resolve("class" + label));
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                int x = pixel % SIDE;
                image.setRGB(x, pixel / SIDE, random.nextInt(0x404040) | (x == 10 * label ? 0xC0C0C0 : 0));
            }
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
    }
}
