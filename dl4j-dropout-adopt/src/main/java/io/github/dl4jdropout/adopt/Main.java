package io.github.dl4jdropout.adopt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "dl4j-dropout",
        description = "Looks at the dropout in networks of Deeplearning4j.",
        subcommands = Main.Audit.class)
public final class Main {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.",
            scope = CommandLine.ScopeType.INHERIT)
    private boolean help;

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args a command and its options
     */
    public static void main(String[] args) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    /** {@code audit MODEL}. */
    @Command(
            name = "audit",
            description = "Tells what is wrong with the dropout in a network. Its configuration alone is read.",
            exitCodeOnExecutionException = 2,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:nothing was found", "1:something was found", "2:the file cannot be audited"})
    static final class Audit implements Callable<Integer> {

        @Parameters(
                paramLabel = "MODEL",
                description = "A model of ModelSerializer (.zip), a configuration (.json, .yaml), or a model of Keras"
                        + " (.h5, .keras, or the .json of to_json()).")
        private Path model;

        @Option(names = "--json", description = "Write JSON.")
        private boolean json;

        @Option(
                names = "--workers",
                defaultValue = "1",
                description =
                        "How many workers train the network, in ParallelWrapper or Spark (default: ${DEFAULT-VALUE}).")
        private int workers;

        @Override
        public Integer call() {
            try {
                DropoutAudit audit = DropoutAudit.ofFile(model).withWorkers(workers);
                System.out.println(json ? audit.toJson() : audit.toString().stripTrailing());
                return audit.exitCode();
            } catch (IOException | IllegalArgumentException e) {
                System.err.println(e.getMessage());
                return 2;
            }
        }
    }
}
