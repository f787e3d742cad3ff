package org.tradehouse.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The statements behind a login of a BI tool: what the owner of the schema runs, and what an administrator can run instead. */
final class BiUserSql {
    /** Connections a login may have: the pool of a BI server, or some people with one login. */
    static final int CONNECTIONS = 20;

    /** The same limits as those of {@code bi} (sql/ops/grants.sql), a test compares. Rights alone keep it from writing. */
    static final List<String> LIMITS = List.of(
            "default_transaction_read_only = on",
            "statement_timeout = '60s'",
            "idle_in_transaction_session_timeout = '5min'",
            "search_path = mart, dw",
            "work_mem = '64MB'");

    private BiUserSql() {}

    /** Makes the login. */
    static List<String> create(String name, String verifier, String comment) {
        String role = quoted(name);
        List<String> statements = new ArrayList<>();
        statements.add("create role " + role + " login connection limit " + CONNECTIONS + " password " + text(verifier)
                + " in role trade_reader");
        limits(role).forEach(statements::add);
        statements.add("comment on role " + role + " is " + text(comment));
        return statements;
    }

    /** Gives it another password, and the limits as they are now. */
    static List<String> reset(String name, String verifier) {
        String role = quoted(name);
        return Stream.concat(
                        Stream.of("alter role " + role + " login connection limit " + CONNECTIONS + " password "
                                + text(verifier)),
                        limits(role))
                .toList();
    }

    static String drop(String name) {
        return "drop role " + quoted(name);
    }

    private static Stream<String> limits(String role) {
        return LIMITS.stream().map(limit -> "alter role " + role + " set " + limit);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
