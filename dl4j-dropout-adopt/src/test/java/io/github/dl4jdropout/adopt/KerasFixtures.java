package io.github.dl4jdropout.adopt;

import io.github.dl4jdropout.adopt.audit.file.ModelFile;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Small models that Keras made, with what Keras computes: resources {@code keras/models.zip} and {@code keras/manifest.json}. */
public final class KerasFixtures {

    private static Path folder;
    private static Map<String, JsonNode> models;

    private KerasFixtures() {}

    public static File file(String name) throws Exception {
        if (folder == null) {
            Path unpacked = Files.createTempDirectory("keras");
            try (ZipInputStream zip = new ZipInputStream(resource("models.zip"))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Path file = unpacked.resolve(Path.of(entry.getName()).getFileName());
                    Files.copy(zip, file);
                    file.toFile().deleteOnExit();
                }
            }
            unpacked.toFile().deleteOnExit();
            folder = unpacked;
        }
        return folder.resolve(name).toFile();
    }

    private static InputStream resource(String name) {
        return KerasFixtures.class.getResourceAsStream("/keras/" + name);
    }

    /** The configuration of a model, as {@code model.to_json()} writes it. */
    public static Path json(String name) throws Exception {
        Path json = file(name + ".configuration.json").toPath();
        json.toFile().deleteOnExit();
        Path model = file(name + ".h5").toPath();
        ObjectNode configuration = ModelFile.read(model).configuration();
        return Files.writeString(
                json,
                configuration
                        .put("keras_version", "2.21.0")
                        .put("backend", "tensorflow")
                        .toString());
    }

    public static Map<String, JsonNode> models() throws Exception {
        if (models == null) {
            models = new LinkedHashMap<>();
            try (InputStream in = resource("manifest.json")) {
                new ObjectMapper()
                        .readTree(in)
                        .path("models")
                        .forEach(model -> models.put(model.path("name").asText(), model));
            }
        }
        return models;
    }

    /** The inputs or outputs of a model. */
    public static INDArray[] arrays(JsonNode model, String what) {
        List<INDArray> arrays = new ArrayList<>();
        for (JsonNode each : model.path(what)) {
            double[] values = new double[each.path("values").size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = each.path("values").get(i).asDouble();
            }
            long[] shape = new long[each.path("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = each.path("shape").get(i).asLong();
            }
            arrays.add(Nd4j.create(values, shape, org.nd4j.linalg.api.buffer.DataType.FLOAT));
        }
        return arrays.toArray(new INDArray[0]);
    }
}
