package io.github.dl4jdropout.adopt.audit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jdropout.adopt.DropoutAudit;
import io.github.dl4jdropout.adopt.KerasFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For macosx-arm64 there is no build of HDF5 1.12.1. */
class Hdf5Test {

    @TempDir
    private Path folder;

    @BeforeEach
    void nativeCode() {
        assumeThat(Loader.getPlatform()).isNotEqualTo("macosx-arm64");
    }

    private static Path file(String name) throws Exception {
        return KerasFixtures.file(name).toPath();
    }

    @Test
    void theConfigurationIsThatOfTheJson() throws Exception {
        assertThat(DropoutAudit.ofFile(file("mlp.h5")).findings())
                .isNotEmpty()
                .isEqualTo(DropoutAudit.ofFile(file("mlp.json")).findings());
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Path damaged = Files.write(folder.resolve("model.h5"), Arrays.copyOf(Files.readAllBytes(file("mlp.h5")), 100));
        assertThatIOException()
                .isThrownBy(() -> DropoutAudit.ofFile(damaged))
                .withMessageContaining("expected an HDF5 file")
                .withMessageContaining("model.h5");
    }
}
