package org.tradehouse.run;

import java.sql.SQLException;

/** A statement failed; carries the database's exception through code that cannot throw it. */
final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseFailure(SQLException cause) {
        super(cause);
    }
}
