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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private final Preset preset;
    private final Options options = new Options();
    private final CommandLine commandLine;
    private final PrintWriter err;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for results and models, new or empty.")
    private Path out;

    @Option(names = "--quiet", description = "Print nothing but the final table (default: show progress).")
    private boolean quiet;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with a run that was interrupted.")
    private Path resume;

    @Option(names = "--replot", paramLabel = "DIR", description = "Write the report of a run again, without training.")
    private Path replot;

    @Option(names = "--sweep", paramLabel = "DIR", description = "Draw test error over what these runs differ in.")
    private Path sweep;

    private Main(Comparison comparison, PrintWriter out, PrintWriter err, String... args) {
        this.comparison = comparison;
        this.err = err;
        // Looked for before the arguments are parsed, because then its values are asked for.
        String typed = " " + String.join(" ", args).replace("--preset ", "--preset=") + " ";
        this.preset = comparison.presets().stream()
                .filter(known -> typed.contains(" --preset=" + known.name() + " "))
                .findFirst()
                .orElse(comparison.presets().get(0));
        this.commandLine = new CommandLine(comparison)
                .addMixin("settings", options)
                .addMixin("main", this)
                .setOut(out)
                .setErr(err)
                .setDefaultValueProvider(option -> defaultValue(((OptionSpec) option).longestName()))
                .registerConverter(DropoutMethod.class, this::method)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, ignored) -> refuse(e));
        options.commandLine = commandLine;
        commandLine.getCommandSpec().version(SystemInfo.versions());
        commandLine
                .getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .showDefaultValues(true)
                .footer(choices());
    }

    /** Runs a comparison and ends the virtual machine with its exit code. */
    public static void main(Comparison comparison, String... args) {
        System.exit(run(comparison, new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs a comparison; returns its exit code. */
    public static int run(Comparison comparison, PrintWriter out, PrintWriter err, String... args) {
        return new Main(comparison, out, err, args).commandLine.execute(args);
    }

    private String defaultValue(String option) {
        return switch (option) {
            case "--preset" -> preset.name();
            case "--dataset" -> comparison.datasets().get(0);
            case "--out" ->
                "reports/" + comparison.name() + "/" + LocalDateTime.now().format(TIME);
            default -> preset.value(option);
        };
    }

    private String[] choices() {
        List<String> lines = new ArrayList<>(List.of("Presets:"));
        comparison.presets().forEach(known -> lines.add("  " + known.name() + ": " + known.about()));
        lines.add("Data sets:%n  " + String.join(", ", comparison.datasets()) + "%nMethods:");
        comparison.methods().forEach(method -> lines.add("  " + method + ": " + method.description));
        return lines.toArray(String[]::new);
    }

    private DropoutMethod method(String name) {
        try {
            return DropoutMethod.of(name, comparison.methods());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private int execute(ParseResult parsed) {
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return ExitCode.OK;
        }
        try {
            act(parsed);
            return ExitCode.OK;
        } catch (ParameterException e) {
            throw e;
        } catch (UserException | IOException e) {
            err.println(e instanceof UserException ? e.getMessage() : "The run failed: " + e + ".");
        } catch (RuntimeException | OutOfMemoryError e) {
            if (isOutOfMemory(e)) {
                err.println("The run failed: not enough memory (" + e.getMessage()
                        + "). Fewer units, a smaller --batch or a smaller --train-size take less.");
            } else {
                e.printStackTrace(err);
                err.println("The run failed by a defect of this program; see above.");
            }
        }
        return ExitCode.SOFTWARE;
    }

    private void act(ParseResult parsed) throws IOException {
        List<String> given = new ArrayList<>();
        parsed.matchedOptions().forEach(option -> given.add(option.longestName()));
        given.remove("--quiet");
        for (String alone : List.of("--replot", "--sweep", "--resume")) {
            boolean right = given.size() == 1 || !given.contains(alone);
            options.require(right, alone, "no other option but --quiet with it", String.join(", ", given));
        }
        Progress progress = new Progress(commandLine.getOut(), err, quiet, System.console() != null);
        if (sweep != null) {
            options.require(Files.isDirectory(sweep), "--sweep", "a folder with folders of runs", sweep);
            progress.print(Sweep.write(sweep));
            return;
        }
        RunFolder folder = new RunFolder(replot != null ? replot : resume != null ? resume : out);
        Run run = new Run(comparison, options, folder, progress);
        if (replot != null) {
            boolean there = Files.isRegularFile(folder.info()) && Files.isRegularFile(folder.metrics());
            options.require(there, "--replot", "the folder of a run, with run.json and metrics.csv", replot);
            progress.print(Report.write(folder));
        } else if (resume != null) {
            run.resume();
        } else {
            List<String> again = new ArrayList<>(parsed.originalArgs()); // but for the folder, which is taken
            again.removeIf(arg -> arg.startsWith("--out="));
            if (again.contains("--out")) {
                again.subList(again.indexOf("--out"), again.indexOf("--out") + 2)
                        .clear();
            }
            run.begin(comparison.command(again));
        }
        progress.say("Report: " + folder.report());
    }

    private int refuse(ParameterException e) {
        err.println(e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("All options and their defaults: --help");
        }
        return ExitCode.USAGE;
    }

    /** Native code runs out of memory with an exception of C++. */
    private static boolean isOutOfMemory(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof OutOfMemoryError
                        || String.valueOf(cause.getMessage()).contains("bad_alloc"));
    }
}
