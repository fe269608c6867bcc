package io.github.dl4jdropout.examples.data.download;

import java.io.IOException;
import java.util.List;

/** No mirror could deliver a file; the message has the reason of each. */
public final class DownloadException extends IOException {
    private static final long serialVersionUID = 1L;

    DownloadException(RemoteFile file, List<String> reasons) {
        super("Could not download " + file.name() + ": " + String.join("; ", reasons) + ".");
    }
}
