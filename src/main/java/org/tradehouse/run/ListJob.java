package org.tradehouse.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.tradehouse.check.LoadCheck;
import org.tradehouse.feed.Feed;
import org.tradehouse.lists.ListPublication;
import org.tradehouse.lists.ListStage;
import org.tradehouse.lists.Published;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.Severity;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.trade.Field;

/**
 * The job of a feed without figures: stage, check, publish. Such a file is small: it is staged in one transaction, and every
 * restart does again what is not published. Nothing of it is held; what is too bad is refused.
 */
final class ListJob {
    private final Batches batches;
    private final RunBook runs;
    private final Attempt attempt;
    private final FencedTransactions transactions;

    ListJob(Batches batches, FencedTransactions transactions, RunBook runs, Attempt attempt) {
        this.batches = batches;
        this.transactions = transactions;
        this.runs = runs;
        this.attempt = attempt;
    }

    Job job() {
        return new JobBuilder(attempt.feed().name(), batches.repository())
                .start(once("stage", () -> transactions.run(this::stage)))
                .next(once("check", this::check))
                .next(once("publish", this::publish))
                .build();
    }

    private Step once(String name, Runnable work) {
        return new StepBuilder(name, batches.repository())
                .tasklet(
                        (contribution, context) -> {
                            work.run();
                            return RepeatStatus.FINISHED;
                        },
                        batches.transactions())
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .allowStartIfComplete(true)
                .listener(new Watch(runs, attempt))
                .build();
    }

    private void stage(Connection connection) throws SQLException {
        try (RowBlocks blocks = RowReader.of(attempt.feed()).open(attempt.load());
                ListStage stage = ListStage.open(connection, attempt.load(), attempt.runId(), attempt.feed())) {
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                stage.add(block.rows());
            }
            said = blocks.attributes();
            new FindingBook(connection, attempt.load().key(), attempt.runId())
                    .fromReader(
                            blocks.findings().stream().map(ListJob::travelling).toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Map<Field, String> said = new EnumMap<>(Field.class);

    /** A column the feed knows nothing of is no reason to wait: nothing of it would be lost in figures. */
    private static Finding travelling(Finding finding) {
        return finding.severity() == Severity.HOLD
                ? Finding.of(finding.rule(), Severity.FLAG, finding.message())
                : finding;
    }

    private void check() {
        transactions.run(connection -> {
            FindingBook findings = findings(connection);
            findings.fromLimits(LoadCheck.limits(connection, attempt.load(), attempt.feed()));
        });
        transactions.run(connection -> {
            List<FindingBook.Noticed> refusals =
                    new ArrayList<>(findings(connection).with(Severity.REJECT));
            refusals.addAll(findings(connection).with(Severity.HOLD));
            Steps.refuse(refusals, attempt);
        });
    }

    private void publish() {
        Fault.point("before-publish");
        transactions.run(connection -> {
            Load load = attempt.load();
            Published published =
                    ListPublication.of(attempt.feed()).publish(connection, load, editionDate(), attempt.again());
            findings(connection).write(published.findings());
            Fault.point("in-publish");
            published.lines().forEach(attempt::say);
            attempt.nothing(published.nothing());
        });
        Fault.point("after-publish");
    }

    /** The date the file says it is of, where it says one that its feed can read. */
    private @Nullable LocalDate editionDate() {
        Feed.Edition edition = attempt.feed().edition();
        String text = said.getOrDefault(Field.EDITION_DATE, "");
        if (text.isEmpty() || edition.dateFormat().isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text, DateTimeFormatter.ofPattern(edition.dateFormat()));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private FindingBook findings(Connection connection) {
        return new FindingBook(connection, attempt.load().key(), attempt.runId());
    }
}
