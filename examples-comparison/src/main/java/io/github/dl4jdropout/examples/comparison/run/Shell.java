package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What to type into a shell. */
final class Shell {

    private Shell() {}

    /** Returns the command that was typed, but for the folder, which is taken. */
    static String again(Comparison comparison, List<String> args) {
        List<String> kept = new ArrayList<>(args);
        kept.removeIf(arg -> arg.startsWith("--out="));
        int at = kept.indexOf("--out");
        if (at >= 0) {
            kept.subList(at, at + 2).clear();
        }
        return command(comparison, kept);
    }

    static String resume(Comparison comparison, Path folder) {
        return command(comparison, List.of("--resume", folder.toString()));
    }

    private static String command(Comparison comparison, List<String> args) {
        String maven = "mvn -q compile exec:exec -pl examples-" + comparison.name() + " -am";
        String quoted = args.stream()
                .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
                .collect(Collectors.joining(" "));
        return args.isEmpty() ? maven : maven + " -Dargs=\"" + quoted + "\"";
    }
}
