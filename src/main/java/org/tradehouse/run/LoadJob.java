package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.normalise.Normaliser;
import org.tradehouse.publish.Plan;
import org.tradehouse.publish.Publication;
import org.tradehouse.publish.ReadersStay;
import org.tradehouse.read.RowReader;
import org.tradehouse.stage.EncodedBlock;
import org.tradehouse.trade.Field;

/**
 * The one job shape of every feed: stage, settle, check, plan, publish. Rows are staged block by block and a restart goes
 * on after the last committed block; what follows is set-wise, cheap against reading, and done again on every restart, so
 * that it always speaks of the warehouse as it is. No skip policy, no incrementer: rejects are data (decision 9).
 */
final class LoadJob implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Batches batches;
    private final Supplier<Connection> sessions;
    private final Stage stage;
    private final RunBook runs;
    private final Attempt attempt;
    private final Normaliser normaliser;
    private final FencedTransactions transactions;
    private final FillAhead ahead;
    private final Publication publication;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private @Nullable Beside<List<Finding>> parts;
    private Steps.History history = Steps.History.WITH_CHECKS;
    private @Nullable Beside<List<Finding>> historyBeside;

    LoadJob(
            Batches batches,
            DataSource pool,
            Supplier<Connection> sessions,
            Stage stage,
            RunBook runs,
            Attempt attempt,
            Normaliser normaliser) {
        this.batches = batches;
        this.sessions = sessions;
        this.stage = stage;
        this.runs = runs;
        this.attempt = attempt;
        this.normaliser = normaliser;
        this.transactions = new FencedTransactions(batches.transactions(), pool, attempt);
        this.ahead = new FillAhead(sessions, attempt);
        this.publication = Publication.of(attempt.feed());
    }

    /** The job of the attempt's load. */
    Job job() {
        return planned().next(once("publish", this::publish)).build();
    }

    /** The same without its last step. */
    Job plan() {
        return planned().build();
    }

    private SimpleJobBuilder planned() {
        return new JobBuilder(attempt.feed().name(), batches.repository())
                .start(stage())
                .next(once("settle", this::settle))
                .next(once("check", this::check))
                .next(once("plan", this::plan));
    }

    /** Nothing that was made ready and not published stays. */
    @Override
    public void close() {
        settled.cancel(false);
        for (Beside<?> beside : new Beside<?>[] {parts, historyBeside}) {
            if (beside != null) {
                beside.close();
            }
        }
        ahead.close();
    }

    private interface Work {
        void on(StepExecution step) throws SQLException;
    }

    private Step stage() {
        return new StepBuilder("stage", batches.repository())
                .<List<EncodedBlock>, List<EncodedBlock>>chunk(1)
                .transactionManager(stage.transactions())
                .reader(new BlockReader(
                        RowReader.of(attempt.feed()),
                        attempt.load(),
                        stage::lastBlock,
                        new FileWords(),
                        normaliser::normalise,
                        stage::encode))
                .writer(new StageWriter(stage, attempt.progress()))
                .listener(new Watch(runs, attempt))
                .build();
    }

    /** A set-wise step. It manages its transactions itself, because publishing takes its locks before and frees them after. */
    private Step once(String name, Work work) {
        return new StepBuilder(name, batches.repository())
                .tasklet(
                        (contribution, context) -> {
                            work.on(contribution.getStepExecution());
                            return RepeatStatus.FINISHED;
                        },
                        batches.transactions())
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .allowStartIfComplete(true)
                .listener(new Watch(runs, attempt))
                .build();
    }

    private void settle(StepExecution step) {
        stage.sum();
        Steps steps = steps(step);
        inTransaction(connection -> parts = steps.partsOfFlows(connection, settled));
        inTransaction(steps::settle);
        settled.complete(null);
        if (!attempt.isPlan()) {
            ahead.begin();
        }
    }

    private void check(StepExecution step) {
        Steps steps = steps(step);
        inTransaction(connection -> {
            history = steps.history(connection);
            if (history == Steps.History.BESIDE) {
                historyBeside = steps.historyBeside();
            }
            steps.check(connection, parts, history == Steps.History.WITH_CHECKS);
        });
        inTransaction(steps::gate);
    }

    private void plan(StepExecution step) {
        Steps steps = steps(step);
        inTransaction(connection -> {
            FindingBook.Noticed hold = steps.plan(connection, history, historyBeside);
            if (hold != null || attempt.isPlan() || made().nothingToDo()) {
                steps.forget(connection);
            }
            if (hold != null || attempt.isPlan()) {
                PlanBook.keep(connection, attempt.runId(), attempt.load().key(), made());
            }
            if (hold != null) {
                attempt.hold(hold);
            }
            if (hold != null && !attempt.isPlan()) {
                HoldBook.open(connection, attempt.runId(), attempt.load().key(), hold, made(), attempt.who());
                step.setTerminateOnly();
            }
        });
    }

    private void publish(StepExecution step) throws SQLException {
        if (made().nothingToDo()) {
            return;
        }
        Steps steps = steps(step);
        Fault.point("before-publish");
        ahead.await();
        List<Integer> years = new ArrayList<>();
        List<Short> datasets = new ArrayList<>();
        inTransaction(connection -> years.addAll(steps.missingYears(connection)));
        years.forEach(year -> inTransaction(connection -> steps.makeYear(connection, year)));
        inTransaction(connection -> datasets.addAll(steps.datasets(connection)));
        try (PublishLocks locks = PublishLocks.take(sessions, datasets, attempt::stopping);
                Waiting waiting = new Waiting(sessions, PATIENCE, attempt.progress()::note)) {
            while (!published(steps, waiting)) {
                untilReadersLeave(steps, waiting);
            }
        } catch (SQLException | RuntimeException e) {
            letGo(steps, e);
            throw e;
        }
        Fault.point("after-publish");
    }

    /** False where a new year has to wait for readers: nothing is published then, and nobody waits for this load. */
    private boolean published(Steps steps, Waiting waiting) {
        try {
            inTransaction(connection -> {
                waiting.watch(connection);
                steps.publish(connection);
            });
            return true;
        } catch (ReadersStay e) {
            return false;
        }
    }

    private void untilReadersLeave(Steps steps, Waiting waiting) {
        AtomicBoolean haveLeft = new AtomicBoolean();
        while (!haveLeft.get()) {
            if (attempt.stopping()) {
                throw new LoadException(
                        "TH-4013",
                        "stopped while it waited for readers of the warehouse, to add a year",
                        "tradehouse retry");
            }
            inTransaction(connection -> {
                waiting.watch(connection);
                haveLeft.set(steps.readersHaveLeft(connection));
            });
        }
    }

    /** What the plan keeps is of no use any more; the session it is in may be gone, too. */
    private void letGo(Steps steps, Exception refused) {
        try {
            inTransaction(steps::forget);
        } catch (RuntimeException e) {
            refused.addSuppressed(e);
        }
    }

    private Plan made() {
        return Objects.requireNonNull(attempt.plan());
    }

    /** The load with what its file says about itself; what the operator said wins. */
    private Steps steps(StepExecution step) {
        Map<Field, String> given = new EnumMap<>(Field.class);
        StepExecution staged = Objects.requireNonNull(
                batches.repository().getLastStepExecution(step.getJobExecution().getJobInstance(), "stage"));
        ExecutionContext said = staged.getExecutionContext();
        for (Field field : Field.values()) {
            if (said.containsKey(field.yamlName())) {
                given.put(field, said.getString(field.yamlName()));
            }
        }
        Load load = attempt.load();
        given.putAll(load.given());
        return new Steps(
                attempt,
                sessions,
                publication,
                new Load(
                        load.key(),
                        load.feed(),
                        load.sha256(),
                        load.number(),
                        load.fileName(),
                        load.archived(),
                        load.acquired(),
                        given));
    }

    /** A transaction that a run without its lease cannot commit. */
    private void inTransaction(FencedTransactions.Statements work) {
        transactions.run(work);
    }

    /** A file that says neither flow nor period nor currency is refused before its first row; what the reader noticed is kept. */
    private final class FileWords implements BlockReader.Opened {
        @Override
        public void begins(Map<Field, String> attributes, List<String> headers) {
            normaliser.requireKnown(attributes, headers);
        }

        @Override
        public void ended(List<Finding> findings) {
            inTransaction(connection ->
                    new FindingBook(connection, attempt.load().key(), attempt.runId()).fromReader(findings));
        }
    }
}
