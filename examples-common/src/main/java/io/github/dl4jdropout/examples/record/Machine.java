package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run ran on.
 *
 * @param jdk version and vendor of the Java runtime
 * @param os operating system, version, architecture
 * @param cpu model of the processor, or "unknown"
 * @param cores processors that the Java runtime may use
 * @param ompWaitPolicy environment variable {@code OMP_WAIT_POLICY}, which decides how fast the native libraries are, or "not set"
 */
public record Machine(String jdk, String os, String cpu, int cores, String ompWaitPolicy) {

    /**
     * The machine that this process runs on.
     *
     * @return its description
     */
    public static Machine current() {
        return new Machine(
                System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                cpuModel().orElse("unknown"),
                Runtime.getRuntime().availableProcessors(),
                Optional.ofNullable(System.getenv("OMP_WAIT_POLICY")).orElse("not set"));
    }

    private static Optional<String> cpuModel() {
        Path linux = Path.of("/proc/cpuinfo");
        if (Files.isReadable(linux)) {
            try {
                return Files.readAllLines(linux).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        if (System.getProperty("os.name").startsWith("Mac")) {
            return Command.output(Path.of("."), "sysctl", "-n", "machdep.cpu.brand_string");
        }
        return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")); // Windows
    }
}
