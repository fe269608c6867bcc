package io.github.dl4jdropout.examples.data.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that is known before it is fetched.
 *
 * @param mirrors complete addresses of the file, http or https, in the order in which they are asked
 * @param sha256 the digest of its content in lower-case hexadecimal
 * @param target where it is to be
 */
public record RemoteFile(List<URI> mirrors, String sha256, Path target) {
    /** What has been received so far, beside the target so that it can be moved there in one step. */
    Path part() {
        return target.resolveSibling(name() + ".part");
    }

    String name() {
        return target.getFileName().toString();
    }
}
