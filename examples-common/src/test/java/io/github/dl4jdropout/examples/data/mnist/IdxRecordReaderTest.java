package io.github.dl4jdropout.examples.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class IdxRecordReaderTest {
    private static final int COUNT = 23;

    @TempDir
    Path directory;

    private CollectionInputSplit split;

    @BeforeEach
    void writeFiles() throws Exception {
        Path images = Files.write(directory.resolve("images"), IdxFixture.images(COUNT, 28, 28, 3));
        Path labels = Files.write(directory.resolve("labels.gz"), IdxFixture.gzip(IdxFixture.labels(COUNT, 4)));
        split = new CollectionInputSplit(List.of(images.toUri(), labels.toUri()));
    }

    private IdxRecordReader reader() throws Exception {
        var reader = new IdxRecordReader(10);
        reader.initialize(split);
        return reader;
    }

    /** Pixel i of image n as {@link IdxFixture#images} wrote it. */
    private static float pixel(int n, int i) {
        return ((3 + 31 * n + i) & 255) / 255f;
    }

    @Test
    void aRecordIsTheScaledImageAndItsClass() throws Exception {
        var reader = reader();
        reader.next();
        var second = reader.next();

        INDArray image = ((NDArrayWritable) second.get(0)).get();
        assertThat(image.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(image.shape()).containsExactly(1, 784);
        assertThat(image.getFloat(0, 0)).isEqualTo(pixel(1, 0));
        assertThat(image.getFloat(0, 783)).isEqualTo(pixel(1, 783));
        assertThat(second.get(1).toInt()).isEqualTo(5);
    }

    @Test
    void dl4jsIteratorReadsEveryImageOnceInOrderWithTheSmallLastBatch() throws Exception {
        // Not 10: the classes of the fixture repeat after ten images, and every batch would have the same labels.
        var iterator = new RecordReaderDataSetIterator(reader(), 9, 1, 10);
        int n = 0;
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            assertThat(batch.numExamples()).isEqualTo(Math.min(9, COUNT - n));
            for (int row = 0; row < batch.numExamples(); row++, n++) {
                for (int i = 0; i < 784; i += 87) {
                    assertThat(batch.getFeatures().getFloat(row, i)).isEqualTo(pixel(n, i));
                }
                assertThat(batch.getLabels().getRow(row).sumNumber().floatValue())
                        .isEqualTo(1f);
                assertThat(batch.getLabels().getFloat(row, (4 + n) % 10)).isEqualTo(1f);
            }
        }
        assertThat(n).isEqualTo(COUNT);
    }

    @Test
    void aSecondEpochIsTheFirst() throws Exception {
        var iterator = new RecordReaderDataSetIterator(reader(), COUNT, 1, 10);
        DataSet first = iterator.next();
        iterator.reset();
        assertThat(iterator.next()).isEqualTo(first);
    }

    @Test
    void recordsOneByOneAndBatchesAreTheSame() throws Exception {
        var byRecord = new RecordReaderDataSetIterator(reader(), COUNT, 1, 10);
        byRecord.setCollectMetaData(true);
        DataSet slow = byRecord.next();
        DataSet fast = new RecordReaderDataSetIterator(reader(), COUNT, 1, 10).next();
        assertThat(slow.getFeatures()).isEqualTo(fast.getFeatures());
        assertThat(slow.getLabels()).isEqualTo(fast.getLabels());
    }

    @Test
    void aRecordIsFoundAgainByItsMetadata() throws Exception {
        var reader = reader();
        reader.next();
        Record second = reader.nextRecord();
        Record again = reader().loadFromMetaData(second.getMetaData());
        assertThat(again.getRecord()).isEqualTo(second.getRecord());
    }

    @Test
    void readingPastTheEndIsRefused() throws Exception {
        var reader = reader();
        reader.next(COUNT);
        assertThat(reader.hasNext()).isFalse();
        assertThatThrownBy(reader::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("All 23 images were read; call reset to start again.");
        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void differentCountsAreNamed() throws Exception {
        Path fewer = Files.write(directory.resolve("fewer"), IdxFixture.labels(COUNT - 1, 0));
        var unequal =
                new CollectionInputSplit(List.of(directory.resolve("images").toUri(), fewer.toUri()));
        assertThatThrownBy(() -> new IdxRecordReader(10).initialize(unequal))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(fewer.toString())
                .hasMessageContaining("expected 23 labels, one for each image of images, found 22");
    }

    @Test
    void aSplitOfOneFileIsRefused() {
        var one = new CollectionInputSplit(List.of(URI.create("file:///images")));
        assertThatThrownBy(() -> new IdxRecordReader(10).initialize(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected two locations, images and labels, received 1");
    }

    @Test
    void aReaderThatTravelledMustBeInitializedAgain() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(reader());
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var travelled = (IdxRecordReader) in.readObject();
            assertThatThrownBy(travelled::hasNext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call initialize");
            travelled.initialize(split);
            assertThat(travelled.next(COUNT)).hasSize(COUNT);
        }
    }

    @Test
    void aNumberOfClassesThatNoLabelByteCanMeanIsRefused() {
        assertThatThrownBy(() -> new IdxRecordReader(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Number of classes: expected 1 to 128, received 0.");
    }
}
