package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.adopt.audit.AuditFinding;
import io.github.dl4jdropout.adopt.audit.file.ModelFile;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The rules on models of Keras. The id of a rule is the name of its class. */
public final class KerasRules {

    private static final List<KerasRule> ON_STRUCTURE = List.of(new KerasNestedModel(), new KerasSharedLayer());

    private static final List<KerasRule> ON_LAYERS = List.of(
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
        List<String> ids = new ArrayList<>(List.of("KerasVersion"));
        ON_STRUCTURE.forEach(rule -> ids.add(rule.getClass().getSimpleName()));
        ON_LAYERS.forEach(rule -> ids.add(rule.getClass().getSimpleName()));
        return ids;
    }

    /**
     * Judges every layer of a model.
     *
     * @param model of Keras
     * @return what was found, by layer
     */
    public static List<AuditFinding> judge(ModelFile model) {
        List<AuditFinding> findings = new ArrayList<>();
        if (model.kind() == ModelFile.Kind.KERAS_3) {
            findings.add(new AuditFinding(
                    "KerasVersion",
                    Kind.REFUSED,
                    "(model)",
                    0,
                    model.configuration().path("class_name").asText(),
                    "the import throws: it reads models of Keras 1 and 2",
                    "written by Keras 3",
                    "save the model by Keras 2 (tf_keras): model.save(\"model.h5\")"));
        }
        JsonNode layers = ModelFile.kerasLayers(model.configuration());
        boolean channelsFirst = layers.findValuesAsText("data_format").contains("channels_first");
        int index = 0;
        for (JsonNode node : layers) {
            KerasLayer layer = new KerasLayer(index++, node, channelsFirst);
            ON_STRUCTURE.forEach(rule -> judge(rule, layer, layer, findings));
            ON_LAYERS.forEach(rule -> judge(rule, layer.inside(), layer, findings));
        }
        return findings;
    }

    private static void judge(KerasRule rule, KerasLayer judged, KerasLayer named, List<AuditFinding> findings) {
        rule.judge(judged)
                .ifPresent(finding -> findings.add(new AuditFinding(
                        rule.getClass().getSimpleName(),
                        finding.kind(),
                        named.index() + " \"" + named.name() + "\"",
                        named.index(),
                        judged.type(),
                        finding.what(),
                        finding.evidence(),
                        finding.remedy())));
    }
}
