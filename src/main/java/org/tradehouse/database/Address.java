package org.tradehouse.database;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where a database is, in the words of the tools that connect to it.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without user and password
 * @param sslMode as the address says it, empty where it does not
 */
public record Address(String url, String host, String port, String database, String sslMode) {

    /** Takes an address apart. */
    static Address of(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw new DatabaseException(
                    "TH-5004",
                    "'" + url + "' is no address of a PostgreSQL database.",
                    "Write it as jdbc:postgresql://host:5432/database.");
        }
        return new Address(
                url, part(parts, "PGHOST"), part(parts, "PGPORT"), part(parts, "PGDBNAME"), part(parts, "sslmode"));
    }

    private static String part(Properties parts, String name) {
        @Nullable String value = parts.getProperty(name);
        return value == null ? "" : value;
    }
}
