package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;
import java.util.List;
import java.util.stream.Collectors;

/** Phrases that table, summary and picture share. */
final class Words {

    private Words() {}

    /** Such as "3 seeds (1, 2, 3)". */
    static String seeds(RunInfo info) {
        List<Long> seeds = info.settings().seeds();
        return (seeds.size() == 1 ? "1 seed (" : seeds.size() + " seeds (")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }
}
