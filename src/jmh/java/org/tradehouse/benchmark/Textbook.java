package org.tradehouse.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.mapping.DefaultLineMapper;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;
import org.springframework.batch.infrastructure.item.support.ClassifierCompositeItemWriter;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The job of the textbook: FlatFileItemReader, processor with look-ups in maps, JdbcBatchItemWriter, chunks of 1 000, persistent
 * repository. It is given dimensions that are filled and {@code reWriteBatchedInserts}.
 */
final class Textbook implements Contender {
    private static final int CHUNK = 1000;
    private static final int[] FIELDS = {5, 6, 9, 11, 17, 20, 24, 27, 29, 31, 32, 36, 37, 38, 40, 41, 42, 43};
    private static final String INSERT = """
            insert into dw.fact_trade (value_usd, cif_usd, fob_usd, net_weight_kg, quantity, product_key, period_date, load_key, source_row, dataset_key, scope_key, reporter_key, partner_key,
              flow_key, terms_key, unit_key, status_key) values (?, ?, ?, ?, ?, ?, ?, 1, ?, 1, 0, ?, ?, ?, ?, ?, ?)""";
    private final Setting setting;
    private final Keys keys;

    Textbook(Setting setting, Keys keys) {
        this.setting = setting;
        this.keys = keys;
    }

    /** What the reader makes of a line. */
    record Line(int number, List<String> cells) {}

    sealed interface Outcome permits Figure, Reject {}

    record Figure(
            BigDecimal value,
            @Nullable BigDecimal cif,
            @Nullable BigDecimal fob,
            @Nullable BigDecimal weight,
            @Nullable BigDecimal quantity,
            int product,
            LocalDate month,
            int row,
            int reporter,
            int partner,
            int flow,
            int terms,
            int unit,
            int status)
            implements Outcome {}

    record Reject(int row, String code, String value) implements Outcome {}

    @Override
    public String name() {
        return keys.name("textbook");
    }

    @Override
    public String title() {
        return keys.title("the textbook Spring Batch job, chunks of 1 000");
    }

    @Override
    public String template() {
        return Setting.FILLED;
    }

    @Override
    public void prepare(String database) throws SQLException {
        Targets.prepare(setting, database);
    }

    @Override
    public Map<String, Meter.Used> run(String database) throws Exception {
        try (HikariDataSource pool = pool(database)) {
            JdbcTransactionManager transactions = new JdbcTransactionManager(pool);
            JobRepository repository = repository(pool, transactions);
            Job job = new JobBuilder("textbook", repository)
                    .start(new StepBuilder("load", repository)
                            .<Line, Outcome>chunk(CHUNK)
                            .transactionManager(transactions)
                            .reader(reader())
                            .processor(new Lookups(pool)::outcome)
                            .writer(writer(pool))
                            .build())
                    .build();
            TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.setTaskExecutor(new SyncTaskExecutor());
            operator.afterPropertiesSet();
            var ended = operator.start(job, new JobParameters());
            if (ended.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException("the textbook job ended " + ended.getAllFailureExceptions());
            }
        }
        return Map.of();
    }

    @Override
    public void check(String database) throws SQLException {
        Targets.check(setting, database, name());
    }

    private HikariDataSource pool(String database) {
        Map<String, String> login = setting.server.environment(database);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(login.get("TRADEHOUSE_DB_URL") + "?reWriteBatchedInserts=true");
        config.setUsername(login.get("TRADEHOUSE_DB_USER"));
        config.setPassword(login.get("TRADEHOUSE_DB_PASSWORD"));
        config.setConnectionInitSql("set session_replication_role = " + keys.role());
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    private static JobRepository repository(HikariDataSource pool, JdbcTransactionManager transactions)
            throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(pool);
        factory.setTransactionManager(transactions);
        factory.setDatabaseType("POSTGRES");
        factory.setTablePrefix("batch.BATCH_");
        factory.afterPropertiesSet();
        return Objects.requireNonNull(factory.getObject());
    }

    private FlatFileItemReader<Line> reader() {
        DelimitedLineTokenizer tokenizer = new DelimitedLineTokenizer();
        tokenizer.setIncludedFields(FIELDS);
        DefaultLineMapper<Line> lines = new DefaultLineMapper<>() {
            @Override
            public Line mapLine(String line, int number) throws Exception {
                return new Line(number, List.of(tokenizer.tokenize(line).getValues()));
            }
        };
        lines.setLineTokenizer(tokenizer);
        lines.setFieldSetMapper(cells -> new Line(0, List.of(cells.getValues())));
        return new FlatFileItemReaderBuilder<Line>()
                .name("lines")
                .resource(new FileSystemResource(setting.csv))
                .encoding("windows-1252")
                .linesToSkip(1)
                .lineMapper(lines)
                .build();
    }

