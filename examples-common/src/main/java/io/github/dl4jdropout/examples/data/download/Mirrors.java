package io.github.dl4jdropout.examples.data.download;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** The addresses that a system property can put in the place of the official ones. */
public final class Mirrors {
    private Mirrors() {}

    /**
     * What a system property names: http or https addresses of folders, separated by commas.
     *
     * @param property its name
     * @param official what is taken if it is not set
     * @return addresses that end in a slash
     * @throws IllegalArgumentException if it holds something else
     */
    public static List<URI> of(String property, List<URI> official) {
        String value = System.getProperty(property);
        return value == null
                ? official
                : Arrays.stream(value.split(","))
                        .map(text -> mirror(property, text.strip()))
                        .toList();
    }

    private static URI mirror(String property, String text) {
        if (!text.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new IllegalArgumentException("System property " + property
                    + ": expected http or https addresses separated by commas, received \"" + text + "\".");
        }
        return URI.create(text.endsWith("/") ? text : text + "/");
    }
}
