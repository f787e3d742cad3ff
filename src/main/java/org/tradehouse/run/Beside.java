package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * Work in a session and a thread of its own, beside what its maker does meanwhile. It changes nothing that stays: its
 * transaction is rolled back as soon as it is done, so that nobody waits for what it has read. Closing ends what is still under
 * way and waits for it.
 */
final class Beside<T> implements AutoCloseable {
    private static final int LOOK_AROUND_MILLIS = 200;

    private final Connection session;
    private final FutureTask<T> task;
    private final Thread thread;

    interface Work<T> {
        T on(Connection session) throws SQLException;
    }

    Beside(Supplier<Connection> sessions, Work<T> work) throws SQLException {
        session = sessions.get();
        session.setAutoCommit(false);
        task = new FutureTask<>(() -> {
            try {
                return work.on(session);
            } finally {
                session.rollback();
            }
        });
        thread = new Thread(task, "beside " + Thread.currentThread().getName());
        thread.setDaemon(true);
        thread.start();
    }

    /** What the work gives; waits for it. */
    T result() throws SQLException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SQLException refused) {
                throw refused;
            }
            throw cause instanceof RuntimeException broken ? broken : new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for " + thread.getName(), e);
        }
    }

    /** A statement may begin just after it was asked to stop: it is asked until the thread has ended. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            cancel();
            try {
                thread.join(LOOK_AROUND_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            session.close();
        } catch (SQLException broken) {
            // The server has ended the session, and with it all that it did.
        }
    }

    private void cancel() {
        if (!task.isDone()) {
            try {
                session.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException unreachable) {
                // Asked again in a moment; without a server the statement ends by itself.
            }
        }
    }
}
