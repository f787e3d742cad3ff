package org.tradehouse.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.tradehouse.database.Database;
import org.tradehouse.operate.Ask;
import org.tradehouse.operate.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the warehouse in SQL, as the role BI tools have: nothing can be written. */
@Command(name = "sql", description = "Ask mart and dw in SQL, read-only.")
final class SqlVerb extends Verb {
    @Parameters(paramLabel = "QUERY", description = "For example \"select * from mart.turnover limit 10\".")
    String query = "";

    @Option(names = "--csv", description = "RFC 4180, exact numbers, safe to open in a spreadsheet; all rows.")
    boolean csv;

    @Option(
            names = "--limit",
            defaultValue = "1000",
            description = "At most so many rows on a screen (${DEFAULT-VALUE}).")
    int limit = 1000;

    SqlVerb(House house) {
        super(house);
    }

    @Override
    public Integer call() throws SQLException, IOException {
        house().database().requireSchema();
        try (Connection reader = house().database().connect(Database.Role.READER)) {
            Table table = new Ask(reader).sql(query, csv ? Integer.MAX_VALUE : limit);
            return show(table, csv ? CatalogueScreen.csv(table) : CatalogueScreen.table(table));
        }
    }
}
