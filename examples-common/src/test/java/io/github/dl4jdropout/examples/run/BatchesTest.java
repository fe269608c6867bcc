package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class BatchesTest {

    private static DataSet numbered(long... shape) {
        INDArray features = Nd4j.arange(0, Nd4j.zeros(shape).length())
                .castTo(DataType.FLOAT)
                .reshape(shape);
        return new DataSet(features, Nd4j.eye(shape[0]).castTo(DataType.FLOAT));
    }

    private static List<DataSet> list(Batches batches) {
        return StreamSupport.stream(batches.spliterator(), false).toList();
    }

    @Test
    void holdExamplesAndTheirLabelsInTheOrderAskedFor() {
        List<DataSet> batches = list(new Batches(numbered(5, 2), new int[] {4, 0, 3, 1, 2}, 2));
        assertThat(batches).hasSize(3);
        assertThat(batches.get(0).getFeatures()).isEqualTo(Nd4j.createFromArray(new float[][] {{8, 9}, {0, 1}}));
        assertThat(batches.get(0).getLabels().argMax(1).toIntVector()).containsExactly(4, 0);
        assertThat(batches.get(1).getLabels().argMax(1).toIntVector()).containsExactly(3, 1);
    }

    @Test
    void theLastBatchHoldsWhatIsLeft() {
        Batches batches = new Batches(numbered(5, 2), new int[] {0, 1, 2, 3, 4}, 2);
        assertThat(list(batches).get(2).numExamples()).isEqualTo(1);
    }

    @Test
    void keepTheShapeOfImagesAndLeaveTheWholeAsItWas() {
        DataSet whole = numbered(3, 2, 2, 2);
        DataSet batch = list(new Batches(whole, new int[] {2, 1}, 2)).get(0);
        assertThat(batch.getFeatures().shape()).containsExactly(2, 2, 2, 2);
        assertThat(batch.getFeatures().getFloat(0, 0, 0, 0)).isEqualTo(16);
        assertThat(whole.getFeatures().shape()).containsExactly(3, 2, 2, 2);
    }

    @Test
    void bytesBecomeFloatsBatchByBatch() {
        DataSet whole = numbered(3, 2, 2, 2);
        whole.setFeatures(whole.getFeatures().castTo(DataType.UINT8));
        DataSet batch = list(new Batches(whole, new int[] {2, 0}, 2)).get(0);
        assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(batch.getFeatures().getFloat(0, 1, 1, 1)).isEqualTo(23 / 255f);
        assertThat(batch.getFeatures().getFloat(1, 1, 1, 1)).isEqualTo(7 / 255f);
    }

    @Test
    void imagesAreAugmentedAsBytesByTheirNumbersInTheWhole() {
        DataSet whole = numbered(3, 2, 2, 2);
        whole.setFeatures(whole.getFeatures().castTo(DataType.UINT8));
        List<int[]> asked = new ArrayList<>();
        Batches batches = new Batches(whole, new int[] {2, 0, 1}, 2, (features, rows) -> {
            asked.add(rows);
            return features.add(1);
        });
        List<DataSet> seen = list(batches);
        assertThat(asked).containsExactly(new int[] {2, 0}, new int[] {1});
        assertThat(seen.get(1).getFeatures().getFloat(0, 0, 0, 0)).isEqualTo(9 / 255f);
        assertThat(whole.getFeatures().getInt(1, 0, 0, 0)).isEqualTo(8);
    }

    @Test
    void theOrderIsAPermutationThatDependsOnSeedAndEpochAlone() {
        int[] order = BatchOrder.of(1, 1, 100);
        assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        Nd4j.getRandom().nextInt();
        assertThat(BatchOrder.of(1, 1, 100)).isEqualTo(order);
        assertThat(BatchOrder.of(1, 2, 100)).isNotEqualTo(order);
        assertThat(BatchOrder.of(2, 1, 100)).isNotEqualTo(order);
    }

    @Test
    void whatIsDrawnInAnEpochDependsOnSeedAndEpochAlone() {
        EpochSeed.seedNd4j(1, 2);
        INDArray drawn = Nd4j.rand(5);
        EpochSeed.seedNd4j(1, 1);
        assertThat(Nd4j.rand(5)).isNotEqualTo(drawn);
        EpochSeed.seedNd4j(2, 1);
        assertThat(Nd4j.rand(5)).isNotEqualTo(drawn);
        EpochSeed.seedNd4j(1, 2);
        assertThat(Nd4j.rand(5)).isEqualTo(drawn);
    }

    @Test
    void theOrderIsTheSameOnEveryJdk() {
        assertThat(BatchOrder.of(1, 1, 10)).containsExactly(2, 3, 8, 4, 0, 9, 6, 1, 5, 7);
    }
}
