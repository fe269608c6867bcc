package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sets runs on different numbers of training images side by side, from their files. */
public final class TrainingSizesReport {

    /** Where the picture goes. */
    public static final String PICTURE = "training-sizes.png";

    /** Where the table goes. */
    public static final String TABLE = "training-sizes.md";

    private TrainingSizesReport() {}

    /**
     * Writes {@value #PICTURE} and {@value #TABLE}.
     *
     * @param directory whose subdirectories are runs, complete ones that differ in the number of training images, and in epochs, batch
     *     and seeds at will; other subdirectories are passed over
     * @return the table, for a console
     * @throws NotComparableException if there are fewer than two runs, or they differ in something else, or one is not complete
     * @throws IOException if files cannot be read or written
     */
    public static String write(Path directory) throws IOException {
        TrainingSizes sizes = TrainingSizes.read(directory);
        AtomicFile.write(directory.resolve(PICTURE), part -> TrainingSizesPicture.save(sizes, part));
        AtomicFile.write(
                directory.resolve(TABLE),
                part -> Files.writeString(part, TrainingSizesTable.document(sizes, directory)));
        return TrainingSizesTable.of(sizes).plain();
    }
}
