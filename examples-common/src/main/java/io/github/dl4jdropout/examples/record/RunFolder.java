package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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
     * What an unfinished run goes on from.
     *
     * @return {@code checkpoints}, a directory that a finished run does not have
     */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /**
     * The file of the {@link RunLock}.
     *
     * @return {@code .lock}
     */
    public Path lock() {
        return path.resolve(".lock");
    }

    /**
     * Whether no run has begun here: the directory is not there, is empty, or has nothing but what a run leaves that was killed before
     * it had written {@link #info()}.
     *
     * @return true if a new run may begin here
     * @throws IOException if the directory cannot be looked at
     */
    public boolean isUnused() throws IOException {
        if (Files.notExists(path)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.equals(lock()) || entry.equals(path.resolve(".part-run.json")));
        }
    }
}
