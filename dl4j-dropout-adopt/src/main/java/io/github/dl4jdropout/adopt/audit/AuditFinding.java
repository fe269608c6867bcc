package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;

/**
 * What a rule of the audit found at one layer.
 *
 * @param rule id of the rule, the heading of its section in docs/adopting.md
 * @param severity what it means for training
 * @param layer index and name of the layer in its network, or its name in a graph
 * @param index of the layer
 * @param type class of the layer, or of the layer inside its wrappers
 * @param what the fault, one sentence
 * @param evidence what in the configuration shows it: the number, the class, the place
 * @param remedy what to do, as code where code helps
 */
public record AuditFinding(
        String rule,
        Finding.Kind severity,
        String layer,
        int index,
        String type,
        String what,
        String evidence,
        String remedy) {

    static AuditFinding of(Rule rule, Place place, Finding finding) {
        return new AuditFinding(
                rule.getClass().getSimpleName(),
                finding.kind(),
                finding.layer(),
                place.index(),
                BuiltIn.type(place),
                finding.what(),
                finding.evidence(),
                finding.remedy());
    }
}
