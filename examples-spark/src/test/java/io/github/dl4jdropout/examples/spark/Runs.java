package io.github.dl4jdropout.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.run.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.util.ModelSerializer;

/** Runs of {@link SparkComparison} in this process. Executors may be processes of their own. */
final class Runs {

    /** Two executors that are processes of their own, with a core each. */
    static final String CLUSTER = "local-cluster[2,1,1024]";

    /** 5 rounds per epoch: 2 workers, 2 batches of 20 each. */
    static final String SMALL = "--dataset=synthetic --train-size=400 --batch=20 --averaging=2 --seeds=3 ";

    private Runs() {}

    /** Returns what a run says that ends with this exit code: its results, or its errors. */
    static String run(int code, String args) {
        return run(code, args, new StringWriter());
    }

    static String run(int code, String args, StringWriter out) {
        StringWriter err = new StringWriter();
        int ended = Main.run(new SparkComparison(), new PrintWriter(out), new PrintWriter(err), args.split(" "));
        assertThat(ended).as(err.toString()).isEqualTo(code);
        return code == 0 ? out.toString() : err.toString();
    }

    /** Returns the measurements without the seconds. */
    static List<Metrics.Row> rows(Path folder) {
        return Metrics.read(folder.resolve("metrics.csv")).rows().stream()
                .map(row -> {
                    Map<Metric, Double> values = new EnumMap<>(row.values());
                    values.keySet().removeAll(List.of(Metric.TRAIN_SECONDS, Metric.EVALUATION_SECONDS));
                    return new Metrics.Row(row.method(), row.seed(), row.epoch(), values);
                })
                .toList();
    }

    /** As numbers, because arrays of ND4J are equal if they are nearly equal. */
    static float[] parameters(Path folder, DropoutMethod method) throws IOException {
        Path model = new RunFolder(folder).model(method, 3);
        return ModelSerializer.restoreMultiLayerNetwork(model.toFile()).params().toFloatVector();
    }
}
