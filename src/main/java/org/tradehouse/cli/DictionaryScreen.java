package org.tradehouse.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradehouse.operate.Dictionary;

/** The data dictionary on a terminal: what there is, or one view with its columns. */
final class DictionaryScreen {
    private DictionaryScreen() {}

    static String all(Dictionary dictionary, Desk desk) {
        Grid grid = new Grid("", "", "_");
        for (String schema : Dictionary.SCHEMAS) {
            dictionary.of(schema).forEach(it -> grid.row(it.fullName(), it.kind(), it.says()));
            dictionary.functions().stream()
                    .filter(it -> it.schema().equals(schema))
                    .forEach(it -> grid.row(it.fullName() + "(…)", "function", it.says()));
        }
        return grid.text("", desk.width())
                + Lines.fold(
                        "\nColumns of one: tradehouse dictionary mart.trade\n"
                                + "As a page for people who make reports: tradehouse dictionary --html -o dictionary.html\n",
                        desk.width(),
                        "  ");
    }

    static String named(Dictionary wanted, Desk desk) {
        return Stream.concat(
                        wanted.relations().stream().map(it -> relation(it, desk)),
                        wanted.functions().stream().map(it -> function(it, desk)))
                .collect(Collectors.joining("\n"));
    }

    private static String function(Dictionary.Function function, Desk desk) {
        return Lines.fold(function.signature(), desk.width(), "    ")
                + Lines.fold(
                        "\nfunction, answers " + function.answers() + "\n" + function.says() + "\n",
                        desk.width(),
                        "  ");
    }

    private static String relation(Dictionary.Relation relation, Desk desk) {
        Grid grid = new Grid("column", "type", "key", "_");
        relation.columns().forEach(it -> grid.row(it.name(), it.type(), key(it), it.says()));
        return desk.bold(relation.fullName())
                + Lines.fold("  " + relation.kind() + "\n" + relation.says() + "\n\n", desk.width(), "")
                + grid.text("", desk.width());
    }

    private static String key(Dictionary.Column column) {
        return (column.isKey() ? "key" : "")
                + (column.isKey() && !column.leadsTo().isEmpty() ? ", " : "")
                + (column.leadsTo().isEmpty() ? "" : "-> " + column.leadsTo());
    }
}
