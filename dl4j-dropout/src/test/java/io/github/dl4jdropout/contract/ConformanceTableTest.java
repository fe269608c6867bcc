package io.github.dl4jdropout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.Scaling;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.opentest4j.TestAbortedException;

/** Runs every test of the contract on the built-in dropout too, and holds {@code docs/conformance.md} to what comes out. */
class ConformanceTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");
    private static final Path MEASURED = Path.of("target", "conformance.md");

    private static final List<Class<?>> CONTRACT =
            List.of(ValueContractTest.class, StateContractTest.class, NetworkContractTest.class);

    private static final List<Candidate> COLUMNS = List.of(
            new Candidates.BuiltIn(),
            new Candidates.PluginDropout(NoiseShape.ELEMENT),
            new Candidates.PluginLayer(Scaling.UPSCALE_IN_TRAIN, NoiseShape.ELEMENT),
            new Candidates.BuiltInGaussian(),
            new Candidates.GaussianDropout(NoiseShape.ELEMENT),
            new Candidates.GaussianLayer(NoiseShape.ELEMENT));

    /** What the library recommends where others fail: these pass every line. */
    private static final Set<Class<?>> LAYERS = Set.of(Candidates.PluginLayer.class, Candidates.GaussianLayer.class);

    @Test
    void theDocumentSaysWhatTheTestsSay() throws Exception {
        String table = introduction()
                + CONTRACT.stream().map(ConformanceTableTest::section).collect(Collectors.joining("\n"));
        Files.createDirectories(MEASURED.getParent());
        Files.writeString(MEASURED, table);
        System.out.println(table);
        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "no document")
                .as("docs/conformance.md; the measured table is in dl4j-dropout/target/conformance.md")
                .isEqualTo(table);
    }

    private static String introduction() {
        return """
                # Conformance: the plugin compared with the built-in

                Each line is a test of the contract in `dl4j-dropout/src/test/java/io/github/dl4jdropout/contract`, run on
                Deeplearning4j 1.0.0-M2.1's own `Dropout` (given 1 - rate) and `GaussianDropout`, and on the classes of the plugin. In
                networks, each `IDropout` stands in Deeplearning4j's `DropoutLayer` (`SpatialDropout` for whole channels), whose own
                mistakes the plugin's `IDropout`s share there; the plugin's layers are layers of their own. Where a line asks for masks
                that repeat, the classes of the plugin are given a seed; the built-ins have only the seed of the network. Lines that speak
                of zeros do not apply to Gaussian noise, which drops nothing.

                The table is written by `ConformanceTableTest`, which fails if it is no longer what the tests say:
                `mvn -pl dl4j-dropout test -Dtest=ConformanceTableTest`. The plugin's classes also run every line in all their
                scalings and noise shapes.

                """;
    }

    private static String section(Class<?> contract) {
        StringBuilder rows = new StringBuilder("## " + contract.getSimpleName() + "\n\n"
                + "| test | built-in `Dropout` | `RateDropout` | `RateDropoutLayer` | built-in `GaussianDropout` |"
                + " `RateGaussianDropout` | `RateGaussianDropoutLayer` |\n|---|---|---|---|---|---|---|\n");
        int[] passed = new int[COLUMNS.size()];
        int[] applied = new int[COLUMNS.size()];
        List<Method> tests = annotated(contract, Test.class);
        for (Method test : tests) {
            rows.append("| ").append(words(test.getName()));
            for (int column = 0; column < passed.length; column++) {
                String outcome = outcome(contract, test, COLUMNS.get(column));
                passed[column] += outcome.equals("passes") ? 1 : 0;
                applied[column] += outcome.equals("does not apply") ? 0 : 1;
                if (LAYERS.contains(COLUMNS.get(column).getClass())) {
                    assertThat(outcome).as(test.getName()).isIn("passes", "does not apply");
                }
                rows.append(" | ").append(outcome);
            }
            rows.append(" |\n");
        }
        rows.append("| **passed**");
        for (int column = 0; column < passed.length; column++) {
            rows.append(" | **%d of %d**".formatted(passed[column], applied[column]));
        }
        return rows.append(" |\n").toString();
    }

    private static String outcome(Class<?> contract, Method test, Candidate candidate) {
        try {
            Object instance = contract.getDeclaredConstructor().newInstance();
            contract.getDeclaredField("candidate").set(instance, candidate);
            invokeAll(contract, BeforeAll.class, null);
            try {
                invokeAll(contract, BeforeEach.class, instance);
                test.invoke(instance);
                return "passes";
            } finally {
                invokeAll(contract, AfterAll.class, null);
            }
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof AssertionError) {
                return "fails";
            }
            return cause instanceof TestAbortedException
                    ? "does not apply"
                    : "throws " + cause.getClass().getSimpleName();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void invokeAll(Class<?> contract, Class<? extends Annotation> annotation, Object instance)
            throws ReflectiveOperationException {
        for (Method method : annotated(contract, annotation)) {
            method.invoke(instance);
        }
    }

    private static List<Method> annotated(Class<?> contract, Class<? extends Annotation> annotation) {
        return AnnotationSupport.findAnnotatedMethods(contract, annotation, HierarchyTraversalMode.TOP_DOWN).stream()
                .sorted(Comparator.comparing(Method::getName))
                .collect(Collectors.toList());
    }

    private static String words(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
