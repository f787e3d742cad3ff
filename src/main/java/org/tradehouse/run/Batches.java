package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.tradehouse.load.Load;

/**
 * Spring Batch over the tables of the schema {@code batch}, wired by hand so that a command starts fast. Everything here
 * is called while holding the feed's lock, because the framework itself does not know who is alive (reliability.md §2).
 */
final class Batches {
    private static final String LOAD = "load";
    private static final String AGAIN = "again";
    private static final String PLAN = "plan";

    private final DataSource pool;
    private final PlatformTransactionManager transactions;
    private final JobRepository repository;
    private final TaskExecutorJobOperator operator;

    Batches(DataSource pool) {
        this.pool = pool;
        this.transactions = new JdbcTransactionManager(pool);
        try {
            this.repository = repository(pool, bookkeeping(pool));
            this.operator = operator(repository);
        } catch (Exception e) {
            throw new IllegalStateException("the job repository cannot be opened: " + e.getMessage(), e);
        }
    }

    JobRepository repository() {
        return repository;
    }

    PlatformTransactionManager transactions() {
        return transactions;
    }

    /** Starts the job of a load, or goes on where its last execution ended. Returns when it has ended. */
    JobExecution start(Job job, Load load, boolean again) throws JobExecutionException {
        JobParameters parameters = new JobParametersBuilder(identity(load.key()))
                .addString(AGAIN, Boolean.toString(again), false)
                .toJobParameters();
        return operator.start(job, parameters);
    }

    /** Starts a plan: an execution of its own, so that the load itself is still to be begun. */
    JobExecution plan(Job job, Load load, boolean again, long runId) throws JobExecutionException {
        JobParameters parameters = new JobParametersBuilder(identity(load.key()))
                .addString(AGAIN, Boolean.toString(again), false)
                .addLong(PLAN, runId)
                .toJobParameters();
        return operator.start(job, parameters);
    }

    /** Whether the load's last execution was told to publish known content as the newest. */
    boolean again(Load load) {
        return Boolean.parseBoolean(
                last(load).map(it -> it.getJobParameters().getString(AGAIN)).orElse("false"));
    }

    /** True where the framework would go on with the load: begun, not completed. */
    boolean canRestart(Load load) {
        return last(load)
                .map(it -> it.getStatus() != BatchStatus.COMPLETED && it.getStatus() != BatchStatus.ABANDONED)
                .orElse(true);
    }

    /** True where the framework counts the load as staged and would not do it again. */
    boolean hasStaged(Load load) {
        return instance(load)
                .map(it -> repository.getLastStepExecution(it, "stage"))
                .map(StepExecution::getStatus)
                .filter(BatchStatus.COMPLETED::equals)
                .isPresent();
    }

    /**
     * Ends executions of a feed that a dead process left open. A status UNKNOWN, which the framework would never start
     * again, becomes FAILED: what was committed stands in our own tables, so nothing is unknown.
     */
    void recover(String feed) {
        for (JobExecution execution : repository.findRunningJobExecutions(feed)) {
            operator.recover(execution);
        }
        JdbcClient sql = JdbcClient.create(pool);
        sql.sql("""
                        update batch.batch_step_execution s set status = 'FAILED', end_time = coalesce(s.end_time, localtimestamp), version = s.version + 1
                        from batch.batch_job_execution e join batch.batch_job_instance i using (job_instance_id)
                        where e.job_execution_id = s.job_execution_id and i.job_name = ? and s.status = 'UNKNOWN'""").param(feed).update();
        sql.sql("""
                        update batch.batch_job_execution e set status = 'FAILED', end_time = coalesce(e.end_time, localtimestamp), version = e.version + 1
                        from batch.batch_job_instance i
                        where i.job_instance_id = e.job_instance_id and i.job_name = ? and e.status = 'UNKNOWN'""").param(feed).update();
        forgetUnbegun(sql, feed);
    }

    /** The framework notes a load and its first execution in two transactions. A process that dies between them leaves a load that it would never start. */
    private static void forgetUnbegun(JdbcClient sql, String feed) {
        sql.sql("""
                        delete from batch.batch_job_instance i where i.job_name = ?
                          and not exists (select 1 from batch.batch_job_execution e where e.job_instance_id = i.job_instance_id)""").param(feed).update();
    }

    private Optional<JobExecution> last(Load load) {
        return instance(load).map(repository::getLastJobExecution);
    }

    private Optional<JobInstance> instance(Load load) {
        return Optional.ofNullable(repository.getJobInstance(load.feed(), identity(load.key())));
    }

    private static JobParameters identity(int load) {
        return new JobParametersBuilder().addLong(LOAD, (long) load).toJobParameters();
    }

    private static JobRepository repository(DataSource pool, PlatformTransactionManager transactions) throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(pool);
        factory.setTransactionManager(transactions);
        factory.setDatabaseType("POSTGRES");
        factory.setTablePrefix("batch.BATCH_");
        factory.setSerializer(new PlainContext());
        factory.setIsolationLevelForCreateEnum(org.springframework.transaction.annotation.Isolation.READ_COMMITTED);
        factory.afterPropertiesSet();
        return java.util.Objects.requireNonNull(factory.getObject());
    }

    /**
     * The framework's notes need not reach the disk before the next block begins: where to go on is asked of our own tables,
     * and whatever is published later carries what was committed before it to the disk.
     */
    private static PlatformTransactionManager bookkeeping(DataSource pool) {
        return new JdbcTransactionManager(pool) {
            @Override
            protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
                    throws SQLException {
                super.prepareTransactionalConnection(connection, definition);
                try (Statement unhurried = connection.createStatement()) {
                    unhurried.execute("set local synchronous_commit = off");
                }
            }
        };
    }

    private static TaskExecutorJobOperator operator(JobRepository repository) throws Exception {
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(new MapJobRegistry());
        operator.setTaskExecutor(new SyncTaskExecutor());
        operator.afterPropertiesSet();
        return operator;
    }
}
