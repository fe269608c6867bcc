package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;

/** Results of one run are never mixed with those of another. */
final class OutputCheck {

    private OutputCheck() {}

    /**
     * Looks at a directory and changes nothing.
     *
     * @param folder where results are to go
     * @throws UsageException if it is a file or holds anything
     * @throws IOException if it cannot be looked at
     */
    static void refuseUnlessNewOrEmpty(RunFolder folder) throws IOException {
        if (Files.exists(folder.path()) && !Files.isDirectory(folder.path())) {
            throw UsageException.value("--out", "a directory", folder.path() + ", which is a file");
        }
        if (!folder.isUnused()) {
            throw UsageException.value("--out", "a new or an empty directory", folder.path() + ", which holds files")
                    .andTry("Name another one, or remove this one first; --resume " + folder.path()
                            + " goes on with the run in it, --replot " + folder.path() + " draws its pictures again");
        }
    }
}
