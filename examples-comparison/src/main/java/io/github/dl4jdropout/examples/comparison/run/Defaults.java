package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.Comparison.Preset;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values of options that are not typed, from the preset that is. */
final class Defaults implements IDefaultValueProvider {

    private final Comparison comparison;
    private final Preset preset;

    Defaults(Comparison comparison, String... args) {
        this.comparison = comparison;
        this.preset = preset(args);
    }

    /** Looks for the preset before the arguments are parsed, because then its values are asked for. */
    private Preset preset(String... args) {
        Preset chosen = comparison.presets().get(0);
        for (int i = 0; i < args.length; i++) {
            String next = args[i] + (args[i].equals("--preset") && i + 1 < args.length ? "=" + args[i + 1] : "");
            for (Preset known : comparison.presets()) {
                chosen = next.equals("--preset=" + known.name()) ? known : chosen;
            }
        }
        return chosen;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        String option = ((OptionSpec) argument).longestName();
        String value = preset.value(option);
        return switch (option) {
            case "--preset" -> preset.name();
            case "--dataset" -> comparison.datasets().get(0);
            case "--methods" ->
                value == null
                        ? String.join(
                                ",",
                                comparison.methods().stream()
                                        .map(DropoutMethod::id)
                                        .toList())
                        : value;
            default -> value;
        };
    }

    /** Returns what the help says about this comparison. */
    ResourceBundle words() {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {
                    {"of.presets", list(comparison.presets().stream().map(known -> known.name() + ": " + known.about()))
                    },
                    {
                        "of.methods",
                        list(comparison.methods().stream().map(method -> method + ": " + method.description()))
                    },
                    {"of.datasets", String.join(", ", comparison.datasets())},
                };
            }
        };
    }

    private static String list(Stream<String> items) {
        return items.map(item -> "  " + item).collect(Collectors.joining("\n"));
    }
}
