package io.github.dl4jdropout.examples.comparison;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * What distinguishes one comparison from another: data, networks, methods, presets. The class is a picocli command. Its fields are the
 * options that only this comparison has, and nothing else: they are written into {@code run.json} and set from there by
 * {@code --resume}.
 */
public interface Comparison {
    /** Values of options that are not typed: what it is about and how long it takes, and the options as they would be typed. */
    record Preset(String name, String about, String options) {
        /** Returns the value of an option such as {@code --epochs}, or null. */
        public String value(String option) {
            Matcher typed = Pattern.compile(option + "=(\\S+)").matcher(options);
            return typed.find() ? typed.group(1) : null;
        }
    }

    /** Returns the name: a folder below {@code reports}, and the end of the module's name, {@code examples-<name>}. */
    String name();

    /** Returns the dropout methods, in the order of tables and legends. */
    List<DropoutMethod> methods();

    /** Returns the presets. The first is the default. */
    List<Preset> presets();

    /** Returns the names that {@code --dataset} takes. The first is the default. */
    List<String> datasets();

    /** Refuses values of the comparison's own options by {@link Options#require}. */
    void check(Options options);

    /** Finds and reads the data; {@code messages} takes lines for the user. */
    ImageData load(Options options, Consumer<String> messages) throws IOException;

    /**
     * Returns the configuration of one network. Methods differ in dropout alone, so that all networks of a seed have the same
     * parameters in the same order.
     */
    MultiLayerConfiguration network(DropoutMethod method, long seed, Options options, ImageSet images);

    /** Returns a phrase about the network and its training. */
    String description(Options options, ImageSet images);

    /** Returns what to type into a shell for these arguments. */
    default String command(List<String> args) {
        String quoted = args.stream()
                .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
                .collect(Collectors.joining(" ", " -Dargs=\"", "\""));
        return "mvn -q compile exec:exec -pl examples-" + name() + " -am" + (args.isEmpty() ? "" : quoted);
    }

    /**
     * Returns how the networks are trained on these images. Called before anything of a run is written; what cannot be done is refused by
     * {@link Options#require}.
     */
    default Training training(Options options, ImageSet images) throws IOException {
        return new Training.Here(images, options.batch, false);
    }
}
