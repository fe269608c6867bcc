package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.databind.BeanDescription;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * Holds {@code docs/api.txt} to the public signatures of the library and to the names that its classes have in JSON, which saved
 * models contain. A difference fails; {@code mvn test -pl dl4j-dropout -Dtest=PublicApiTest -Dapi.write=true} writes the file.
 */
class PublicApiTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api.txt");
    private static final String ROOT = "io.github.dl4jdropout";

    @Test
    void thePublicApiIsThatOfTheDocument() throws IOException {
        String api = classes().stream().map(PublicApiTest::describe).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(DOCUMENT, api);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/api.txt; written by mvn test -pl dl4j-dropout -Dtest=PublicApiTest -Dapi.write=true")
                .isEqualTo(api);
    }

    /** The public classes, without the packages that say of themselves that they are no API. */
    private static List<Class<?>> classes() throws IOException {
        Path root = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .filter(name -> !name.matches(".*/(kernel|mask)/[^/]*"))
                    .<Class<?>>map(
                            name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
                    .filter(PublicApiTest::isPublic)
                    .sorted(Comparator.comparing(Class::getName))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return visible(type.getModifiers())
                && !type.isAnonymousClass()
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String describe(Class<?> type) {
        String parents = Stream.concat(Stream.of(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .filter(parent -> parent != null && parent != Object.class)
                .map(parent -> shorten(parent.getTypeName()))
                .collect(Collectors.joining(", "));
        String declaration =
                type.toGenericString().replace("sealed enum", "enum"); // the word is there on some JDKs only
        return shorten(declaration) + (parents.isEmpty() ? "" : " : " + parents) + "\n"
                + json(type)
                + Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                        .flatMap(Arrays::stream)
                        .filter(member -> visible(member.getModifiers()) && !member.isSynthetic())
                        .map(member -> "  " + shorten(text(member)) + "\n")
                        .sorted()
                        .collect(Collectors.joining());
    }

    private static String text(Member member) {
        return member instanceof Executable executable ? executable.toGenericString() : member.toString();
    }

    private static String json(Class<?> type) {
        boolean inModels = Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .anyMatch(member -> member.isAnnotationPresent(JsonCreator.class));
        if (!inModels) {
            return "";
        }
        ObjectMapper mapper = NeuralNetConfiguration.mapper();
        BeanDescription read = mapper.getDeserializationConfig().introspect(mapper.constructType(type));
        String names = read.findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .map(BeanPropertyDefinition::getName)
                .sorted()
                .collect(Collectors.joining(", "));
        return "  JSON: " + (names.isEmpty() ? "one value" : names) + "\n";
    }

    private static String shorten(String signature) {
        return signature.replaceAll("\\b(java\\.lang|java\\.util|" + ROOT.replace(".", "\\.") + ")\\.(?=[A-Z])", "");
    }
}
