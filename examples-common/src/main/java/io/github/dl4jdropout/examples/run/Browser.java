package io.github.dl4jdropout.examples.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows a page to the user, with the program that their system opens pages with. */
final class Browser {

    /** An opener that has not failed until then may be the browser itself, and stay. */
    private static final int PATIENCE_SECONDS = 5;

    private Browser() {}

    /**
     * Opens a page.
     *
     * @param page a file
     * @return whether the system took it
     */
    static boolean open(Path page) {
        return start(command(
                System.getProperty("os.name"), page.toAbsolutePath().toUri().toString()));
    }

    /** What opens an address on an operating system. */
    static List<String> command(String os, String address) {
        String name = os.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        return List.of(name.startsWith("mac") ? "open" : "xdg-open", address);
    }

    static boolean start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
