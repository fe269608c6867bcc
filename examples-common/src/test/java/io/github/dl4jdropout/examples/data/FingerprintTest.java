package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class FingerprintTest {

    private final INDArray images =
            Nd4j.arange(2_300 * 6).castTo(DataType.FLOAT).reshape(2_300, 6);
    private final INDArray labels =
            Nd4j.arange(2_300 * 2).castTo(DataType.FLOAT).reshape(2_300, 2);
    private final String fingerprint = Fingerprint.of(new DataSet(images, labels));

    @Test
    void isTheSameForTheSameNumbersHoweverTheyLieInMemory() {
        assertThat(fingerprint).matches("[0-9a-f]{64}");
        assertThat(Fingerprint.of(new DataSet(images.dup('f'), labels))).isEqualTo(fingerprint);
    }

    @Test
    void isThatOfItsDefinition() {
        // Of the bytes 00…01 00…02 3f800000 40000000 00…01 00…01 40400000, by another program.
        DataSet tiny =
                new DataSet(Nd4j.createFromArray(new float[][] {{1, 2}}), Nd4j.createFromArray(new float[][] {{3}}));
        assertThat(Fingerprint.of(tiny)).isEqualTo("19a4aae01e61cda0b8a9c6c54cc057efd1ac582e3b51dd45bc0fc7bd217729c8");
    }

    @Test
    void changesWithAnyNumberOrLabelOrOrderOrShape() {
        INDArray last = images.dup();
        last.putScalar(2_299, 5, 0.5f);
        INDArray label = labels.dup();
        label.putScalar(1_000, 0, 0.5f);
        assertThat(Fingerprint.of(new DataSet(last, labels))).isNotEqualTo(fingerprint);
        assertThat(Fingerprint.of(new DataSet(images, label))).isNotEqualTo(fingerprint);
        assertThat(Fingerprint.of(new DataSet(images.reshape(2_300, 3, 2), labels)))
                .isNotEqualTo(fingerprint);
        int[] swapped = IntStream.range(0, 2_300).map(i -> 2_299 - i).toArray();
        assertThat(Fingerprint.of(new DataSet(Nd4j.pullRows(images, 1, swapped), Nd4j.pullRows(labels, 1, swapped))))
                .isNotEqualTo(fingerprint);
    }
}
