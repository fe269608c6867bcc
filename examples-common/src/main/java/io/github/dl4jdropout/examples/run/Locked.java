package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunLock;
import java.io.IOException;

/** Two runs never write into one directory. */
final class Locked {

    private Locked() {}

    /**
     * Takes the lock of a directory.
     *
     * @param option that named the directory
     * @param folder the directory; must exist
     * @return the lock, to be closed when the run is over
     * @throws UsageException if another run has it
     */
    static RunLock acquire(String option, RunFolder folder) throws IOException {
        var lock = RunLock.tryAcquire(folder);
        if (lock.isEmpty()) {
            throw UsageException.value(
                            option,
                            "a directory that no run is using",
                            folder.path() + ", which is in use by " + RunLock.holder(folder))
                    .andTry("Wait for that run, or end it first");
        }
        return lock.get();
    }
}
