package io.github.dl4jdropout.examples.comparison.record;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Lets tests of other packages look at what there is after each step of {@link AtomicFile}. */
public final class Steps {

    /** Does some work; the watcher takes each file that was written under its preliminary name, or moved to its own. */
    public static void watch(Consumer<Path> watcher, Runnable work) {
        Consumer<Path> before = AtomicFile.afterStep;
        AtomicFile.afterStep = watcher;
        try {
            work.run();
        } finally {
            AtomicFile.afterStep = before;
        }
    }
}
