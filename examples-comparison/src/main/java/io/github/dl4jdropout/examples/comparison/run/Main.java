package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.Comparison.Preset;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.SystemInfo;
import io.github.dl4jdropout.examples.comparison.report.Report;
import io.github.dl4jdropout.examples.comparison.report.Sweep;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of a comparison. Exit codes: 0, done; 1, the run failed; 2, something impossible was asked for and nothing was begun;
 * 130, interrupted with Ctrl-C. Results go to standard output, errors to standard error.
 */
public final class Main {

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");

    private final Comparison comparison;
    private final Options options = new Options();
    private final CommandLine commandLine;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for results and models, new or empty (default: reports/${COMMAND-NAME}/<time>).")
    private Path out;

    @Option(names = "--quiet", description = "Print nothing but the final table (default: show progress).")
    private boolean quiet;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the run in this folder, which was interrupted or killed, from its last evaluation. It"
                    + " ends with the same measurements and models as if it had never been stopped.")
    private Path resume;

    @Option(
            names = "--replot",
            paramLabel = "DIR",
            description = "Write the report of the run in this folder again, without training.")
    private Path replot;

    @Option(
            names = "--sweep",
            paramLabel = "DIR",
            description = "Draw test error over the one setting in which the runs in the folders in this one differ, such as"
                    + " --train-size or --rate, without training.")
    private Path sweep;

    private Main(Comparison comparison, PrintWriter out, PrintWriter err, String... args) {
        this.comparison = comparison;
        this.commandLine = new CommandLine(comparison)
                .addMixin("settings", options)
                .addMixin("main", this)
                .setOut(out)
                .setErr(err)
                .registerConverter(DropoutMethod.class, this::method)
                .setResourceBundle(new Words())
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, typed) -> refuse(e))
                .setExecutionExceptionHandler((e, line, parsed) -> fail(e));
        commandLine.getCommandSpec().optionsMap().get("--train-size").typeInfo(); // see converters below
        commandLine.getCommandSpec().versionProvider(() -> new String[] {SystemInfo.version()});
        commandLine.getCommandSpec().usageMessage().sortOptions(false);
        Preset preset = preset(args);
        commandLine.setDefaultValueProvider(argument -> defaultValue(argument, preset));
    }

    /** Runs a comparison and ends the virtual machine with its exit code. */
    public static void main(Comparison comparison, String... args) {
        System.exit(run(comparison, new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs a comparison; returns its exit code. */
    public static int run(Comparison comparison, PrintWriter out, PrintWriter err, String... args) {
        return new Main(comparison, out, err, args).commandLine.execute(args);
    }

}
