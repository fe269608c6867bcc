package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.record.NotWrittenException;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.Software;
import io.github.dl4jdropout.examples.report.NotComparableException;
import io.github.dl4jdropout.examples.report.Report;
import io.github.dl4jdropout.examples.report.TrainingSizesReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line of an example. Exit codes: 0, done; 1, the run failed; 2, it was not begun because of what was asked for; 130,
 * it was interrupted with Ctrl-C. Results go to standard output, errors to standard error.
 */
public final class ExampleMain {

    private static final String NO_TRAINING = "It draws what was measured, and trains nothing.";

    private static final Set<String> WITH_REPLOT = Set.of("--quiet", "--open");
    private static final Set<String> WITH_BY_SIZE = Set.of("--quiet");
    private static final Set<String> WITH_RESUME = Set.of("--quiet", "--open", "--ui");

    private final Example example;
    private final RunOptions options = new RunOptions();
    private final Predicate<Path> opener;
    private final CommandLine commandLine;

    private ExampleMain(Example example, Predicate<Path> opener) {
        this.example = example;
        this.opener = opener;
        this.commandLine = new CommandLine(example)
                .addMixin("run", options)
                .setResourceBundle(new HelpTexts(example))
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, args) -> usageError(e.getMessage()));
        commandLine.getCommandSpec().versionProvider(() -> new String[] {Software.oneLine()});
        commandLine.getCommandSpec().usageMessage().width(100).sortOptions(false);
    }

    /**
     * The command line of an example, for {@code execute(args)}.
     *
     * @param example annotated as a picocli command
     * @return the command line; where its results and errors go can be set
     */
    public static CommandLine commandLine(Example example) {
        return commandLine(example, Browser::open);
    }

    /** The same, with another way to open a page; it tells whether that worked. */
    static CommandLine commandLine(Example example, Predicate<Path> opener) {
        return new ExampleMain(example, opener).commandLine;
    }

    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        try {
            Console console = new Console(commandLine.getOut(), commandLine.getErr(), options.quiet, options.ui);
            if (options.replot != null) {
                refuseOthers(parsed, "--replot", WITH_REPLOT, NO_TRAINING);
                show(replot(console), console);
            } else if (options.bySize != null) {
                refuseOthers(parsed, "--by-size", WITH_BY_SIZE, NO_TRAINING);
                drawBySize(console);
            } else if (options.resume != null) {
                refuseOthers(
                        parsed, "--resume", WITH_RESUME, "It goes on with the settings that the run was begun with.");
                refuseUiIfMissing(parsed);
                RunFolder folder = new RunFolder(options.resume);
                new ResumedRun(example, folder, console).run();
                show(folder, console);
            } else {
                refuseUiIfMissing(parsed);
                show(new NewRun(example, options, parsed.originalArgs(), console).run(), console);
            }
            return CommandLine.ExitCode.OK;
        } catch (UsageException | NotComparableException e) {
            return usageError(e.getMessage());
        } catch (RunStoppedException e) {
            return e.exitCode();
        } catch (IOException | TrainingFailedException | RuntimeException e) {
            return failure(e);
        }
    }

    private void refuseUiIfMissing(ParseResult parsed) {
        if (options.ui) {
            TrainingUi.refuseIfMissing(example.module(), parsed.originalArgs());
        }
    }

    private static void refuseOthers(ParseResult parsed, String option, Set<String> allowed, String reason) {
        List<String> others = parsed.matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals(option) && !allowed.contains(name))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException(option + ": expected no option of training beside it, received "
                    + String.join(", ", others) + ". " + reason);
        }
    }

    private RunFolder replot(Console console) throws IOException {
        RunFolder folder = new RunFolder(options.replot);
        if (!Files.isRegularFile(folder.info()) || !Files.isRegularFile(folder.metrics())) {
            throw UsageException.value(
                    "--replot", "the directory of a run, with run.json and metrics.csv", folder.path());
        }
        console.print(Report.write(folder));
        return folder;
    }

    private void drawBySize(Console console) throws IOException {
        if (!Files.isDirectory(options.bySize)) {
            throw UsageException.value("--by-size", "a directory with directories of runs", options.bySize);
        }
        console.print(TrainingSizesReport.write(options.bySize));
        console.say("Picture and table: " + options.bySize.resolve(TrainingSizesReport.PICTURE) + ", "
                + options.bySize.resolve(TrainingSizesReport.TABLE));
    }

    /** Names the page, and opens it where that was asked for; where it cannot be opened, the run is no worse for it. */
    private void show(RunFolder folder, Console console) {
        console.say("Report: " + folder.report());
        if (options.open && !opener.test(folder.report())) {
            console.complain("--open: expected a program that shows web pages, found none here. The page is "
                    + folder.report().toAbsolutePath() + "; open it in any browser.");
        }
    }

    private int usageError(String message) {
        commandLine.getErr().println(message + System.lineSeparator() + "All options and their defaults: --help");
        commandLine.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private int failure(Exception e) {
        PrintWriter err = commandLine.getErr();
        boolean forTheUser = e instanceof DataException
                || e instanceof TrainingFailedException
                || e instanceof UnusableCheckpointException
                || e instanceof NotWrittenException;
        if (forTheUser) {
            err.println(e.getMessage());
        } else {
            err.println("The run failed.");
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
