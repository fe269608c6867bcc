package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.Software;
import io.github.dl4jdropout.examples.report.Report;
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
 * The command line of an example. Exit codes: 0, done; 1, the run failed; 2, it was not begun because of what was asked for. Results
 * go to standard output, errors to standard error.
 */
public final class ExampleMain {

    private static final Set<String> WITH_REPLOT = Set.of("--replot", "--quiet", "--open");

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
            if (options.replot != null) {
                show(replot(parsed));
            } else {
                show(new ExampleRun(example, options, parsed.originalArgs(), commandLine.getOut()).run());
            }
            return CommandLine.ExitCode.OK;
        } catch (UsageException e) {
            return usageError(e.getMessage());
        } catch (IOException | TrainingFailedException | RuntimeException e) {
            return failure(e);
        }
    }

    private RunFolder replot(ParseResult parsed) throws IOException {
        List<String> others = parsed.matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !WITH_REPLOT.contains(name))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException("--replot: expected no option of training beside it, received "
                    + String.join(", ", others) + ". It draws what was measured, and trains nothing.");
        }
        RunFolder folder = new RunFolder(options.replot);
        if (!Files.isRegularFile(folder.info()) || !Files.isRegularFile(folder.metrics())) {
            throw UsageException.value(
                    "--replot", "the directory of a run, with run.json and metrics.csv", folder.path());
        }
        PrintWriter out = commandLine.getOut();
        out.print(Report.write(folder));
        out.flush();
        return folder;
    }

    /** Names the page, and opens it where that was asked for; where it cannot be opened, the run is no worse for it. */
    private void show(RunFolder folder) {
        if (!options.quiet) {
            commandLine.getOut().println("Report: " + folder.report());
            commandLine.getOut().flush();
        }
        if (options.open && !opener.test(folder.report())) {
            commandLine
                    .getErr()
                    .println("--open: expected a program that shows web pages, found none here. The page is "
                            + folder.report().toAbsolutePath() + "; open it in any browser.");
            commandLine.getErr().flush();
        }
    }

    private int usageError(String message) {
        commandLine.getErr().println(message + System.lineSeparator() + "All options and their defaults: --help");
        commandLine.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private int failure(Exception e) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof DataException || e instanceof TrainingFailedException) {
            err.println(e.getMessage()); // written for the user
        } else {
            err.println("The run failed.");
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
