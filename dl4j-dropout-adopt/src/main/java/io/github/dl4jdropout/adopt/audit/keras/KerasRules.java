package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.adopt.audit.AuditFinding;
import io.github.dl4jdropout.adopt.audit.file.ModelFile;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules on models of Keras. The id of a rule is the name of its class. */
public final class KerasRules {

    private static final String VERSION = "KerasVersion";
    private static final KerasRule ON_CALLS = new KerasSharedLayer();

    /** In a wrapper, on the layer inside. */
    private static final List<KerasRule> ON_LAYERS = List.of(
            new KerasNestedModel(),
            new KerasRate(),
            new KerasSpatialAxis(),
            new KerasGaussianRate(),
            new KerasWholeNumber(),
            new KerasStepwiseDropout(),
            new KerasRecurrentDropout(),
            new KerasConvolution());

    private KerasRules() {}

    /**
     * The ids of all rules.
     *
     * @return as in the documentation
     */
    public static List<String> ids() {
        return Stream.concat(
                        Stream.of(VERSION, id(ON_CALLS)), ON_LAYERS.stream().map(KerasRules::id))
                .toList();
    }

    private static String id(KerasRule rule) {
        return rule.getClass().getSimpleName();
    }

    /**
     * Judges every layer of a model.
     *
     * @param model of Keras
     * @return what was found, by layer
     */
    public static List<AuditFinding> judge(KerasConfiguration model) {
        List<AuditFinding> findings = new ArrayList<>();
        if (model.file().kind() == ModelFile.Kind.KERAS_3) {
            findings.add(
                    new AuditFinding(
                            VERSION,
                            Kind.REFUSED,
                            "(model)",
                            0,
                            model.type(),
                            "the import throws: it reads models of Keras 1 and 2",
                            "written by Keras 3",
                            "load it with TF_USE_LEGACY_KERAS=1 and tf_keras, or build the model there and set its weights; save it as .h5"));
        }
        for (KerasLayer layer : model.layers()) {
            judge(ON_CALLS, layer, layer, findings);
            ON_LAYERS.forEach(rule -> judge(rule, layer.inner(), layer, findings));
        }
        return findings;
    }

    private static void judge(KerasRule rule, KerasLayer judged, KerasLayer named, List<AuditFinding> findings) {
        rule.judge(judged)
                .ifPresent(finding -> findings.add(new AuditFinding(
                        id(rule),
                        finding.kind(),
                        named.index() + " \"" + named.name() + "\"",
                        named.index(),
                        judged.type(),
                        finding.what(),
                        finding.evidence(),
                        finding.remedy())));
    }

    /**
     * What stands in the way of the import: it would throw, or make another network of the model.
     *
     * @param model of Keras
     * @return the first such finding, or empty
     */
    public static Optional<AuditFinding> obstacle(KerasConfiguration model) {
        return judge(model).stream()
                .filter(finding ->
                        finding.severity() == Kind.REFUSED || finding.rule().equals(id(ON_CALLS)))
                .findFirst();
    }
}
