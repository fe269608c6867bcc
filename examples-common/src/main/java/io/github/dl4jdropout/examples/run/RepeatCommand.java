package io.github.dl4jdropout.examples.run;

import java.util.ArrayList;
import java.util.List;

/** What to type to do a run again. */
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
                kept.add(args[i].contains(" ") ? "'" + args[i] + "'" : args[i]);
            }
        }
        String command = "mvn -q compile exec:exec -pl " + module + " -am";
        return kept.isEmpty() ? command : command + " -Dargs=\"" + String.join(" ", kept) + "\"";
    }
}
