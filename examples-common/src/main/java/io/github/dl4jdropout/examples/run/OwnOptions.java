package io.github.dl4jdropout.examples.run;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Sets the options that only one example has to what was recorded of them. */
final class OwnOptions {

    private OwnOptions() {}

    /**
     * Sets them, as if they had been typed.
     *
     * @param example whose fields are set
     * @param recorded what {@link Example#ownOptions()} gave
     * @throws UsageException if the example does not have these options, or does not take these values
     */
    static void set(Example example, Map<String, String> recorded) {
        String[] args = recorded.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new);
        try {
            new CommandLine(example).parseArgs(args);
        } catch (ParameterException e) {
            throw new UsageException("--resume: expected the options that this version knows, received " + recorded
                    + ". " + e.getMessage());
        }
    }
}
