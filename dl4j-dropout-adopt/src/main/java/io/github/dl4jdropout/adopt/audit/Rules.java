package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import io.github.dl4jdropout.check.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of an audit: those of the library, and those on Deeplearning4j's own dropouts. The id of a rule is the name of its class. */
public final class Rules {

    private static final List<Rule> ON_DROPOUTS = List.of(
            new SpaceToBatchCrash(),
            new ChannelsLastConvolution(),
            new LastConsumer(),
            new SharedInstance(),
            new NumberOutOfRange(),
            new LostSchedule(),
            new KerasImport(),
            new SpatialAxis(),
            new RetainAsRate(),
            new GaussianRate(),
            new BeforeBatchNormalization(),
            new OnOutput());

    private static final Rule BEFORE_NEVER_CALLED = new FrozenWithBackprop();

    private final List<Rule> onWeightsAndNetworks;

    /**
     * Gathers the rules.
     *
     * @param seed of the network
     * @param workers how many train it at a time
     */
    public Rules(long seed, int workers) {
        onWeightsAndNetworks = List.of(
                new DropConnectScale(),
                new BiasNoiseAtInference(),
                new NoWeightNoise(),
                new WeakSeed(seed),
                new EqualMasksInWorkers(workers),
                new GlobalDropout());
    }

    /**
     * All rules.
     *
     * @return an immutable list
     */
    public List<Rule> all() {
        return Stream.of(List.of(BEFORE_NEVER_CALLED), Rule.all(), ON_DROPOUTS, onWeightsAndNetworks)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Judges every layer of a network.
     *
     * @param walk the network
     * @return what was found, by layer
     */
    public List<AuditFinding> judge(Walk walk) {
        List<AuditFinding> findings = new ArrayList<>();
        for (Place place : walk.places()) {
            if (place.layer() != null) {
                judgeDropout(place, findings);
                onWeightsAndNetworks.forEach(rule -> judge(rule, place, findings));
            }
        }
        return findings;
    }

    /** Where a dropout never acts, nothing else about it matters. */
    private static void judgeDropout(Place place, List<AuditFinding> findings) {
        boolean acts = place.drops() && !BuiltIn.isOff(place);
        if (acts && judge(BEFORE_NEVER_CALLED, place, findings).isPresent()) {
            return;
        }
        for (Rule rule : acts ? Rule.all() : List.<Rule>of()) {
            if (judge(rule, place, findings).filter(Kind.IGNORED::equals).isPresent()) {
                return;
            }
        }
        ON_DROPOUTS.forEach(rule -> judge(rule, place, findings));
    }

    private static Optional<Kind> judge(Rule rule, Place place, List<AuditFinding> findings) {
        Optional<Finding> finding = rule.judge(place);
        finding.ifPresent(each -> findings.add(AuditFinding.of(rule, place, each)));
        return finding.map(Finding::kind);
    }
}
