package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.onednn.Availability;
import io.github.dl4jdropout.onednn.OneDnn;
import org.nd4j.linalg.factory.Nd4j;

/** What computes. */
final class Backend {

    private Backend() {}

    /** The ND4J backend of this process, and whether oneDNN computes the convolutions: a phrase for the record and for a person. */
    static String current() {
        Availability oneDnn = OneDnn.availability();
        return Nd4j.getBackend().getClass().getSimpleName()
                + (oneDnn.usable() ? ", convolutions by oneDNN" : ", without oneDNN: " + oneDnn.reason());
    }
}
