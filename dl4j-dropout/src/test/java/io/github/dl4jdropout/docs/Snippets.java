package io.github.dl4jdropout.docs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java of a Markdown document, compiled and run. */
public final class Snippets {

    /** A block of Java, and the block of text below it, if there is one: what it prints. */
    private static final Pattern SNIPPET =
            Pattern.compile("```java\n(.*?)```(?:(\n+```text\n)(.*?)```)?", Pattern.DOTALL);

    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "io.github.dl4jdropout.*",
            "io.github.dl4jdropout.check.*",
            "org.deeplearning4j.nn.conf.*",
            "org.deeplearning4j.nn.conf.dropout.*",
            "org.deeplearning4j.nn.conf.graph.*",
            "org.deeplearning4j.nn.conf.inputs.*",
            "org.deeplearning4j.nn.conf.layers.*",
            "org.deeplearning4j.nn.conf.layers.recurrent.*",
            "org.deeplearning4j.nn.graph.*",
            "org.deeplearning4j.nn.multilayer.*",
            "org.nd4j.linalg.activations.*",
            "org.nd4j.linalg.api.ndarray.*",
            "org.nd4j.linalg.factory.*",
            "org.nd4j.linalg.learning.config.*",
            "org.nd4j.linalg.lossfunctions.*",
            "org.nd4j.linalg.schedule.*");

    private Snippets() {}

    /**
     * The document with the blocks of text replaced by what the snippets above them print when they are compiled and run, each by
     * itself. Snippets without one are compiled and run too. Imports are those that more than one document needs, and these.
     */
    public static String rerun(String markdown, String... imports) throws Exception {
        Matcher matcher = SNIPPET.matcher(markdown);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String printed = printed(matcher.group(1), imports);
            String text = matcher.group(2) == null ? "" : matcher.group(2) + printed + "```";
            matcher.appendReplacement(out, Matcher.quoteReplacement("```java\n" + matcher.group(1) + "```" + text));
        }
        return matcher.appendTail(out).toString();
    }

    private static String printed(String java, String... imports) throws Exception {
        Path directory = Files.createTempDirectory("snippet");
        Path source = directory.resolve("Snippet.java");
        StringBuilder text = new StringBuilder();
        Stream.concat(IMPORTS.stream(), Stream.of(imports))
                .forEach(each -> text.append("import ").append(each).append(";\n"));
        text.append("public class Snippet { public static void main(String[] args) throws Exception {\n")
                .append(java)
                .append("}}\n");
        Files.writeString(source, text);
        compile(source, directory);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            return capture(loader.loadClass("Snippet"));
        }
    }

    private static void compile(Path source, Path directory) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalStateException(
                        "A snippet does not compile:\n" + messages + "\n" + Files.readString(source));
            }
        }
    }

    private static String capture(Class<?> snippet) throws Exception {
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            snippet.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("A snippet throws:\n" + snippet, e.getCause());
        } finally {
            System.setOut(standard);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
