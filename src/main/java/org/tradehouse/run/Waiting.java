package org.tradehouse.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * Says for whom a session waits that publishes, as soon as it has waited for a while and whenever it is somebody else: a reader
 * that keeps a transaction open delays a new year without end, and only a person can ask that reader to leave; another load ends by
 * itself. It looks from a session of its own, which it opens only then, and never decides anything.
 */
final class Waiting implements AutoCloseable {
    /** Who holds what a year is attached or exchanged under; else who holds a lock the session waits for in the server. */
    private static final String WHO = """
            select a.pid, a.usename, coalesce(a.application_name, '') as application, a.usename = current_user as is_load
            from pg_stat_activity me cross join lateral (
              select l.pid from pg_locks l
              where me.query ~ 'attach_year|exchange_years|readers_have_left' and l.locktype = 'relation' and l.granted
                and l.database = (select oid from pg_database where datname = current_database())
                and (l.relation = any (ops.key_dimensions()) or me.query ~ 'exchange_years' and l.relation::regclass::text ~ '^(dw.fact_trade|dw_part.fact_trade_[0-9]+)$')
              union select unnest(pg_blocking_pids(me.pid))) b
            join pg_stat_activity a on a.pid = b.pid
            where me.pid = ? and me.state = 'active' and a.usename is not null and a.pid not in (me.pid, pg_backend_pid()) order by is_load, a.xact_start, a.pid limit 1""";

    private final Supplier<Connection> sessions;
    private volatile int session;
    private final Duration patience;
    private final Consumer<String> say;
    private final Thread thread;

    /** @param patience how long a session may wait before that is said, and how often one looks then */
    Waiting(Supplier<Connection> sessions, Duration patience, Consumer<String> say) {
        this.sessions = sessions;
        this.patience = patience;
        this.say = say;
        thread = new Thread(this::look, "waiting " + Thread.currentThread().getName());
        thread.setDaemon(true);
        thread.start();
    }

    /** The session that publishes from now on. */
    void watch(Connection publishing) throws SQLException {
        session = publishing.unwrap(PGConnection.class).getBackendPID();
    }

    private void look() {
        try {
            Thread.sleep(patience.toMillis());
            try (Connection connection = sessions.get();
                    PreparedStatement who = connection.prepareStatement(WHO)) {
                String said = "";
                while (true) {
                    who.setInt(1, session);
                    String now = whom(who);
                    if (!now.isEmpty() && !now.equals(said)) {
                        say.accept(now);
                        said = now;
                    }
                    Thread.sleep(patience.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it waits no longer
        } catch (SQLException | RuntimeException unreachable) {
            // The publication will say so itself.
        }
    }

    private static String whom(PreparedStatement who) throws SQLException {
        try (ResultSet row = who.executeQuery()) {
            if (!row.next()) {
                return "";
            }
            if (row.getBoolean("is_load")) {
                return "publishing waits for another load (session " + row.getInt("pid") + "); nothing need be done";
            }
            String application = row.getString("application");
            return "publishing waits until session " + row.getInt("pid") + " of " + row.getString("usename")
                    + (application.isEmpty() ? "" : " (" + application + ")")
                    + " ends its transaction; if nobody needs it: select pg_terminate_backend(" + row.getInt("pid")
                    + ")";
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
