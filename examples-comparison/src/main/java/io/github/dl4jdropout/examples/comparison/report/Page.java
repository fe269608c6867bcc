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
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** {@code report.html}: a summary as one page that loads nothing, its pictures inside. */
final class Page {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    /** Renders a summary whose pictures lie in a folder. Whatever is HTML in title or summary is shown as text. */
    static String html(String title, String summary, Path folder) throws IOException {
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> adapt(tag, attributes, folder))
                .build();
        String body =
                renderer.render(Parser.builder().extensions(TABLES).build().parse(summary));
        try (InputStream in = Page.class.getResourceAsStream("report.html")) {
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return page.replace("{{title}}", title.replace("&", "&amp;").replace("<", "&lt;"))
                    .replace("{{body}}", body);
        }
    }

    private static void adapt(String tag, Map<String, String> attributes, Path folder) {
        if (tag.equals("img")) {
            attributes.computeIfPresent("src", (key, name) -> embedded(folder.resolve(name)));
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
}
