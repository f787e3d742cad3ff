package org.tradehouse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.tradehouse.operate.Dictionary;

/** The data dictionary as one HTML page: light and dark, to be searched by the browser, printed, or put on any web server. */
final class DictionaryPage {
    private static final String FRAME = "/dictionary/page.html";

    private final StringBuilder contents = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    private DictionaryPage() {}

    static String of(Dictionary dictionary) {
        DictionaryPage page = new DictionaryPage();
        Dictionary.SCHEMAS.forEach(schema -> page.schema(schema, dictionary));
        return frame().replace("{{contents}}", page.contents).replace("{{body}}", page.body);
    }

    private void schema(String schema, Dictionary dictionary) {
        List<Dictionary.Function> functions = dictionary.functions().stream()
                .filter(it -> it.schema().equals(schema))
                .toList();
        List<Dictionary.Relation> relations = dictionary.of(schema);
        if (relations.isEmpty()) {
            return;
        }
        contents.append("<p>").append(schema).append("</p>\n<ul>\n");
        relations.forEach(it -> contents.append(item(it.fullName(), it.name())));
        if (!functions.isEmpty()) {
            contents.append(item(schema + ".functions", "functions"));
        }
        contents.append("</ul>\n");
        relations.forEach(this::relation);
        if (!functions.isEmpty()) {
            functions(schema, functions);
        }
    }

    private static String item(String id, String name) {
        return "<li><a href=\"#" + escaped(id) + "\">" + escaped(name) + "</a></li>\n";
    }

    private void relation(Dictionary.Relation relation) {
        boolean view = relation.kind().equals("view");
        open(relation.fullName(), relation.kind());
        body.append("<p>").append(escaped(relation.says())).append("</p>\n");
        body.append("<table>\n<thead><tr><th>column</th><th>type</th><th>what it says</th></tr></thead>\n<tbody>\n");
        relation.columns().forEach(it -> column(relation.fullName(), it, view));
        body.append("</tbody>\n</table>\n</section>\n");
    }

    private void open(String id, String kind) {
        body.append("<section id=\"").append(escaped(id)).append("\">\n<h2><a href=\"#");
        body.append(escaped(id))
                .append("\">")
                .append(escaped(id))
                .append("</a> <small>")
                .append(kind);
        body.append("</small></h2>\n");
    }

    private void column(String relation, Dictionary.Column column, boolean ofView) {
        body.append("<tr id=\"").append(escaped(relation + "." + column.name())).append("\"><td><code>");
        body.append(escaped(column.name())).append("</code>");
        body.append(column.isKey() ? " <b>key</b>" : "").append("</td><td>").append(escaped(column.type()));
        body.append(column.nullable() && !ofView ? " <i>NULL</i>" : "").append("</td><td>");
        body.append(escaped(column.says()));
        if (!column.leadsTo().isEmpty()) {
            String table = column.leadsTo().substring(0, column.leadsTo().lastIndexOf('.'));
            body.append(" <a class=\"leads\" href=\"#").append(escaped(table)).append("\">→ ");
            body.append(escaped(column.leadsTo())).append("</a>");
        }
        body.append("</td></tr>\n");
    }

    private void functions(String schema, List<Dictionary.Function> functions) {
        open(schema + ".functions", "");
        body.append(
                "<table class=\"calls\">\n<thead><tr><th>call</th><th>answers</th><th>what it says</th></tr></thead>\n<tbody>\n");
        functions.forEach(it -> body.append("<tr><td><code>")
                .append(escaped(it.signature()))
                .append("</code></td><td>")
                .append(escaped(it.answers()))
                .append("</td><td>")
                .append(escaped(it.says()))
                .append("</td></tr>\n"));
        body.append("</tbody>\n</table>\n</section>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String frame() {
        try (InputStream in = Objects.requireNonNull(DictionaryPage.class.getResourceAsStream(FRAME), FRAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
