package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class CifarRecordReaderTest {
    @TempDir
    Path directory;

    private Path first;
    private Path second;

    @BeforeEach
    void write() throws Exception {
        first = Files.write(directory.resolve("first.bin"), CifarFixture.batch(1, 12));
        second = Files.write(directory.resolve("second.bin"), CifarFixture.batch(2, 3));
        // Beside them and not in the split: DataVec's CifarLoader trains on whatever lies in the folder.
        Files.write(directory.resolve("test_batch.bin"), CifarFixture.batch(5, 4));
    }

    private CifarRecordReader reader(Path... files) throws Exception {
        var reader = new CifarRecordReader();
        reader.initialize(
                new CollectionInputSplit(Arrays.stream(files).map(Path::toUri).toList()));
        return reader;
    }

    @Test
    void readsTheFilesOfTheSplitInItsOrderAndNoOthers() throws Exception {
        var reader = reader(second, first);
        int count = 0;
        while (reader.hasNext()) {
            int file = count < 3 ? 2 : 1;
            int image = count < 3 ? count : count - 3;
            List<Writable> record = reader.next();
            INDArray pixels = ((NDArrayWritable) record.get(0)).get();
            assertThat(pixels.shape()).containsExactly(1, 3, 32, 32);
            assertThat(pixels.dataType()).isEqualTo(DataType.FLOAT);
            for (int p : new int[] {0, 33, 1023, 1024, 2048, 3071}) {
                assertThat(pixels.getFloat(0, p / 1024, p / 32 % 32, p % 32))
                        .isEqualTo(Byte.toUnsignedInt(CifarFixture.pixel(file, image, p)));
            }
            assertThat(record.get(1).toInt()).isEqualTo(image % 10);
            count++;
        }
        assertThat(count).isEqualTo(15);
    }

    @Test
    void dl4jsIteratorTakesItsBatches() throws Exception {
        var iterator = new RecordReaderDataSetIterator(reader(first), 8, 1, 10);
        DataSet batch = iterator.next();
        assertThat(batch.getFeatures().shape()).containsExactly(8, 3, 32, 32);
        assertThat(batch.getLabels().argMax(1).toIntVector()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(iterator.next().numExamples()).isEqualTo(4);
        assertThat(iterator.hasNext()).isFalse();
        assertThat(iterator.getLabels()).containsExactlyElementsOf(CifarRecordReader.CLASSES);
    }

    @Test
    void aRecordIsFoundAgainByItsMetadata() throws Exception {
        var reader = reader(first);
        reader.next();
        Record record = reader.nextRecord();
        assertThat(reader.loadFromMetaData(record.getMetaData()).getRecord()).isEqualTo(record.getRecord());
    }

    @Test
    void aFileThatIsCutOffIsRefusedBeforeARecordOfAnyFileIsHandedOut() throws Exception {
        Files.write(second, Arrays.copyOf(CifarFixture.batch(2, 3), 3 * 3073 - 1));
        assertThatThrownBy(() -> reader(first, second))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Unusable data file " + second)
                .hasMessageContaining(
                        "expected images of 3073 bytes each, one or more, found 9218 bytes, 3072 more than whole images");
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        Files.write(second, new byte[0]);
        assertThatThrownBy(() -> reader(second))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found 0 bytes, none");
    }

    @Test
    void aLabelAboveNineIsRefused() throws Exception {
        byte[] content = CifarFixture.batch(2, 3);
        content[2 * 3073] = 10;
        Files.write(second, content);
        assertThatThrownBy(() -> reader(second))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected labels from 0 to 9, found label 10 at image 2");
        content[2 * 3073] = (byte) 255;
        Files.write(second, content);
        assertThatThrownBy(() -> reader(second)).hasMessageContaining("found label 255 at image 2");
    }

    @Test
    void aSplitOfNothingIsRefused() {
        assertThatThrownBy(() -> new CifarRecordReader().initialize(new CollectionInputSplit(List.<URI>of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Batch files to read: expected one location or more, received none.");
    }
}
