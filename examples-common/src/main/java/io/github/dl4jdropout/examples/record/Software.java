package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Versions of what ran.
 *
 * @param dl4jDropout version of this project
 * @param commit commit of its source tree, with "-dirty" if files were changed since, or "unknown" outside such a tree
 * @param dl4j version of Deeplearning4j and ND4J, which are released together
 * @param backend the ND4J backend
 */
public record Software(String dl4jDropout, String commit, String dl4j, String backend) {

    /**
     * The software of this process.
     *
     * @param backend the ND4J backend
     * @return its versions
     */
    public static Software current(String backend) {
        Properties built = built();
        return new Software(built.getProperty("version"), sourceCommit(), built.getProperty("dl4j.version"), backend);
    }

    /**
     * Versions of this project and of Deeplearning4j, in a line.
     *
     * @return the line
     */
    public static String oneLine() {
        Properties built = built();
        return "dl4j-dropout " + built.getProperty("version") + ", Deeplearning4j " + built.getProperty("dl4j.version");
    }

    private static Properties built() {
        try (InputStream in = Software.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree that the classes were compiled in, not the directory that the user happens to be in. */
    private static String sourceCommit() {
        Path classes;
        try {
            classes = Path.of(Software.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (!Files.isDirectory(classes)) {
            return "unknown"; // a jar
        }
        Optional<String> commit = Command.output(classes, "git", "rev-parse", "HEAD");
        boolean dirty = Command.output(classes, "git", "status", "--porcelain", "--untracked-files=no", "--", ":/")
                .isPresent();
        return commit.map(hash -> dirty ? hash + "-dirty" : hash).orElse("unknown");
    }
}
