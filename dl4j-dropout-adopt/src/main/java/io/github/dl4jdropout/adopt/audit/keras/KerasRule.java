package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import java.util.Optional;

/** One thing that the import does to the dropout of a Keras layer. */
interface KerasRule {

    String RESTORE = "KerasDropoutRestorer.restore(file, network) after the import";

    Optional<Finding> judge(KerasLayer layer);
}
