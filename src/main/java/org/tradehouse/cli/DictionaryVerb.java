package org.tradehouse.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;
import org.tradehouse.operate.Dictionary;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data dictionary: what the comments of the database say about every table, view and column that BI tools see. */
@Command(
        name = "dictionary",
        description = "What BI tools find in mart and dw: every view, table and column, and what it means.")
final class DictionaryVerb extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "One view, table or function, such as mart.trade; else all.")
    @Nullable
    String name;

    @ArgGroup
    @Nullable
    Form form;

    /** A document instead of a screen. */
    static final class Form {
        @Option(names = "--markdown", description = "As Markdown, as the handbook has it.")
        boolean markdown;

        @Option(names = "--html", description = "As one HTML page that needs nothing else.")
        boolean html;
    }

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write to this file, not to standard output.")
    @Nullable
    Path file;

    DictionaryVerb(House house) {
        super(house);
    }

    @Override
    public Integer call() throws SQLException {
        Dictionary all = house().looking(look -> look.dictionary());
        Dictionary wanted = name == null ? all : named(all, name);
        String text = text(wanted);
        if (file == null) {
            return show(wanted, text);
        }
        write(file, house().json() ? Json.of(wanted) + "\n" : text);
        return show(Map.of("file", file.toString()), file + " written\n");
    }

    private String text(Dictionary wanted) {
        if (form != null) {
            return form.html ? DictionaryPage.of(wanted) : DictionaryMarkdown.of(wanted);
        }
        return name == null ? DictionaryScreen.all(wanted, desk()) : DictionaryScreen.named(wanted, desk());
    }

    private static Dictionary named(Dictionary all, String wanted) {
        Dictionary found = all.named(wanted);
        if (found.isEmpty()) {
            throw new LoadException(
                    "TH-5070",
                    "there is no view, table or function '" + wanted + "' in mart or dw",
                    Nearest.to(wanted, all.names())
                            .map(near -> "tradehouse dictionary " + near)
                            .orElse("tradehouse dictionary"));
        }
        return found;
    }
}
