package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that a run without its lease cannot commit. */
final class FencedTransactions {
    private final TransactionTemplate transaction;
    private final DataSource pool;
    private final Attempt attempt;

    FencedTransactions(PlatformTransactionManager transactions, DataSource pool, Attempt attempt) {
        this.transaction = new TransactionTemplate(transactions);
        this.pool = pool;
        this.attempt = attempt;
    }

    interface Statements {
        void on(Connection connection) throws SQLException;
    }

    void run(Statements work) {
        transaction.executeWithoutResult(status -> {
            Connection connection = DataSourceUtils.getConnection(pool);
            try {
                Lease.fence(connection, attempt.feed().name(), attempt.token());
                work.on(connection);
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            } finally {
                DataSourceUtils.releaseConnection(connection, pool);
            }
        });
    }
}
