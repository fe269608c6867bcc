package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.NotWrittenException;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunLock;
import io.github.dl4jdropout.examples.record.RunSettings;
import io.github.dl4jdropout.examples.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/**
 * Trains until the run is complete, fails or is interrupted, and keeps the record of that.
 */
final class RunSession {

    private final Example example;
    private final RunFolder folder;
    private final Console console;

    /**
     * In a directory that no other run uses.
     *
     * @param example what is run
     * @param lock on the directory; stays with the caller
     * @param console where the user is
     */
    RunSession(Example example, RunLock lock, Console console) {
        this.example = example;
        this.folder = lock.folder();
        this.console = console;
    }

    /**
     * Goes on to the end, and writes the report.
     *
     * @param info of the run, status "running"
     * @param data what it trains and tests on
     * @param networks what it trains
     * @param last where to go on from, or empty to begin
     * @throws RunStoppedException if it was interrupted, or if something could not be written; the report of an interrupted run is
     *     written
     */
    void run(RunInfo info, ImageData data, Networks networks, Optional<Checkpoint> last)
            throws IOException, TrainingFailedException, RunStoppedException {
        try (Interruption interruption = Interruption.watch(console.err())) {
            try {
                info.write(folder.info());
                train(info, data, networks, last, interruption);
                new Checkpoints(folder.checkpoints()).delete();
                console.print(Report.write(folder));
            } catch (InterruptedRunException e) {
                console.print(Report.write(folder));
                throw stopped(RunStoppedException.INTERRUPTED, e, info.settings(), "");
            } catch (TrainingFailedException e) {
                Report.write(folder); // what was measured until then is worth a look
                throw e;
            } catch (NotWrittenException e) {
                if (!Files.exists(folder.info())) {
                    throw e; // not begun
                }
                throw stopped(ExitCode.SOFTWARE, e, info.settings(), "Make room, or see to what else is wrong. ");
            }
        }
    }

    private void train(
            RunInfo info, ImageData data, Networks networks, Optional<Checkpoint> last, Interruption interruption)
            throws IOException, TrainingFailedException, InterruptedRunException {
        int before = last.map(checkpoint -> checkpoint.rows().size()).orElse(0);
        // Closed last, and what goes wrong then does not hide what went wrong before.
        try (EndOfRun end = new EndOfRun(info);
                Progress progress = console.progress(info.settings(), before)) {
            try {
                new Experiment(info, data, networks, folder, progress, interruption).run(last);
                end.status = "complete";
            } catch (InterruptedRunException e) {
                end.status = "interrupted";
                throw e;
            }
        }
    }

    /** Writes how the run ended. */
    private final class EndOfRun implements AutoCloseable {

        private final RunInfo info;
        private String status = "failed";

        EndOfRun(RunInfo info) {
            this.info = info;
        }

        @Override
        public void close() throws IOException {
            info.ended(status, Instant.now()).write(folder.info());
        }
    }

    /** Tells the user how to go on. */
    private RunStoppedException stopped(int exitCode, Exception cause, RunSettings settings, String advice)
            throws IOException {
        int total =
                settings.epochs() * settings.methods().size() * settings.seeds().size();
        int kept = Files.exists(folder.metrics())
                ? MetricsCsv.read(folder.metrics()).size()
                : 0;
        console.complain(String.format(
                "%s The run stopped after %d of %d epochs; nothing of these is lost. %sTo go on: %s",
                cause.getMessage(), kept, total, advice, RepeatCommand.resume(example.module(), folder.path())));
        return new RunStoppedException(exitCode, cause);
    }
}
