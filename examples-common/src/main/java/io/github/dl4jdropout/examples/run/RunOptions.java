package io.github.dl4jdropout.examples.run;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every example has. An option that was not given is null; {@link SettingsCheck} fills it in. */
final class RunOptions {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Values for the options below: ${bundle:run.preset}.")
    String preset;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description = "Dropout methods, separated by commas (default: all of them).%n${bundle:run.methods}")
    List<String> methods;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "A run of each method for each of these seeds of initial weights, batch order and masks"
                    + " (default: ${bundle:run.seeds}).")
    List<Long> seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training images (default: ${bundle:run.epochs}).")
    Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images a parameter update (default: ${bundle:run.batch}).")
    Integer batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Learning rate in the first epoch; it falls to 0 in equal steps, one an epoch"
                    + " (default: ${bundle:run.learning-rate}).")
    Double learningRate;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "Probability of dropping a hidden unit, from 0 to 1 (default: ${bundle:run.rate}).")
    Double rate;

    @Option(
            names = "--train-size",
            paramLabel = "N",
            description =
                    "Training images used, drawn at random, the same for all runs (default: ${bundle:run.train-size}).")
    Integer trainSize;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "Which data will do: ${bundle:run.datasets}. With auto, generated data stands in for real data that"
                            + " cannot be had, and is called synthetic wherever it is shown (default: ${bundle:run.dataset}).")
    String dataset;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Directory that holds the data (default: the usual places are searched, then it is downloaded).")
    Path dataDir;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Directory for results and models; must be new or empty (default: reports/${bundle:run.name}/<time>).")
    Path out;

    @Option(names = "--quiet", description = "Print nothing but the final table (default: show progress).")
    boolean quiet;

    @Option(
            names = "--replot",
            paramLabel = "DIR",
            description = "Draw report.html, curves.png and summary.md of the run in this directory again, from its"
                    + " metrics.csv, run.json and outcomes, without training (default: train).")
    Path replot;

    @Option(
            names = "--by-size",
            paramLabel = "DIR",
            description =
                    "Draw test error against training images, training-sizes.png and training-sizes.md, of the runs in the"
                            + " directories in this one, which differ in --train-size, without training (default: train).")
    Path bySize;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Go on with the run in this directory, which was interrupted or killed, from the last epoch that"
                            + " was finished, with the settings in its run.json. It ends with the same measurements and models as if"
                            + " it had never been stopped (default: begin a new run).")
    Path resume;

    @Option(names = "--open", description = "Show report.html in the browser at the end (default: name its path).")
    boolean open;

    @Option(
            names = "--ui",
            description =
                    "Run Deeplearning4j's training UI during training, on port 9000 or a free one, for every computer"
                            + " that reaches this one; takes a build with Maven's option -Pui (default: no UI).")
    boolean ui;

    /** Of hidden units, where no option says it. */
    static final double RATE = 0.5;
}
