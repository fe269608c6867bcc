package io.github.dl4jdropout.examples.comparison.record;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import io.github.dl4jdropout.onednn.Availability;
import io.github.dl4jdropout.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** What a run runs on: versions, and the machine. */
public final class SystemInfo {
    /** Returns the versions of what runs, and what computes convolutions. */
    public static Map<String, String> software() {
        Availability oneDnn = OneDnn.availability();
        String convolutions = oneDnn.usable() ? "convolutions by oneDNN" : "without oneDNN: " + oneDnn.reason();
        Map<String, String> software = new LinkedHashMap<>();
        software.put("dl4jDropout", built("version"));
        software.put("commit", built("commit"));
        software.put("dl4j", built("dl4j.version"));
        software.put("backend", Nd4j.getBackend().getClass().getSimpleName() + ", " + convolutions);
        software.put("blas", blas());
        return software;
    }

    public static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("jdk", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version");
        machine.put("os", os + " " + System.getProperty("os.arch"));
        machine.put("cpu", cpu());
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("ompWaitPolicy", Objects.requireNonNullElse(System.getenv("OMP_WAIT_POLICY"), "not set"));
        return machine;
    }

    /** Returns a line such as "dl4j-dropout 0.1.0, Deeplearning4j 1.0.0-M2.1", for {@code --version}. */
    public static String versions() {
        return "dl4j-dropout " + built("version") + ", Deeplearning4j " + built("dl4j.version");
    }

    /** Returns versions and machine in a line. */
    public static String line(Map<String, String> software, Map<String, String> machine) {
        return Stream.of(software, machine)
                .flatMap(part -> part.entrySet().stream())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String built(String key) {
        String built = SystemInfo.class.getPackageName() + ".built";
        String value = ResourceBundle.getBundle(built).getString(key);
        return value.isEmpty() || value.startsWith("${") ? "unknown" : value; // built outside a repository
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
            long address = Loader.addressof("openblas_get_config").address();
            return Function.getFunction(new Pointer(address)).invokeString(new Object[0], false);
        } catch (LinkageError | RuntimeException e) {
            return "unknown"; // another BLAS, which has no such address, or a system that JNA has no binary for
        }
    }
}
