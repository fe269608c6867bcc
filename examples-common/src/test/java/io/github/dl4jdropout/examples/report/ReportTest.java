package io.github.dl4jdropout.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunInfoTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class ReportTest {

    private final List<EpochRecord> rows = new ArrayList<>();

    ReportTest() {
        network("none", 1, 4.0, 0.30);
        network("none", 2, 4.2, 0.32);
        network("builtin", 1, 3.0, 0.20);
        network("builtin", 2, 3.4, 0.22);
        network("guide", 1, 3.1, 1.60);
        network("guide", 2, 3.5, 1.80);
    }

    /** Two epochs, of which the first is better. */
    private void network(String method, long seed, double error, double nll) {
        rows.add(new EpochRecord(method, seed, 1, 1, 9, 1, 0.1, error - 1, nll / 2, 0.01, 7, 1));
        rows.add(new EpochRecord(method, seed, 2, 1, 9, 0, 0.1, error, nll, 0.02, 5, 1));
    }

    private Results results() {
        return new Results(RunInfoTest.example(false), rows);
    }

    @Test
    void theTableHasTheLastEpochAndMarksTheBest() {
        assertThat(ConsoleTable.text(results()).lines())
                .containsExactly(
                        "",
                        "blobs: 2,000 training images, tested on 30; after epoch 2; mean ± sd over 2 seeds (1, 2)",
                        "method   test error %   NLL                ECE                s/epoch  error - builtin [95 % CI]",
                        "none     4.10 ± 0.14    0.3100 ± 0.0141    0.0200 ± 0.0000 *  6.00 *   +0.90 [-0.37, +2.17]",
                        "builtin  3.20 ± 0.28 *  0.2100 ± 0.0141 *  0.0200 ± 0.0000 *  6.00 *   -",
                        "guide    3.30 ± 0.28    1.7000 ± 0.1414    0.0200 ± 0.0000 *  6.00 *   +0.10 [+0.10, +0.10]",
                        "* best. NLL: negative log-likelihood, nats. ECE: expected calibration error.");
    }

    @Test
    void aNetworkThatWasNotFinishedIsNamedAndNotCounted() {
        rows.remove(rows.size() - 1);
        assertThat(ConsoleTable.text(results()))
                .contains("guide    3.10 *  ", "Not finished, not in the table: guide, seed 2: 1 of 2 epochs");
        assertThat(Summary.markdown(results()))
                .contains("Not finished, and not in the table: guide, seed 2: 1 of 2 epochs.");
    }

    @Test
    void aRunOfOneSeedIsNotCompared() {
        rows.removeIf(row -> row.seed() == 2);
        assertThat(ConsoleTable.text(results())).doesNotContain("CI", "±  ");
    }

    @Test
    void aTableOfOneMethodHasNoBest() {
        rows.removeIf(row -> !row.method().equals("none"));
        assertThat(ConsoleTable.text(results()))
                .contains("none    4.10 ± 0.14   0.3100")
                .doesNotContain(" *  ", " *\n");
    }

    @Test
    void tableSummaryAndPictureSayThatDataIsSynthetic() {
        Results synthetic = new Results(RunInfoTest.example(true), rows);
        assertThat(ConsoleTable.text(synthetic)).contains("SYNTHETIC data (blobs): 2,000");
        assertThat(Summary.markdown(synthetic))
                .contains("# Dropout on SYNTHETIC data (blobs)", "**The images are SYNTHETIC: a program drew them.");
        assertThat(nll(synthetic).getTitle()).contains("SYNTHETIC data (blobs)");
        assertThat(nll(results()).getTitle()).isEqualTo("NLL on blobs, 2,000 training images");
    }

    private static XYChart nll(Results results) {
        return new CurvesPanel("NLL", "nats", true, EpochRecord::trainNll, EpochRecord::testNll).chart(results);
    }

    @Test
    void aMethodFarAboveTheOthersDoesNotFlattenThemAndIsNamed() {
        XYChart chart = nll(results());
        assertThat(chart.getStyler().getYAxisMax()).isEqualTo(2 * 0.31);
        assertThat(chart.getXAxisTitle()).isEqualTo("epoch   (above the axis: guide, test: 1.70 at the end)");
    }

    @Test
    void curvesAreMeansOverTheSeedsOfAnEpoch() {
        Curve curve = Curve.of(rows, "builtin", EpochRecord::testErrorPercent);
        assertThat(curve.epochs()).containsExactly(1, 2);
        assertThat(curve.means()).usingComparatorWithPrecision(1e-12).containsExactly(2.2, 3.2);
        assertThat(curve.sds())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.2 * Math.sqrt(2), 0.2 * Math.sqrt(2));
    }

    @Test
    void aRunWithoutErrorsCanBeDrawn() {
        rows.replaceAll(row -> new EpochRecord(row.method(), row.seed(), row.epoch(), 0, 0, 0, 0, 0, 0, 0, 1, 1));
        assertThat(nll(results()).getStyler().getYAxisMax()).isEqualTo(1);
    }

    @Test
    void theSummaryHasTableExplanationPictureAndCommand() {
        assertThat(Summary.markdown(results()))
                .contains(
                        "# Dropout on blobs\n",
                        "| builtin | **3.20 ± 0.28** | **0.2100 ± 0.0141** |",
                        "after the last epoch, whichever epoch was the best",
                        "![Learning curves](curves.png)",
                        "- `none`: no dropout",
                        "mvn exec:exec",
                        "a processor, 2 cores; OMP_WAIT_POLICY PASSIVE.")
                .doesNotContain("SYNTHETIC");
    }
}
