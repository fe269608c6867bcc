package io.github.dl4jdropout.examples.comparison.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** {@code report.html}: a summary as one page that loads nothing, its pictures inside. */
final class Page {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private Page() {}

    /**
     * Renders a summary. Whatever is HTML in it is shown as text.
     *
     * @param pictures where the pictures lie that it names
     */
    static String html(String summary, Path pictures) {
        Node document = Parser.builder().extensions(TABLES).build().parse(summary);
        String body = HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> adapt(tag, attributes, pictures))
                .build()
                .render(document);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(title(document), style(), body);
    }

    private static void adapt(String tag, Map<String, String> attributes, Path pictures) {
        if (tag.equals("img")) {
            attributes.computeIfPresent("src", (key, name) -> embedded(pictures.resolve(name)));
        } else if (tag.equals("table") || tag.equals("pre")) {
            attributes.put("tabindex", "0"); // so that the keyboard can scroll it
        }
    }

    private static String embedded(Path picture) {
        try {
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String title(Node document) {
        Node first = document.getFirstChild();
        String text =
                first instanceof Heading ? TextContentRenderer.builder().build().render(first) : "Dropout";
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
