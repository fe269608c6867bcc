package io.github.dl4jdropout.examples.comparison.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemInfoTest {

    @Test
    void namesWhatThisProcessRunsOn() {
        Map<String, String> software = SystemInfo.software("convolutions by hand");
        assertThat(software.get("dl4jDropout")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(software.get("dl4j")).isEqualTo("1.0.0-M2.1");
        assertThat(software.get("commit")).matches("[0-9a-f]{40}(-dirty)?|unknown");
        assertThat(software.get("backend")).isEqualTo("CpuBackend, convolutions by hand");
        assertThat(software.get("blas")).matches("OpenBLAS \\d+\\.\\d+\\.\\d+ .*DYNAMIC_ARCH.* [A-Z]\\w+ .*|unknown");
        String system = System.getProperty("os.name") + System.getProperty("os.arch");
        assertThat(software.get("blas").equals("unknown") && system.equals("Linuxamd64"))
                .isFalse();
        assertThat(SystemInfo.machine().get("jdk"))
                .startsWith(String.valueOf(Runtime.version().feature()));
        assertThat(SystemInfo.machine().values()).doesNotContainNull().doesNotContain("");
    }

    @Test
    void tellsWhatDiffersFromTheSystemThatARunWasBegunOn() {
        Map<String, String> begun = Map.of("cores", "2", "os", "Linux");
        assertThat(SystemInfo.differences(begun, begun)).isEmpty();
        assertThat(SystemInfo.differences(begun, Map.of("cores", "4", "os", "Linux")))
                .hasValue("cores was 2, is now 4");
        assertThat(SystemInfo.differences(Map.of(), Map.of("blas", "OpenBLAS")))
                .hasValue("blas was not recorded, is now OpenBLAS");
    }
}
