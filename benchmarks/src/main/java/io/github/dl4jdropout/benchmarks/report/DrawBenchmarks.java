package io.github.dl4jdropout.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** Draws the pictures and writes the tables of a directory of results, from its CSV files alone. */
public final class DrawBenchmarks {

    private DrawBenchmarks() {}

    /**
     * Writes {@code *.png} and {@code tables.md} beside the CSV files.
     *
     * @param args the directory; without one, {@code docs/results/benchmarks}
     * @throws IOException if files cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path directory = Path.of(args.length == 0 ? "docs/results/benchmarks" : args[0]);
        Measurements measurements = Measurements.read(directory);
        Map<String, IChart> pictures = new TreeMap<>(Map.of(
                "element-forward.png",
                new PassesPicture("ElementForward", "Element-wise dropout, forward pass", "0.5").chart(measurements),
                "element-backward.png",
                new PassesPicture("ElementBackward", "Element-wise dropout, backward pass", "0.5").chart(measurements),
                "channel-forward.png",
                new PassesPicture("ChannelForward", "Dropout of channels, forward pass", "0.5").chart(measurements),
                "iteration.png",
                IterationPicture.chart(measurements)));
        for (Map.Entry<String, IChart> picture : pictures.entrySet()) {
            Path file = directory.resolve(picture.getKey());
            Files.write(file, ChartEncoder.getBytes(picture.getValue(), "png"));
            System.out.println(file);
        }
        Path tables = directory.resolve("tables.md");
        Files.writeString(tables, new Tables(measurements).markdown());
        System.out.println(tables);
    }
}
