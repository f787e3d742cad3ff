package org.tradehouse.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradehouse.database.Address;
import org.tradehouse.operate.BiUser;
import org.tradehouse.operate.BiUsers;

/**
 * How a BI user connects, in the words of each tool.
 *
 * @param password shown once; empty where the person gave it
 */
record BiUserScreen(String user, String password, Address address, boolean reset) {

    static String list(List<BiUser> users, Desk desk) {
        if (users.isEmpty()) {
            return "No BI users yet. Make one: tradehouse bi-user NAME\n";
        }
        Grid grid = new Grid("user", ">sessions now", "_made");
        users.forEach(user -> grid.row(user.name(), Say.count(user.sessions()), user.madeBy()));
        return grid.text("", desk.width());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        if (!password.isEmpty()) {
            json.put("password", password);
        }
        json.put("host", address.host());
        json.put("port", Integer.parseInt(address.port()));
        json.put("database", address.database());
        json.put("jdbc", address.url());
        json.put("psql", psql());
        json.put("odbc", odbc());
        json.put("undo", undo());
        return json;
    }

    /** One thing a line, each to be copied whole. */
    String text() {
        return "BI user '" + user + "' " + (reset ? "has a new password." : "is made.") + "\n"
                + (password.isEmpty() ? "" : line("Password", password + "   shown once"))
                + line("Server", address.host() + ":" + address.port() + "  database " + address.database())
                + line("JDBC", address.url())
                + line("psql", psql())
                + line("ODBC", odbc())
                + line("May", BiUsers.limits())
                + line("Undo", undo());
    }

    private String psql() {
        return "psql \"host=" + address.host() + " port=" + address.port() + " dbname=" + address.database() + " user="
                + user + (address.sslMode().isEmpty() ? "" : " sslmode=" + address.sslMode()) + "\"";
    }

    private String odbc() {
        return "Driver={PostgreSQL Unicode};Server=" + address.host() + ";Port=" + address.port() + ";Database="
                + address.database() + ";Uid=" + user + ";"
                + (address.sslMode().isEmpty() ? "" : "SSLmode=" + address.sslMode() + ";");
    }

    private String undo() {
        return "tradehouse bi-user " + user + " --drop";
    }

    private static String line(String label, String text) {
        return String.format("  %-9s %s%n", label, text);
    }
}
