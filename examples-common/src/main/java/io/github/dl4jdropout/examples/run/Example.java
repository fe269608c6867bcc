package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What distinguishes one example from another. The class is a picocli command: options that only this example has are its
 * annotated fields, filled in before any method below {@link #check} is called.
 */
public interface Example {

    /**
     * Name of the example, a directory under {@code reports}.
     *
     * @return such as "mnist"
     */
    String name();

    /**
     * The Maven module that holds the main class.
     *
     * @return such as "examples-mnist"
     */
    String module();

    /**
     * The dropout methods, in the order of tables and legends.
     *
     * @return names and a phrase for a person about each
     */
    Map<String, String> methods();

    /**
     * The method that the others are compared with.
     *
     * @return one of {@link #methods()}
     */
    String baseline();

    /**
     * The presets; the first is used where none is named.
     *
     * @return names and values
     */
    Map<String, Preset> presets();

    /**
     * The data that {@code --dataset} can name; the first is the default.
     *
     * @return names
     */
    List<String> datasets();

    /**
     * Refuses values of options that do not go together in this example.
     *
     * @param settings valid in themselves
     * @throws UsageException if they do not
     */
    void check(RunSettings settings);

    /**
     * Values of the options that only this example has: for the record, and for {@code --resume}, which sets them to what was
     * recorded.
     *
     * @return names without dashes, and values as {@code --name=value} takes them; none is null
     */
    Map<String, String> ownOptions();

    /**
     * Finds and reads the data.
     *
     * @param settings of the run
     * @param messages takes a line at a time for the user
     * @return all training and test images
     * @throws IOException if it cannot be had
     */
    ImageData load(RunSettings settings, Consumer<String> messages) throws IOException;

    /**
     * The networks of a run.
     *
     * @param settings of the run
     * @param data what they will be trained on
     * @return their configurations
     */
    Networks networks(RunSettings settings, ImageData data);
}
