package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.examples.data.Batches;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The training images as files that executors read: one per batch, in Deeplearning4j's own format. The folder is named after what is in
 * it, and appears when it is complete, so that it serves every run on these images and batches.
 */
record Shards(Path folder, int count) {

    /** Which images share a batch: the same ones in all runs. They are mixed, because data sets may be ordered by class. */
    private static final long SEED = 0;

    /** Writes the files, unless they are there. The driver holds one batch of floats at a time. */
    static Shards of(ImageSet images, int batch, String parent, Configuration hadoop) throws IOException {
        String name = "images-" + images.fingerprint().substring(0, 16) + "-batches-of-" + batch;
        FileSystem files = new Path(parent).getFileSystem(hadoop);
        Shards shards = new Shards(
                files.makeQualified(new Path(parent, name)),
                Batches.inOrder(images, batch).count());
        if (!files.exists(shards.folder)) {
            Shards part = new Shards(shards.folder.suffix(".part-" + UUID.randomUUID()), shards.count);
            int number = 0;
            for (DataSet examples : new Batches(images, batch, SEED, 0, false)) {
                try (OutputStream out = files.create(part.file(number++))) {
                    examples.save(out);
                }
            }
            if (!files.rename(part.folder, shards.folder)) {
                throw new IOException("cannot rename " + part.folder + " to " + shards.folder);
            }
        }
        return shards;
    }

    /** The files in the order of an epoch, a function of the seed and the epoch alone. */
    List<String> order(long seed, int epoch) {
        return IntStream.of(Batches.order(count, seed, epoch))
                .mapToObj(number -> file(number).toString())
                .toList();
    }

    private Path file(int number) {
        return new Path(folder, number + ".bin");
    }
}
