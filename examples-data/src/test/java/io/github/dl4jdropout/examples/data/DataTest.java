package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingDeque;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a folder of its own, with a web server, and with a folder of DL4J's that is cut off from the network. */
abstract class DataTest {
    static final String NOWHERE = "http://127.0.0.1:9/";

    @TempDir
    Path folder;

    @TempDir
    Path dl4j;

    final LinkedBlockingDeque<String> messages = new LinkedBlockingDeque<>();
    final FaultyServer server = new FaultyServer();

    @BeforeEach
    void cutDl4jOff() {
        DL4JResources.setBaseDirectory(dl4j.toFile());
        DL4JResources.setBaseDownloadURL(NOWHERE);
    }

    @AfterEach
    void restore() {
        server.close();
        DL4JResources.resetBaseDirectoryLocation();
        DL4JResources.setBaseDownloadURL("https://dl4jdata.blob.core.windows.net/");
        System.clearProperty(Download.MIRRORS);
    }

    static String assertAbsent(ThrowingCallable call, String... parts) {
        UserException thrown = catchThrowableOfType(UserException.class, call);
        assertThat(thrown).isInstanceOf(UserException.Absent.class).hasMessageContainingAll(parts);
        return thrown.getMessage();
    }

    static String assertRefused(ThrowingCallable call, String... parts) {
        UserException thrown = catchThrowableOfType(UserException.class, call);
        assertThat(thrown).isNotInstanceOf(UserException.Absent.class).hasMessageContainingAll(parts);
        return thrown.getMessage();
    }

    /** Runs the main method of a class. */
    static ProcessBuilder ownProcess(Class<?> program, Path argument) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-cp", classPath, program.getName(), argument.toString());
    }
}
