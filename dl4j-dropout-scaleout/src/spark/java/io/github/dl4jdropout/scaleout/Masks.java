package io.github.dl4jdropout.scaleout;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A listener that writes the mask of each training pass on Spark to a file, in whichever process it is drawn. The first layer of the
 * networks is a dropout, and its input is ones.
 */
final class Masks extends BaseTrainingListener implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * A training pass.
     *
     * @param round of averaging, from 0 on
     * @param number within the round, from 0 on
     * @param process in which the partition was trained
     * @param bits 1 where a value was kept
     */
    record Pass(int round, int partition, int number, long process, String bits) {}

    private final String folder;

    /** Of a task: each has a listener of its own. */
    private transient int passes;

    Masks(Path folder) {
        this.folder = folder.toString();
    }

    /** In a task, before it trains: with equal generators, masks without a seed differ by the worker alone. */
    private Object readResolve() {
        Nd4j.getRandom().setSeed(1);
        return this;
    }

    @Override
    public void onForwardPass(Model network, List<INDArray> activations) {
        write(activations.get(1));
    }

    @Override
    public void onForwardPass(Model network, Map<String, INDArray> activations) {
        write(activations.get("0"));
    }

    private void write(INDArray dropped) {
        TaskContext task = TaskContext.get();
        long process = ProcessHandle.current().pid();
        String name = task.stageId() + " " + task.partitionId() + " " + passes++ + " " + process;
        try {
            Files.writeString(Path.of(folder, name), bits(dropped));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String bits(INDArray dropped) {
        return Arrays.stream(dropped.dup('c').data().asDouble())
                .mapToObj(value -> value == 0 ? "0" : "1")
                .collect(Collectors.joining());
    }

    /** What was written so far. */
    List<Pass> read() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> written = files.toList();
            List<Integer> stages = written.stream()
                    .map(file -> number(file, 0))
                    .distinct()
                    .sorted()
                    .toList();
            List<Pass> read = new ArrayList<>();
            for (Path file : written) {
                read.add(new Pass(
                        stages.indexOf(number(file, 0)),
                        number(file, 1),
                        number(file, 2),
                        number(file, 3),
                        Files.readString(file)));
            }
            return read;
        }
    }

    private static int number(Path file, int index) {
        return Integer.parseInt(file.getFileName().toString().split(" ")[index]);
    }
}
