package io.github.dl4jdropout.examples.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The files that a page is made of, from the class path. */
final class Bundle {

    private static final String CHART = "/META-INF/resources/webjars/chart.js/" + chartVersion() + "/";

    private Bundle() {}

    /** A file of this package. */
    static String own(String name) {
        return text(name);
    }

    /** Chart.js as one script, without the address of its source map, which a browser would try to load. */
    static String chartScript() {
        String script = text(CHART + "dist/chart.umd.js").replaceFirst("\\n//# sourceMappingURL=\\S*\\s*$", "");
        if (script.contains("</script") || script.contains("sourceMappingURL")) {
            throw new IllegalStateException("Chart.js " + chartVersion()
                    + ": expected a script that can stand in a page, received one that ends it or loads something.");
        }
        return script;
    }

    static String chartLicense() {
        return text(CHART + "LICENSE.md").strip();
    }

    static String chartVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/chart.js/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String text(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Bundle.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("Class path: expected the file " + name + ", found none. Build again.");
        }
        return in;
    }
}
