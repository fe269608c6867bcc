package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of one run lie.
 *
 * @param path the directory
 */
public record RunFolder(Path path) {

    /**
     * The description of the run.
     *
     * @return {@code run.json}
     */
    public Path info() {
        return path.resolve("run.json");
    }

    /**
     * The measurements.
     *
     * @return {@code metrics.csv}
     */
    public Path metrics() {
        return path.resolve("metrics.csv");
    }

    /**
     * The learning curves.
     *
     * @return {@code curves.png}
     */
    public Path curves() {
        return path.resolve("curves.png");
    }

    /**
     * The result in words and a table.
     *
     * @return {@code summary.md}
     */
    public Path summary() {
        return path.resolve("summary.md");
    }

    /**
     * The page to look at.
     *
     * @return {@code report.html}
     */
    public Path report() {
        return path.resolve("report.html");
    }

    /**
     * What a trained network says about the test set.
     *
     * @param method its dropout method
     * @param seed its seed
     * @return {@code outcomes/<method>-seed<seed>.json}
     */
    public Path outcome(String method, long seed) {
        return path.resolve("outcomes").resolve(method + "-seed" + seed + ".json");
    }

    /**
     * A trained model.
     *
     * @param method its dropout method
     * @param seed its seed
     * @return {@code models/<method>-seed<seed>.zip}
     */
    public Path model(String method, long seed) {
        return path.resolve("models").resolve(method + "-seed" + seed + ".zip");
    }

    /**
     * Creates the directories.
     *
     * @throws IOException if that fails
     */
    public void create() throws IOException {
        Files.createDirectories(path.resolve("models"));
        Files.createDirectories(path.resolve("outcomes"));
    }
}
