package io.github.dl4jdropout.examples.spark;

import io.github.dl4jdropout.examples.data.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Failures on executors, in the words of somebody who can do something about them. Spark hands them over as text. */
final class SparkFailure {

    /** The last is what Java says of a lambda that holds an object of a missing class. */
    private static final Pattern MISSING_CLASS = Pattern.compile("ClassNotFoundException: \\S+"
            + "|NoClassDefFoundError: (?!Could not initialize)\\S+|cannot assign instance of \\S+SerializedLambda");

    private static final Pattern MISSING_FILE = Pattern.compile("FileNotFoundException: File (\\S+) does not exist");
    private static final Pattern REASON = Pattern.compile("most recent failure: (?:Lost task [^:]*: )?([^\\n]*)");

    private SparkFailure() {}

    static RuntimeException explained(Exception failure) {
        if (failure instanceof UserException user) {
            return user;
        }
        String text = ExceptionUtils.getStackTrace(failure);
        if (MISSING_CLASS.matcher(text).find()) {
            return new UserException(
                    "Executors: expected the classes of this module on their class path, found that some are missing. Start"
                            + " by spark-submit with the jar of this module, see examples-spark/README.md.",
                    failure);
        }
        Matcher file = MISSING_FILE.matcher(text);
        if (file.find()) {
            return new UserException(
                    "Executors: expected to find the training images, found no " + file.group(1)
                            + ". Name a folder that the driver and all executors see, by --shards.",
                    failure);
        }
        Matcher reason = REASON.matcher(text);
        if (reason.find()) {
            return new UserException(
                    "Executors: a task failed in every attempt, the last time by " + reason.group(1)
                            + ". Their logs say more; with too little memory, see examples-spark/README.md.",
                    failure);
        }
        if (text.contains("SparkContext has been shutdown") || text.contains("SparkContext was shut down")) {
            return new UserException("Spark: the master has ended this application; its logs say why.", failure);
        }
        return failure instanceof RuntimeException unknown ? unknown : new IllegalStateException(failure);
    }
}
