package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.tradehouse.trade.Terms;

/** Keys of {@code dw.dim_terms}: how goods moved. The first name of a code that a publisher gives stays. */
final class TermsKeys {
    private static final String FIND = """
            select terms_key from dw.dim_terms
            where (procedure_code, transport_code, valuation, trade_system) = (?, ?, ?, ?)""";

    private static final String ADD = """
            insert into dw.dim_terms (procedure_code, transport_code, valuation, trade_system, procedure_name, transport_name)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private final Connection connection;
    private final Remembered<Terms> known = new Remembered<>();

    TermsKeys(Connection connection) {
        this.connection = connection;
    }

    boolean knows(Terms terms) {
        return known.key(terms) != null;
    }

    int key(Terms terms) {
        Integer key = known.key(terms);
        if (key == null) {
            throw new IllegalStateException(terms + " were not resolved before their block");
        }
        return key;
    }

    void resolve(Collection<Terms> wanted) throws SQLException {
        Map<String, Terms> inKeyOrder = new TreeMap<>();
        wanted.forEach(it -> inKeyOrder.put(it.toString(), it));
        for (Terms terms : inKeyOrder.values()) {
            int key = find(terms);
            if (key == 0) {
                add(terms);
                key = find(terms);
            }
            known.put(terms, key);
        }
    }

    private int find(Terms terms) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            codes(find, terms);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private void add(Terms terms) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            codes(add, terms);
            add.setString(5, name(terms.procedureName(), terms.procedure(), Terms.ALL_PROCEDURES, "procedure", 120));
            add.setString(6, name(terms.transportName(), terms.transport(), Terms.ALL_MODES, "mode of transport", 60));
            add.executeUpdate();
        }
    }

    private static void codes(PreparedStatement statement, Terms terms) throws SQLException {
        statement.setString(1, terms.procedure());
        statement.setString(2, terms.transport());
        statement.setString(3, terms.valuation());
        statement.setString(4, terms.tradeSystem());
    }

    private static String name(String published, String code, String all, String what, int characters) {
        if (!published.isBlank()) {
            return SafeText.cut(published.strip(), characters);
        }
        return code.equals(all) ? "All " + what.replaceFirst("^(procedure|mode)", "$1s") : what + " " + code;
    }
}
