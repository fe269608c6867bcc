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
     * Writes {@code *.png} and {@code tables.md} next to the CSV files.
     *
     * @param args the directory; without one, {@code docs/results/benchmarks}
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path directory = Path.of(args.length == 0 ? "docs/results/benchmarks" : args[0]);
        Measurements measurements = Measurements.read(directory);
        Pictures pictures = new Pictures(measurements);
        Map<String, IChart> charts = new TreeMap<>(Map.of(
                "element-forward.png", pictures.passes("ElementForward", "Element-wise dropout, forward pass"),
                "element-backward.png", pictures.passes("ElementBackward", "Element-wise dropout, backward pass"),
                "channel-forward.png", pictures.passes("ChannelForward", "Dropout of channels, forward pass"),
                "iteration.png", pictures.iterations()));
        for (Map.Entry<String, IChart> chart : charts.entrySet()) {
            Files.write(directory.resolve(chart.getKey()), ChartEncoder.getBytes(chart.getValue(), "png"));
        }
        Files.writeString(directory.resolve("tables.md"), new Tables(measurements).markdown());
        System.out.println("Wrote " + charts.keySet() + " and tables.md to " + directory);
    }
}
