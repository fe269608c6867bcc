package io.github.dl4jdropout.examples.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = directory.resolve("some-idx-file");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void imagesAreReadWithTheirSizesAndTheDigestOfTheUncompressedFile(boolean gzipped) throws Exception {
        byte[] content = IdxFixture.images(3, 4, 5, 9);
        Files.write(file, gzipped ? IdxFixture.gzip(content) : content);

        IdxFile read = IdxFile.readImages(file);

        assertThat(read.count()).isEqualTo(3);
        assertThat(read.rows()).isEqualTo(4);
        assertThat(read.columns()).isEqualTo(5);
        assertThat(read.items()).isEqualTo(Arrays.copyOfRange(content, 16, content.length));
        assertThat(read.sha256()).isEqualTo(IdxFixture.sha256(content));
    }

    @Test
    void labelsGivenAsImagesAreNamed() throws Exception {
        Files.write(file, IdxFixture.labels(10, 0));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected IDX images (magic number 2051), found IDX labels (magic number 2049)");
    }

    @Test
    void imagesGivenAsLabelsAreNamed() throws Exception {
        Files.write(file, IdxFixture.images(2, 28, 28, 0));
        assertThatThrownBy(() -> IdxFile.readLabels(file, 10))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected IDX labels (magic number 2049), found IDX images (magic number 2051)");
    }

    @Test
    void aWebPageInPlaceOfDataIsNamed() throws Exception {
        Files.write(file, "<html>not found</html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found neither IDX images nor IDX labels");
    }

    @Test
    void aFileCutOffInItsDataIsNamedWithBothLengths() throws Exception {
        Files.write(file, Arrays.copyOf(IdxFixture.images(2, 28, 28, 0), 16 + 1000));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected 1568 bytes after the header, found 1000 (the file is cut off)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10})
    void aFileCutOffInItsHeaderIsNamed(int length) throws Exception {
        Files.write(file, Arrays.copyOf(IdxFixture.images(2, 28, 28, 0), length));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected a whole IDX file, found its end too early");
    }

    @Test
    void aGzipStreamThatIsCutOffIsNamed() throws Exception {
        byte[] gzipped = IdxFixture.gzip(IdxFixture.images(20, 28, 28, 0));
        Files.write(file, Arrays.copyOf(gzipped, gzipped.length / 2));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found its end too early (the file is cut off)");
    }

    @Test
    void aGzipStreamWithAWrongChecksumIsNamed() throws Exception {
        byte[] gzipped = IdxFixture.gzip(IdxFixture.labels(50, 0));
        gzipped[gzipped.length - 8] ^= 1;
        Files.write(file, gzipped);
        assertThatThrownBy(() -> IdxFile.readLabels(file, 10))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected an intact gzip stream, found a damaged one (Corrupt GZIP trailer)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesBehindTheDataAreNamed(boolean gzipped) throws Exception {
        byte[] content = IdxFixture.labels(50, 0);
        byte[] longer = Arrays.copyOf(content, content.length + 7);
        Files.write(file, gzipped ? IdxFixture.gzip(longer) : longer);
        assertThatThrownBy(() -> IdxFile.readLabels(file, 10))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected its end after 50 bytes of data, found 7 bytes more");
    }

    @Test
    void aLabelOutsideTheClassesIsNamedWithItsPlace() throws Exception {
        byte[] content = IdxFixture.labels(50, 0);
        content[8 + 17] = 10;
        Files.write(file, content);
        assertThatThrownBy(() -> IdxFile.readLabels(file, 10))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected labels from 0 to 9, found label 10 at 17");
    }

    @Test
    void aLabelOf255IsNotMinusOne() throws Exception {
        byte[] content = IdxFixture.labels(50, 0);
        content[8] = (byte) 255;
        Files.write(file, content);
        assertThatThrownBy(() -> IdxFile.readLabels(file, 10)).hasMessageContaining("found label 255 at 0");
    }

    @Test
    void aHeaderThatAnnouncesGigabytesIsRefusedBeforeTheyAreReserved() throws Exception {
        byte[] content = IdxFixture.images(1, 28, 28, 0);
        content[4] = 0x7f;
        Files.write(file, content);
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found a header that announces 2130706433 × 28 × 28 bytes");
    }

    @Test
    void anEmptySetIsRefused() throws Exception {
        Files.write(file, IdxFixture.labels(0, 0));
        assertThatThrownBy(() -> IdxFile.readLabels(file, 10))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected positive sizes");
    }
}
