package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tradehouse.database.Database;
import org.tradehouse.database.Database.Role;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;
import org.tradehouse.publish.Plan;
import org.tradehouse.publish.Publication;

/**
 * Takes a published load back in one transaction, under the locks of its datasets: nothing is staged, so there is nothing
 * to restart. Content that is undone counts as withdrawn, and as published again when the undo is undone.
 */
final class Undoing {
    private static final String CONTENT = """
            update ops.load u set state = case when l.state = 'withdrawn' then 'published' else 'withdrawn' end
            from ops.load l where u.load_key = $load and l.load_key = ?""";
    private static final String UNDONE =
            "update ops.load set state = 'withdrawn' where load_key = ? and undoes_load_key is null";

    /** What the load had repaired stands open again. */
    private static final String REOPENED =
            "update ops.reject set state = 'open', replay_load_key = null, decided_at = null where replay_load_key = ? and state = 'replayed'";

    private static final String AUDIT = """
            insert into ops.audit (who, from_where, action, after)
            values (?, ?, 'undo', jsonb_build_object('run', ?::bigint, 'load', ?::int, 'undone_load', ?::int, 'reason', ?::text))""";

    /** Slices that now say something else than before the undone load; restored rows are corrected by what is signed today. */
    private static final String CORRECTED = """
            select count(*) from ops.load_slice s
            join dw.revision n using (load_key, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
            join dw.revision o using (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
            left join lateral (
              select p.value_usd from dw.revision p
              where (p.dataset_key, p.reporter_key, p.flow_key, p.from_date, p.to_date, p.scope_key)
                  = (o.dataset_key, o.reporter_key, o.flow_key, o.from_date, o.to_date, o.scope_key) and p.revision_key < o.revision_key
              order by p.revision_key desc limit 1) p on true
            where s.load_key = $load and o.load_key = %d and n.value_usd <> coalesce(p.value_usd, 0)""";

    private final Database database;
    private final DataSource pool;
    private final PlatformTransactionManager transactions;
    private final Attempt attempt;
    private final Publication publication;
    private long corrected;

    Undoing(Database database, PlatformTransactionManager transactions, Attempt attempt) {
        this.database = database;
        this.pool = database.pool();
        this.transactions = transactions;
        this.attempt = attempt;
        this.publication = Publication.of(attempt.feed());
    }

    private interface Statements {
        void on(Connection connection) throws SQLException;
    }

    /** @param reason why, for the audit trail; may be empty */
    void undo(Load undone, String reason) throws SQLException {
        attempt.progress().stepStarted("publish");
        List<Short> datasets = datasets(undone);
        try (PublishLocks locks = PublishLocks.take(() -> database.connect(Role.LOADER), datasets, attempt::stopping)) {
            inTransaction(connection -> publish(connection, undone, reason));
        }
        attempt.progress().stepFinished("publish");
    }

    private void publish(Connection connection, Load undone, String reason) throws SQLException {
        Load undo = attempt.load();
        attempt.plan(publication.undo(connection, undo, undone.key(), attempt.token()));
        LoadSql sql = new LoadSql(connection, undo.key());
        sql.run(CONTENT, undone.key());
        sql.run(UNDONE, undone.key());
        sql.run(REOPENED, undone.key());
        corrected = sql.number(CORRECTED.formatted(undone.key()));
        sql.run(AUDIT, attempt.who(), Here.host(), attempt.runId(), undo.key(), undone.key(), reason);
        Fault.point("in-publish");
    }

    /** What the undo did to what reports show, to be read behind the name of the run. */
    String outcome() {
        Plan plan = Objects.requireNonNull(attempt.plan());
        boolean changed = plan.fresh() + plan.changed() + plan.withdrawn() > 0;
        String slices = corrected + " of its slices";
        if (corrected > 0) {
            return (changed ? ": its slices show what they showed before, but " : ": no figure changed, ") + slices
                    + (corrected == 1 ? " shows" : " show")
                    + " what the corrections signed or retired since make of it (tradehouse correction)";
        }
        return changed
                ? ": its slices show what they showed before"
                : ": no figure changed, its slices showed the same before the run and after it";
    }

    private List<Short> datasets(Load undone) throws SQLException {
        try (Connection connection = database.connect(Role.LOADER)) {
            return publication.datasets(connection, undone);
        }
    }

    private void inTransaction(Statements work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            Connection connection = DataSourceUtils.getConnection(pool);
            try {
                work.on(connection);
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            } finally {
                DataSourceUtils.releaseConnection(connection, pool);
            }
        });
    }
}
