package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.RunSettings;
import java.io.PrintWriter;

/**
 * Where a run talks to the user.
 *
 * @param out results
 * @param err errors
 * @param quiet whether results are all that goes to {@code out}
 * @param ui whether Deeplearning4j's training UI runs during training
 */
record Console(PrintWriter out, PrintWriter err, boolean quiet, boolean ui) {

    /** Prints a result. */
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Prints what did not go as asked. */
    void complain(String message) {
        err.println(message);
        err.flush();
    }

    /** Prints a line that is not a result, unless the user wants quiet. */
    void say(String message) {
        if (!quiet) {
            out.println(message);
            out.flush();
        }
    }

    /**
     * Shows how far a run is.
     *
     * @param settings of the run
     * @param before how many epochs of all its networks were trained before
     * @return to be closed when training is over
     */
    Progress progress(RunSettings settings, int before) {
        Progress progress = text(settings, before);
        return ui ? TrainingUi.start(progress, this) : progress;
    }

    private Progress text(RunSettings settings, int before) {
        int networks = settings.methods().size() * settings.seeds().size();
        if (quiet) {
            return Progress.SILENT;
        }
        if (Terminal.isInteractive()) {
            long batches = (settings.trainSize() + settings.batch() - 1L) / settings.batch();
            return new BarProgress(batches * settings.epochs() * networks, batches * before);
        }
        return new LineProgress(out, settings.epochs(), networks, before);
    }
}
