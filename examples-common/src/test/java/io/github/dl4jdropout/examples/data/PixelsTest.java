package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PixelsTest {
    /** Element i is i mod 256. */
    private static INDArray counting(long... shape) {
        byte[] bytes = new byte[Math.toIntExact(Nd4j.zeros(shape).length())];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return Pixels.ofBytes(bytes, shape);
    }

    @Test
    void everyByteBecomesItsShareOf255() {
        float[] floats = Pixels.floats(counting(2, 2, 8, 8)).data().asFloat();
        assertThat(floats).hasSize(256);
        for (int i = 0; i < 256; i++) {
            assertThat(floats[i]).isEqualTo(i / 255f);
        }
    }

    @Test
    void anImageLongerThanTheBufferIsWhole() {
        INDArray floats = Pixels.floats(counting(1, 20_001));
        assertThat(floats.shape()).containsExactly(1, 20_001);
        for (int i : new int[] {0, 16_383, 16_384, 20_000}) {
            assertThat(floats.getFloat(i)).isEqualTo(i % 256 / 255f);
        }
    }

    @Test
    void aViewIsReadWhereItLies() {
        INDArray all = counting(4, 1, 2, 2);
        INDArray part = all.get(NDArrayIndex.interval(1, 3));
        assertThat(Pixels.floats(part).shape()).containsExactly(2, 1, 2, 2);
        assertThat(Pixels.floats(part).data().asFloat()[0]).isEqualTo(4 / 255f);
        INDArray turned = counting(2, 3).transpose();
        assertThat(Pixels.floats(turned).getFloat(1, 1)).isEqualTo(4 / 255f);
    }

    @Test
    void floatsAreGivenBackAsTheyAre() {
        INDArray floats = Nd4j.rand(DataType.FLOAT, 2, 3);
        assertThat(Pixels.floats(floats)).isSameAs(floats);
    }

    @Test
    void anotherTypeIsRefused() {
        assertThatThrownBy(() -> Pixels.floats(Nd4j.zeros(DataType.DOUBLE, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Type of images: expected UBYTE, received DOUBLE.");
    }

    @Test
    void rowsAreCopiedInTheOrderAskedForAndKeepTypeAndShape() {
        INDArray all = counting(5, 2, 3, 4);
        INDArray rows = Pixels.rows(all, new int[] {4, 0, 4});
        assertThat(rows.dataType()).isEqualTo(DataType.UINT8);
        assertThat(rows.shape()).containsExactly(3, 2, 3, 4);
        assertThat(rows.getInt(0, 0, 0, 0)).isEqualTo(96);
        assertThat(rows.getInt(1, 1, 2, 3)).isEqualTo(23);
        assertThat(rows.getInt(2, 1, 2, 3)).isEqualTo(119);
        assertThat(all.shape()).containsExactly(5, 2, 3, 4);
    }
}
