package io.github.dl4jdropout.examples.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What to type to do a run again, or to go on with it. */
final class RepeatCommand {

    private RepeatCommand() {}

    /**
     * The command as it was given, except that {@code --out} is left out, since that directory is taken.
     *
     * @param module Maven module of the example
     * @param args as the main class got them
     * @return a line for a shell
     */
    static String of(String module, String... args) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--out")) {
                i++;
            } else if (!args[i].startsWith("--out=")) {
                kept.add(args[i]);
            }
        }
        return command(module, kept);
    }

    /**
     * The command as it was given, with what Maven needs for its options.
     *
     * @param module Maven module of the example
     * @param args as the main class got them
     * @return a line for a shell
     */
    static String asGiven(String module, List<String> args) {
        return command(module, args);
    }

    /**
     * What to type to go on with a run.
     *
     * @param module Maven module of the example
     * @param directory of the run
     * @return a line for a shell
     */
    static String resume(String module, Path directory) {
        return command(module, List.of("--resume", directory.toString()));
    }

    private static String command(String module, List<String> args) {
        String maven = "mvn -q" + (args.contains("--ui") ? " -Pui" : "") + " compile exec:exec -pl " + module + " -am";
        String quoted = args.stream()
                .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
                .collect(Collectors.joining(" "));
        return args.isEmpty() ? maven : maven + " -Dargs=\"" + quoted + "\"";
    }
}
