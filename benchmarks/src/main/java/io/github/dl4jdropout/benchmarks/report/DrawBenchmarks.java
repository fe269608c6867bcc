package io.github.dl4jdropout.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;

/** Draws the pictures and writes the tables of a directory of results, from its CSV files alone. */
public final class DrawBenchmarks {

    private DrawBenchmarks() {}

    /** Writes next to the CSV files of a directory, {@code docs/results/benchmarks} if none is given. */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path directory = Path.of(args.length == 0 ? "docs/results/benchmarks" : args[0]);
        Measurements measurements = Measurements.read(directory);
        Pictures pictures = new Pictures(measurements);
        for (String noise : List.of("Element", "Channel")) {
            for (String pass : List.of("Forward", "Backward")) {
                File file = directory
                        .resolve((noise + "-" + pass).toLowerCase(Locale.ROOT) + ".png")
                        .toFile();
                ImageIO.write(BitmapEncoder.getBufferedImage(pictures.passes(noise, pass)), "png", file);
            }
        }
        Files.writeString(directory.resolve("tables.md"), new Tables(measurements).markdown());
    }
}
