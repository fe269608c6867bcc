package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.Machine;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunInfo.Session;
import io.github.dl4jdropout.examples.record.Software;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a run goes on with other software or on another machine than it was begun with. */
final class OtherSystem {

    private OtherSystem() {}

    /**
     * What differs.
     *
     * @param info of the run
     * @param now when and on what it goes on
     * @return a line for the user, or empty if nothing differs
     */
    static Optional<String> describe(RunInfo info, Session now) {
        Software software = info.software();
        Machine machine = info.machine();
        String differences = Stream.of(
                        differs(
                                "dl4j-dropout",
                                software.dl4jDropout(),
                                now.software().dl4jDropout()),
                        differs("commit", software.commit(), now.software().commit()),
                        differs(
                                "Deeplearning4j",
                                software.dl4j(),
                                now.software().dl4j()),
                        differs("backend", software.backend(), now.software().backend()),
                        differs("JDK", machine.jdk(), now.machine().jdk()),
                        differs("operating system", machine.os(), now.machine().os()),
                        differs("processor", machine.cpu(), now.machine().cpu()),
                        differs("cores", machine.cores(), now.machine().cores()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The run was begun on another system, so its figures may differ from those of a run that was not"
                                + " interrupted: " + differences + ".");
    }

    private static Optional<String> differs(String what, Object then, Object now) {
        return Objects.equals(then, now) ? Optional.empty() : Optional.of(what + " " + then + ", now " + now);
    }
}
