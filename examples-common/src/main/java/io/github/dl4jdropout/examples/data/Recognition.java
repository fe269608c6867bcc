package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Tells by digests whether files are the published ones of a data set. All of them: official; none: other data of the same
 * format; a mixture is a damaged or mislabelled set, and refused, as are published files in each other's place.
 */
public final class Recognition {
    private final String dataSet;
    private final String algorithm;
    private final List<String> names;
    private final List<String> digests;
    private final Path[] paths;
    private final String[] found;

    /**
     * Of a data set.
     *
     * @param dataSet its name, for messages
     * @param algorithm of the digests, for messages
     * @param names of the published files
     * @param digests theirs, in the same order
     */
    public Recognition(String dataSet, String algorithm, List<String> names, List<String> digests) {
        this.dataSet = dataSet;
        this.algorithm = algorithm;
        this.names = names;
        this.digests = digests;
        this.paths = new Path[names.size()];
        this.found = new String[names.size()];
    }

    /**
     * Takes a file that stands in the place of one of the published.
     *
     * @param role position of that one among the names
     * @param path the file
     * @param digest its own
     * @throws DataException if it is another of the published ones
     */
    public void add(int role, Path path, String digest) throws DataException {
        paths[role] = path;
        found[role] = digest;
        int actual = digests.indexOf(digest);
        if (actual >= 0 && actual != role) {
            throw DataException.badFile(
                    path,
                    "the content of " + names.get(role),
                    "that of " + names.get(actual) + " (the files are swapped)");
        }
    }

    /**
     * Whether the files are the published ones, after each was added.
     *
     * @return true if all are, false if none is
     * @throws DataException if some are
     */
    public boolean areOfficial() throws DataException {
        int strange = -1;
        int official = 0;
        for (int role = found.length - 1; role >= 0; role--) {
            if (Objects.requireNonNull(found[role]).equals(digests.get(role))) {
                official++;
            } else {
                strange = role;
            }
        }
        if (strange >= 0 && official > 0) {
            throw DataException.badFile(
                    paths[strange],
                    dataSet + "'s " + names.get(strange) + " (" + algorithm + " " + digests.get(strange)
                            + ") as other files beside it are " + dataSet + "'s",
                    algorithm + " " + found[strange]);
        }
        return strange < 0;
    }
}
