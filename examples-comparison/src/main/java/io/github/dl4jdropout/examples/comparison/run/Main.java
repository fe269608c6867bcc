package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
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
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
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

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");

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
            description =
                    "Go on with the run in this folder, which was interrupted or killed, from its last evaluation. It ends"
                            + " with the same measurements and models as if it had never been stopped.")
    private Path resume;

    @Option(
            names = "--replot",
            paramLabel = "DIR",
            description = "Write the report of the run in this folder again, without training.")
    private Path replot;

    @Option(
            names = "--sweep",
            paramLabel = "DIR",
            description =
                    "Draw test error over the one setting in which the runs in the folders in this one differ, such as"
                            + " --train-size or --rate, without training.")
    private Path sweep;

    private Main(Comparison comparison, PrintWriter out, PrintWriter err, String... args) {
        this.comparison = comparison;
        Defaults defaults = new Defaults(comparison, args);
        this.commandLine = new CommandLine(comparison)
                .addMixin("settings", options)
                .addMixin("main", this)
                .setOut(out)
                .setErr(err)
                .setResourceBundle(defaults.words())
                .setDefaultValueProvider(defaults)
                .registerConverter(DropoutMethod.class, this::method)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, typed) -> refuse(e));
        options.commandLine = commandLine;
        commandLine.getCommandSpec().versionProvider(() -> new String[] {SystemInfo.versions()});
        commandLine.getCommandSpec().usageMessage().sortOptions(false);
    }

    /** Runs a comparison and ends the virtual machine with its exit code. */
    public static void main(Comparison comparison, String... args) {
        System.exit(run(comparison, new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs a comparison; returns its exit code. */
    public static int run(Comparison comparison, PrintWriter out, PrintWriter err, String... args) {
        return new Main(comparison, out, err, args).commandLine.execute(args);
    }

    private DropoutMethod method(String name) {
        try {
            return DropoutMethod.of(name, comparison.methods());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        try {
            act(parsed);
            return ExitCode.OK;
        } catch (ParameterException e) {
            throw e;
        } catch (UserException e) {
            return fail(e.getMessage());
        } catch (IOException e) {
            return fail("The run failed: " + e + ".");
        } catch (RuntimeException | OutOfMemoryError e) {
            if (isOutOfMemory(e)) {
                return fail("The run failed: not enough memory (" + e.getMessage()
                        + "). Fewer units, a smaller --batch or a smaller --train-size take less.");
            }
            e.printStackTrace(commandLine.getErr());
            return fail("The run failed by a defect of this program; see above.");
        }
    }

    private void act(ParseResult parsed) throws IOException {
        for (String alone : List.of("--replot", "--sweep", "--resume")) {
            String others = parsed.matchedOptions().stream()
                    .map(OptionSpec::longestName)
                    .filter(name -> !name.equals(alone) && !name.equals("--quiet"))
                    .collect(Collectors.joining(", "));
            boolean right = others.isEmpty() || !parsed.hasMatchedOption(alone);
            options.require(right, alone, "no other option but --quiet with it", others);
        }
        Progress progress = new Progress(commandLine.getOut(), commandLine.getErr(), quiet, System.console() != null);
        if (sweep != null) {
            options.require(Files.isDirectory(sweep), "--sweep", "a folder with folders of runs", sweep);
            progress.print(Sweep.write(sweep));
            return;
        }
        RunFolder folder = new RunFolder(Stream.of(replot, resume, out)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Path.of("reports", comparison.name(), TIME.format(LocalDateTime.now()))));
        Run run = new Run(comparison, options, folder, progress);
        if (replot != null) {
            boolean there = Files.isRegularFile(folder.info()) && Files.isRegularFile(folder.metrics());
            options.require(there, "--replot", "the folder of a run, with run.json and metrics.csv", replot);
            progress.print(Report.write(folder));
        } else if (resume != null) {
            run.resume();
        } else {
            run.begin(Shell.again(comparison, parsed.originalArgs()));
        }
        progress.say("Report: " + folder.report());
    }

    private int refuse(ParameterException e) {
        PrintWriter err = commandLine.getErr();
        err.println(e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("All options and their defaults: --help");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private int fail(String message) {
        commandLine.getErr().println(message);
        commandLine.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    /** Native code runs out of memory with an exception of C++. */
    private static boolean isOutOfMemory(Throwable e) {
        return e != null
                && (e instanceof OutOfMemoryError
                        || String.valueOf(e.getMessage()).contains("bad_alloc")
                        || isOutOfMemory(e.getCause()));
    }
}
