package io.github.dl4jdropout.examples.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A confusion matrix for the page.
 *
 * @param classes titles of the columns
 * @param words whether titles are longer than two letters, and stand upright for that
 * @param matrix the rows
 */
record ConfusionTable(List<String> classes, boolean words, List<Row> matrix) {

    /**
     * A row.
     *
     * @param name the true class
     * @param cells by class that the network said
     */
    record Row(String name, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param count test images, or "" for none
     * @param diagonal whether they are right answers
     * @param share of the largest count beside the diagonal, in [0, 1]
     */
    record Cell(String count, boolean diagonal, String share) {}

    static ConfusionTable of(List<String> classes, int[][] confusion) {
        int most = IntStream.range(0, confusion.length)
                .flatMap(truth -> IntStream.range(0, confusion.length)
                        .filter(said -> said != truth)
                        .map(said -> confusion[truth][said]))
                .max()
                .orElse(0);
        return new ConfusionTable(
                classes,
                classes.stream().anyMatch(name -> name.length() > 2),
                IntStream.range(0, confusion.length)
                        .mapToObj(truth -> new Row(classes.get(truth), cells(truth, confusion[truth], most)))
                        .toList());
    }

    private static List<Cell> cells(int truth, int[] counts, int most) {
        return IntStream.range(0, counts.length)
                .mapToObj(said -> new Cell(
                        counts[said] == 0 ? "" : String.format(Locale.ROOT, "%,d", counts[said]),
                        said == truth,
                        String.format(
                                Locale.ROOT, "%.3f", most == 0 || said == truth ? 0 : (double) counts[said] / most)))
                .toList();
    }
}
