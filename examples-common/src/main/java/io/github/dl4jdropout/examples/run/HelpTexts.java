package io.github.dl4jdropout.examples.run;

import java.util.ListResourceBundle;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the help of the options says about one example: the defaults, from the presets that they come from.
 * The keys have a prefix, because picocli takes a text under the bare name of an option for its whole description.
 */
final class HelpTexts extends ListResourceBundle {

    private final Example example;

    HelpTexts(Example example) {
        this.example = example;
    }

    @Override
    protected Object[][] getContents() {
        return new Object[][] {
            {"run.name", example.name()},
            {
                "run.preset",
                String.join(", ", example.presets().keySet()) + " (default: " + first(example.presets()) + ")"
            },
            {
                "methods",
                example.methods().entrySet().stream()
                        .map(method -> "  " + method.getKey() + ": " + method.getValue())
                        .collect(Collectors.joining("%n"))
            },
            {
                "run.seeds",
                byPreset(preset -> preset.seeds().stream().map(String::valueOf).collect(Collectors.joining(",")))
            },
            {"run.epochs", byPreset(Preset::epochs)},
            {"run.batch", byPreset(Preset::batch)},
            {"run.learning-rate", byPreset(Preset::learningRate)},
            {"run.rate", String.valueOf(RunOptions.RATE)},
            {"run.train-size", byPreset(preset -> preset.trainSize() == Preset.ALL ? "all" : preset.trainSize())},
            {"run.datasets", String.join(", ", example.datasets())},
            {"run.dataset", example.datasets().get(0)},
        };
    }

    /** Such as "20; full: 40", or one value where all presets agree. */
    private String byPreset(Function<Preset, Object> value) {
        String usual =
                value.apply(example.presets().get(first(example.presets()))).toString();
        return usual
                + example.presets().entrySet().stream()
                        .filter(preset ->
                                !value.apply(preset.getValue()).toString().equals(usual))
                        .map(preset -> "; " + preset.getKey() + ": " + value.apply(preset.getValue()))
                        .collect(Collectors.joining());
    }

    private static String first(Map<String, ?> map) {
        return map.keySet().iterator().next();
    }
}
