package io.github.dl4jdropout.examples.data;

import io.github.dl4jdropout.examples.data.download.DownloadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The order in which a data set is looked for, see the package description. The same for every data set. */
public final class SourceOrder {
    private SourceOrder() {}

    /** What is particular to one data set. */
    public interface Sources {
        /**
         * Its name.
         *
         * @return such as "MNIST"
         */
        String dataSet();

        /**
         * What the generator makes.
         *
         * @return such as "synthetic digits"
         */
        String standIn();

        /**
         * Sees to it that the data is on this machine, in DL4J's directory.
         *
         * @param messages takes a line at a time for the user
         * @return where it is
         * @throws IOException if it is not there and cannot be had
         */
        Path obtain(Consumer<String> messages) throws IOException;

        /**
         * Reads what lies at a place that the user named or that {@link #obtain} returned.
         *
         * @param place the directory or file
         * @param messages takes a line at a time for the user
         * @return all training and test images
         * @throws IOException if it is not there, or damaged
         */
        ImageData read(Path place, Consumer<String> messages) throws IOException;

        /**
         * The images that stand in.
         *
         * @return images that a program drew
         */
        ImageData generate();

        /**
         * What a person can do to get the data.
         *
         * @return three ways
         */
        List<String> ways();
    }

    /**
     * Finds and reads the data.
     *
     * @param request what the user wants
     * @param sources of the data set
     * @return all training and test images
     * @throws IOException if it cannot be had, or is damaged
     */
    public static ImageData load(DataRequest request, Sources sources) throws IOException {
        ImageData data = find(request, sources);
        request.messages().accept(data.name() + ": " + data.origin());
        return data;
    }

    private static ImageData find(DataRequest request, Sources sources) throws IOException {
        Consumer<String> messages = request.messages();
        if (request.choice() == DataRequest.Choice.SYNTHETIC) {
            return sources.generate();
        }
        if (request.dataDir().isPresent()) {
            return sources.read(request.dataDir().get(), messages);
        }
        Path place;
        try {
            place = sources.obtain(messages);
        } catch (IOException e) {
            // A damaged file or a wish to stop is no reason to go on with other data.
            if (e instanceof DataException || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            String absence = sources.dataSet() + " is not at hand. " + reason(e);
            if (request.choice() == DataRequest.Choice.REAL) {
                throw new DataException(threeWays(absence, sources.ways()), e);
            }
            messages.accept(absence);
            messages.accept(capitalized(sources.standIn()) + " stand in for " + sources.dataSet()
                    + ": no figure of this run" + " is a result on " + sources.dataSet() + ".");
            return sources.generate();
        }
        return sources.read(place, messages);
    }

    /** The text of a file system's exception is a bare path: its class says what is wrong with it. */
    private static String reason(IOException e) {
        return e instanceof DownloadException ? e.getMessage() : e.toString();
    }

    private static String threeWays(String absence, List<String> ways) {
        List<String> lines = new ArrayList<>(List.of(absence, "There are three ways to get it:"));
        for (String way : ways) {
            lines.add("  " + (lines.size() - 1) + ". " + way);
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
