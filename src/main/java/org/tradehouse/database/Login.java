package org.tradehouse.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where to log in and as whom.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without a password
 */
record Login(String url, String user, String password) {
    /**
     * A server whose client is gone should notice within seconds, also in the middle of a query: locks of a dead
     * worker are freed by it. Compiling statements costs a load of any size some seconds and saves none.
     */
    static final String SESSION = "set client_connection_check_interval = '1s'; set tcp_keepalives_idle = 10; "
            + "set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3; set jit = off";

    Connection connect() {
        try {
            Connection connection = DriverManager.getConnection(url, properties());
            try (var statement = connection.createStatement()) {
                statement.execute(SESSION);
            }
            return connection;
        } catch (SQLException refusal) {
            throw explained(refusal);
        }
    }

    /** Settings of the driver, beside the address. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "tradehouse");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    Login withDatabase(String name) {
        return new Login(url.substring(0, url.lastIndexOf('/') + 1) + name, user, password);
    }

    private DatabaseException explained(SQLException refusal) {
        String state = refusal.getSQLState() == null ? "" : refusal.getSQLState();
        if (state.startsWith("28")) {
            return new DatabaseException(
                    "TH-5002",
                    "The database at " + url + " refuses user '" + user + "': " + refusal.getMessage(),
                    "Check the user and the password that TRADEHOUSE_DB_PASSWORD or TRADEHOUSE_DB_PASSWORD_FILE names.",
                    refusal);
        }
        return new DatabaseException(
                "TH-5001",
                "The database at " + url + " cannot be reached: " + refusal.getMessage(),
                "Check that the server runs and that the address is right, then try again.",
                refusal);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