    private static ClassifierCompositeItemWriter<Outcome> writer(HikariDataSource pool) {
        JdbcBatchItemWriter<Outcome> figures = new JdbcBatchItemWriterBuilder<Outcome>()
                .dataSource(pool)
                .sql(INSERT)
                .itemPreparedStatementSetter((item, statement) -> {
                    Figure figure = (Figure) item;
                    int column = 1;
                    for (Object cell : new Object[] {
                        figure.value, figure.cif, figure.fob, figure.weight, figure.quantity, figure.product,
                        figure.month, figure.row, figure.reporter, figure.partner, figure.flow, figure.terms,
                        figure.unit, figure.status
                    }) {
                        if (cell == null) {
                            statement.setNull(column++, java.sql.Types.NUMERIC);
                        } else {
                            statement.setObject(column++, cell);
                        }
                    }
                })
                .build();
        figures.afterPropertiesSet();
        JdbcBatchItemWriter<Outcome> rejects = new JdbcBatchItemWriterBuilder<Outcome>()
                .dataSource(pool)
                .sql("insert into public.reject (row_no, code, value) values (?, ?, ?)")
                .itemPreparedStatementSetter((item, statement) -> {
                    Reject reject = (Reject) item;
                    statement.setInt(1, reject.row);
                    statement.setString(2, reject.code);
                    statement.setString(3, reject.value);
                })
                .build();
        rejects.afterPropertiesSet();
        ClassifierCompositeItemWriter<Outcome> writer = new ClassifierCompositeItemWriter<>();
        writer.setClassifier(item -> item instanceof Reject ? rejects : figures);
        return writer;
    }

    /** Code tables in maps, read once. */
    private static final class Lookups {
        private final Map<String, Integer> areas;
        private final Map<String, Integer> products;
        private final Map<String, Integer> flows;
        private final Map<String, Integer> terms;
        private final Map<String, Integer> states;
        private final int pieces;

        Lookups(HikariDataSource pool) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                areas = map(connection, "select code, area_key from public.m49");
                products = map(connection, "select nomenclature || edition || code, product_key from dw.dim_product");
                flows = map(connection, "select flow_code, flow_key from dw.dim_flow");
                terms = map(
                        connection,
                        "select procedure_code || ' ' || transport_code || ' ' || valuation, terms_key from dw.dim_terms where trade_system = 'n/a'");
                states = map(connection, """
                        select concat(net_weight_estimated, gross_weight_estimated, quantity_estimated, quantity2_estimated), status_key
                        from dw.dim_status where (obs_status, conf_status, row_kind) = ('A', 'F', 'leaf') and not usd_derived""");
                pieces = (int) Facts.number(connection, "select unit_key from dw.dim_unit where unit_code = 'NO'");
            }
        }

        /** Null filters: World is no figure, a breakdown whose total stands beside it neither. */
        @Nullable
        Outcome outcome(Line line) {
            List<String> cells = line.cells();
            String partner = cells.get(3);
            String procedure = cells.get(6);
            String mode = cells.get(7);
            if (partner.equals("0") || !procedure.equals("C00") || !mode.equals("0")) {
                return null;
            }
            Integer area = areas.get(partner);
            if (area == null) {
                return new Reject(line.number(), "unknown partner", partner);
            }
            String value = cells.get(17);
            try {
                return figure(line.number(), cells, area, new BigDecimal(value));
            } catch (NumberFormatException e) {
                return new Reject(line.number(), "not a number", value);
            }
        }

        private Figure figure(int row, List<String> cells, int area, BigDecimal value) {
            BigDecimal cif = amount(cells, 15);
            boolean counted = cells.get(8).equals("5");
            String period = cells.get(0);
            String valuation = value.equals(cif) ? "CIF" : "FOB";
            return new Figure(
                    value,
                    cif,
                    amount(cells, 16),
                    amount(cells, 12),
                    counted ? amount(cells, 9) : null,
                    key(products, "HS" + cells.get(4) + cells.get(5)),
                    LocalDate.of(Integer.parseInt(period.substring(0, 4)), Integer.parseInt(period.substring(4)), 1),
                    row,
                    key(areas, cells.get(1)),
                    area,
                    key(flows, cells.get(2)),
                    key(terms, "C00 0 " + valuation),
                    counted ? pieces : 0,
                    key(states, flag(cells, 13) + flag(cells, 14) + flag(cells, 10) + flag(cells, 11)));
        }

        private static String flag(List<String> cells, int place) {
            return cells.get(place).equals("true") ? "t" : "f";
        }

        private static @Nullable BigDecimal amount(List<String> cells, int place) {
            String text = cells.get(place);
            return text.isEmpty() ? null : new BigDecimal(text);
        }

        private static int key(Map<String, Integer> keys, String code) {
            return Objects.requireNonNull(keys.get(code), code);
        }

        private static Map<String, Integer> map(Connection connection, String query) throws SQLException {
            Map<String, Integer> map = new HashMap<>();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(query)) {
                while (row.next()) {
                    map.put(row.getString(1), row.getInt(2));
                }
            }
            return map;
        }
    }
}
