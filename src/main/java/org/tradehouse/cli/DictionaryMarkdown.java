package org.tradehouse.cli;

import java.util.List;
import org.tradehouse.operate.Dictionary;

/** The data dictionary as the handbook has it. */
final class DictionaryMarkdown {
    private static final String HEAD = """
            # Data dictionary

            <!-- Written from the comments of the database. Do not edit: ./tradehouse dictionary --markdown -o src/docs/dictionary.md -->

            What BI tools find, schema by schema, in the words of the database's own comments; `tradehouse dictionary --html -o FILE`
            makes a page of it. Which view to use for what: [bi.md](bi.md). Two datasets are never added. NULL is not known, 0 is zero.
            A table's columns marked NULL may be empty; *key* is the primary key, → the key a column leads to.
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private DictionaryMarkdown() {}

    static String of(Dictionary dictionary) {
        DictionaryMarkdown page = new DictionaryMarkdown();
        for (String schema : Dictionary.SCHEMAS) {
            page.schema(schema, dictionary.of(schema));
            page.functions(schema, dictionary.functions());
        }
        return page.text.toString();
    }

    private void schema(String schema, List<Dictionary.Relation> relations) {
        if (relations.isEmpty()) {
            return;
        }
        text.append("\n## ").append(schema).append("\n\n| name | what it is |\n|---|---|\n");
        relations.forEach(it -> row(link(it.fullName()), escaped(it.says())));
        relations.forEach(this::relation);
    }

    private void relation(Dictionary.Relation relation) {
        boolean view = relation.kind().equals("view");
        text.append("\n### ").append(relation.fullName()).append("\n\n");
        text.append(view ? "View. " : "Table. ").append(escaped(relation.says()));
        text.append("\n\n| column | type | what it says |\n|---|---|---|\n");
        relation.columns().forEach(it -> column(it, view));
    }

    private void column(Dictionary.Column column, boolean ofView) {
        String type =
                column.type() + (column.isKey() ? ", *key*" : "") + (column.nullable() && !ofView ? ", NULL" : "");
        String leads = column.leadsTo().isEmpty() ? "" : " → `" + column.leadsTo() + "`";
        row("`" + column.name() + "`", type, escaped(column.says()) + leads);
    }

    private void functions(String schema, List<Dictionary.Function> all) {
        List<Dictionary.Function> functions =
                all.stream().filter(it -> it.schema().equals(schema)).toList();
        if (!functions.isEmpty()) {
            text.append("\n### Functions of ")
                    .append(schema)
                    .append("\n\n| call | answers | what it says |\n|---|---|---|\n");
            functions.forEach(it -> row("`" + it.signature() + "`", "`" + it.answers() + "`", escaped(it.says())));
        }
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** As the sites that show Markdown name the heading. */
    private static String link(String name) {
        return "[" + name + "](#" + name.replace(".", "") + ")";
    }

    private static String escaped(String said) {
        return said.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
