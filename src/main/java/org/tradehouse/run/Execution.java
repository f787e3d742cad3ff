package org.tradehouse.run;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.tradehouse.database.Database;
import org.tradehouse.database.Database.Role;
import org.tradehouse.load.LoadException;
import org.tradehouse.normalise.Normaliser;

/** One execution of an attempt's job, with the sessions it needs besides the pool. */
final class Execution implements AutoCloseable {
    private final Batches batches;
    private final Attempt attempt;
    private final @Nullable Stage stage;
    private final @Nullable LoadJob load;
    private final Job job;

    Execution(Database database, Batches batches, RunBook runs, References references, Attempt attempt)
            throws SQLException {
        this.batches = batches;
        this.attempt = attempt;
        if (attempt.feed().reference() == null) {
            Normaliser normaliser = Normaliser.of(attempt.feed(), references.lists(attempt.feed()), references.rates());
            Stage opened = Stage.open(attempt, () -> database.connect(Role.LOADER));
            this.stage = opened;
            LoadJob whole = new LoadJob(
                    batches, database.pool(), () -> database.connect(Role.LOADER), opened, runs, attempt, normaliser);
            this.load = whole;
            this.job = attempt.isPlan() ? whole.plan() : whole.job();
        } else {
            this.stage = null;
            this.load = null;
            this.job = new ListJob(
                            batches,
                            new FencedTransactions(batches.transactions(), database.pool(), attempt),
                            runs,
                            attempt)
                    .job();
        }
    }

    /** DONE, NOTHING, HELD or STOPPED; every failure is thrown. */
    RunState run() throws JobExecutionException {
        JobExecution ended = start();
        if (ended.getStatus() == BatchStatus.COMPLETED && attempt.isPlan()) {
            return Objects.requireNonNull(attempt.plan()).nothingToDo() ? RunState.NOTHING : RunState.PLANNED;
        }
        if (ended.getStatus() == BatchStatus.COMPLETED) {
            return attempt.nothingToDo() ? RunState.NOTHING : RunState.DONE;
        }
        if (attempt.leaseLost()) {
            throw new LoadException(
                    "TH-4010",
                    "this run lost its lease: the database could not be reached, or another run has taken over",
                    "");
        }
        if (ended.getStatus() == BatchStatus.STOPPED) {
            return attempt.hold() == null ? RunState.STOPPED : RunState.HELD;
        }
        throw failure(ended.getAllFailureExceptions());
    }

    @Override
    public void close() throws SQLException {
        if (stage != null) {
            stage.close();
        }
    }

    private JobExecution start() throws JobExecutionException {
        try {
            return attempt.isPlan()
                    ? batches.plan(job, attempt.load(), attempt.again(), attempt.runId())
                    : batches.start(job, attempt.load(), attempt.again());
        } catch (JobExecutionAlreadyRunningException
                | CannotAcquireLockException
                | DuplicateKeyException
                | IllegalStateException e) {
            throw new Busy("load " + attempt.load().key() + " is being executed by another process", e);
        } finally {
            if (load != null) {
                load.close();
            }
        }
    }

    private static JobExecutionException failure(List<Throwable> causes) {
        return causes.isEmpty()
                ? new JobExecutionException("the job ended without saying why")
                : new JobExecutionException(String.valueOf(causes.get(0).getMessage()), causes.get(0));
    }
}
