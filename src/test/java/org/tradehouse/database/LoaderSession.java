package org.tradehouse.database;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh database for each test and the loader's session in it, in a transaction that is rolled back unless the test commits. */
public abstract class LoaderSession {
    protected TestDatabase database;
    protected Connection connection;

    @BeforeEach
    void connect() throws Exception {
        database = TestDatabase.fresh();
        connection = database.loader();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws Exception {
        connection.rollback();
        connection.close();
        database.close();
    }

    /** The first column of a query, seen by the session. */
    protected List<String> list(String sql) throws Exception {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(result.getString(1));
            }
        }
        return found;
    }
}
