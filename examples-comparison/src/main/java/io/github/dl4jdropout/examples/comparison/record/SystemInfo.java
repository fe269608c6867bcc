package io.github.dl4jdropout.examples.comparison.record;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** What a run runs on: versions, and the machine. */
public final class SystemInfo {

    private SystemInfo() {}

    /**
     * Returns the versions of what runs.
     *
     * @param convolutions what computes convolutions, a phrase
     */
    public static Map<String, String> software(String convolutions) {
        Map<String, String> software = new LinkedHashMap<>();
        software.put("dl4jDropout", built("version"));
        software.put("commit", built("commit"));
        software.put("dl4j", built("dl4j.version"));
        software.put("backend", Nd4j.getBackend().getClass().getSimpleName() + ", " + convolutions);
        software.put("blas", blas());
        return software;
    }

    /** Returns the machine and the Java runtime. */
    public static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("jdk", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
        machine.put(
                "os",
                Stream.of("os.name", "os.version", "os.arch")
                        .map(System::getProperty)
                        .collect(Collectors.joining(" ")));
        machine.put("cpu", cpu());
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("ompWaitPolicy", Objects.requireNonNullElse(System.getenv("OMP_WAIT_POLICY"), "not set"));
        return machine;
    }

    /** Returns a line such as "dl4j-dropout 0.1.0, Deeplearning4j 1.0.0-M2.1", for {@code --version}. */
    public static String versions() {
        return "dl4j-dropout " + built("version") + ", Deeplearning4j " + built("dl4j.version");
    }

    /** Returns what differs between the system that a run was begun on and another one, or empty. */
    public static Optional<String> differences(Map<String, String> begun, Map<String, String> now) {
        return Stream.concat(begun.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(begun.get(key), now.get(key)))
                .map(key -> key + " was " + begun.getOrDefault(key, "not recorded") + ", is now "
                        + now.getOrDefault(key, "not recorded"))
                .reduce((a, b) -> a + "; " + b);
    }

    private static String built(String key) {
        Properties built = new Properties();
        try (InputStream in = SystemInfo.class.getResourceAsStream("built.properties")) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String value = built.getProperty(key);
        boolean noGit = value.isEmpty() || value.startsWith("${"); // built outside a repository, or without git
        return noGit ? "unknown" : value;
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) { // not Linux
            return Objects.requireNonNullElse(System.getenv("PROCESSOR_IDENTIFIER"), "unknown"); // Windows
        }
    }

    /** Version and core of OpenBLAS, such as "OpenBLAS 0.3.19 … Haswell …". The library has no Java method for it. */
    private static String blas() {
        try {
            org.bytedeco.javacpp.Pointer address = Loader.addressof("openblas_get_config");
            return address == null
                    ? "unknown"
                    : Function.getFunction(new Pointer(address.address())).invokeString(new Object[0], false);
        } catch (LinkageError | RuntimeException e) {
            return "unknown"; // another BLAS, or a system that JNA has no binary for
        }
    }
}
