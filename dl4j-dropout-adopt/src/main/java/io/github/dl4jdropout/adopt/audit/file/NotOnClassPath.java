package io.github.dl4jdropout.adopt.audit.file;

import io.github.dl4jdropout.adopt.audit.AuditFinding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Takes out of a configuration what has a class of its own that is not on the class path, so that the rest can be audited. */
public final class NotOnClassPath {

    private static final Set<String> LAYERS = Set.of("layer", "underlying", "fwd", "bwd");

    private final List<AuditFinding> findings = new ArrayList<>();
    private String layer = "";
    private int index;

    private NotOnClassPath() {}

    /**
     * Replaces layers and vertices by others that are known, and drops everything else that is not.
     *
     * @param configuration of Deeplearning4j, changed in place
     * @return what was taken out
     */
    public static List<AuditFinding> takeOut(ObjectNode configuration) {
        NotOnClassPath each = new NotOnClassPath();
        each.visit("", configuration);
        return each.findings;
    }

    private void visit(String key, JsonNode node) {
        int element = 0;
        Iterator<JsonNode> elements = node instanceof ArrayNode
                ? node.elements()
                : List.<JsonNode>of().iterator();
        while (elements.hasNext()) {
            JsonNode child = elements.next();
            if (key.equals("confs")) {
                at(Integer.toString(element), element);
            }
            element++;
            if (isMissing(child)) {
                say(child);
                elements.remove();
            } else {
                visit("", child);
            }
        }
        Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (key.equals("vertices")) {
                at('"' + field.getKey() + '"', element++);
            }
            if (isMissing(field.getValue())) {
                say(field.getValue());
                field.setValue(substitute(key, field.getKey(), (ObjectNode) field.getValue()));
            }
            visit(field.getKey(), field.getValue());
        }
    }

    private void at(String name, int position) {
        layer = name;
        index = position;
    }

    private static JsonNode substitute(String parent, String key, ObjectNode missing) {
        ObjectNode known = missing.objectNode();
        if (LAYERS.contains(key)) {
            known.put("@class", UnknownLayer.class.getName());
            known.set("layerName", missing.get("layerName"));
            known.set("idropout", missing.get("idropout"));
        } else if (parent.equals("vertices")) { // one after which nothing is known of the format
            known.put("@class", ReshapeVertex.class.getName())
                    .put("reshapeOrder", "c")
                    .putArray("newShape")
                    .add(-1);
        } else {
            return missing.nullNode();
        }
        return known;
    }

    private static boolean isMissing(JsonNode node) {
        String name = node.path("@class").asText();
        if (name.isEmpty()) {
            return false;
        }
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    private void say(JsonNode missing) {
        String name = missing.path("@class").asText();
        findings.add(new AuditFinding(
                "NotOnClassPath",
                Kind.NOTE,
                layer,
                index,
                name.substring(name.lastIndexOf('.') + 1),
                "it is not audited: its class is not on the class path",
                name,
                "audit it with its jar: java -cp AUDIT.jar:YOURS.jar io.github.dl4jdropout.adopt.Main audit MODEL"));
    }
}
