package org.tradehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void readerReadsTheMartAndTheStar() throws SQLException {
        try (Connection reader = database.reader()) {
            for (String name : List.of(
                    "mart.trade",
                    "mart.trade_of_which",
                    "mart.trade_annual",
                    "mart.turnover",
                    "mart.turnover_half",
                    "mart.coverage",
                    "mart.dim_reporter",
                    "mart.dim_partner",
                    "dw.fact_trade",
                    "dw.dim_area",
                    "mart.trade_as_of(now())")) {
                reader.createStatement().execute("select * from " + name + " limit 1");
            }
        }
    }

    @Test
    void readerNeitherWritesNorSeesTheWorkshop() throws SQLException {
        try (Connection reader = database.reader()) {
            for (String forbidden : List.of(
                    "delete from dw.dim_area",
                    "insert into dw.dim_bloc values (99, 'X', 'X')",
                    "select * from stg.template",
                    "select * from dw_part.fact_trade_2020",
                    "select * from ops.run",
                    "select * from batch.batch_job_instance",
                    "select * from mart.trade_all",
                    "select ops.ensure_year(2030)",
                    "set default_transaction_read_only = off; create temp table t (i int)",
                    "set default_transaction_read_only = off; create table mart.t (i int)",
                    "set default_transaction_read_only = off; update dw.dim_flow set flow_name = 'x'")) {
                assertThatThrownBy(() -> reader.createStatement().execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class)
                        .extracting(it -> ((SQLException) it).getSQLState())
                        .isIn("42501", "25006");
            }
        }
    }

    @Test
    void readerSeesTheForeignKeysOfTheFacts() throws SQLException {
        try (Connection reader = database.reader();
                var rows = reader.createStatement().executeQuery("""
                        select count(*) from information_schema.referential_constraints r
                        join information_schema.key_column_usage k using (constraint_schema, constraint_name)
                        where k.table_schema = 'dw' and k.table_name = 'fact_trade'""")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(13);
        }
    }

    @Test
    void loaderMakesStagesAndYearsButNoTablesOfItsOwn() {
        database.execute(
                "select ops.create_stage(7)",
                "select ops.create_stage(7)",
                "insert into stg.load_7 (value_usd, product_key, from_date, to_date, source_row, block_no, reporter_key, partner_key, flow_key, terms_key, status_key)"
                        + " values (1, 0, '2020-01-01', '2020-01-31', 1, 1, 1, 1, 1, 1, 1)",
                "select count(*) from stg.figure_7",
                "select ops.analyze_table('stg.load_7')",
                "select ops.truncate_stage(7)");
        assertThat(database.query("select count(*) from stg.load_7")).containsExactly("0");
        database.execute("select ops.drop_stage(7)", "select ops.ensure_year(2031)", "select ops.ensure_year(2031)");
        assertThat(database.query("select to_regclass('stg.load_7'), to_regclass('stg.figure_7'), "
                        + "(select count(*) from pg_inherits where inhrelid = to_regclass('dw_part.fact_trade_2031'))"))
                .containsExactly("||1");
        assertThatThrownBy(() -> database.execute("create table stg.mine (i int)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.execute("select ops.ensure_year(1800)"))
                .hasMessageContaining("not in dw.dim_period");
    }

    @Test
    void loaderMayNotChangeTheAuditTrail() {
        database.execute("insert into ops.audit (who, action) values ('aidos', 'approve')");
        assertThatThrownBy(() -> database.execute("delete from ops.audit")).hasMessageContaining("permission denied");
    }

    @Test
    void keysOfMembersComeFromSequencesTheLoaderMayUse() {
        assertThat(database.query("""
                insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level,
                  reporter_grain, partner_grain, preference) values ('X/M/HS/TOTAL×country', 'X', 'x', 'X', 'M', 'HS', 0, 'country', 'country', 1)
                returning dataset_key > 0""")).containsExactly("t");
        assertThat(
                        database.query(
                                "insert into dw.scope (scope_code, partners) values ('partner=BR', '{BR}') returning scope_key > 0, is_full"))
                .containsExactly("t|f");
    }

    @Test
    void monthsReachFrom1962To2050() {
        assertThat(database.query("select count(*), min(period_date), max(end_date) from dw.dim_period"))
                .containsExactly("1068|1962-01-01|2050-12-31");
        assertThat(database.query(
                        "select period_key, end_date, half_label, quarter_label, month_label, month_name, half_start, prior_year_date "
                                + "from dw.dim_period where period_date = '2024-08-01'"))
                .containsExactly("202408|2024-08-31|2024-H2|2024-Q3|2024-08|August|2024-07-01|2023-08-01");
    }

    @Test
    void everyTableViewAndFunctionSaysWhatItIs() {
        assertThat(database.query("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('dw', 'mart', 'stg', 'dw_part', 'ops', 'batch') and c.relkind in ('r', 'p', 'v')
                  and c.relname not like 'databasechangelog%' and obj_description(c.oid) is null
                union all
                select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in ('mart', 'ops') and obj_description(p.oid) is null""")).isEmpty();
    }

    @Test
    void migratingAgainChangesNothing() {
        List<String> before = database.query("select count(*), max(migrated_at) from ops.schema_state");
        database.database().migrate();
        assertThat(database.query("select count(*), max(migrated_at) from ops.schema_state"))
                .isEqualTo(before);
        database.database().requireSchema();
    }

    @Test
    void anEmptyDatabaseIsRefusedWithTheNextStep() {
        try (TestDatabase empty = TestDatabase.empty()) {
            assertThatThrownBy(() -> empty.database().requireSchema())
                    .isInstanceOfSatisfying(DatabaseException.class, it -> {
                        assertThat(it.code()).isEqualTo("TH-5006");
                        assertThat(it.nextStep()).isEqualTo("tradehouse db start");
                    });
        }
    }

    @Test
    void twoMigrationsAtOnceMakeOneSchemaAlsoAfterALockThatNobodyFreed() throws Exception {
        try (TestDatabase empty = TestDatabase.empty()) {
            try (Connection owner = empty.owner()) {
                owner.createStatement()
                        .execute(
                                "create schema ops; create table ops.databasechangeloglock "
                                        + "(id int primary key, locked boolean not null, lockgranted timestamp, lockedby varchar(255)); "
                                        + "insert into ops.databasechangeloglock values (1, true, now(), 'a process that was killed')");
            }
            List<Callable<Void>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(() -> {
                    empty.database().migrate();
                    return null;
                });
            }
            var threads = Executors.newFixedThreadPool(2);
            for (Future<Void> done : threads.invokeAll(both)) {
                done.get();
            }
            threads.shutdown();
            assertThat(empty.query("select count(*) from ops.schema_state")).containsExactly("1");
        }
    }

    @Test
    void aWarehouseOfANewerProgramIsLeftAlone() throws SQLException {
        try (TestDatabase newer = TestDatabase.fresh()) {
            try (Connection owner = newer.owner()) {
                owner.createStatement()
                        .execute(
                                "insert into ops.databasechangelog select 'next', author, filename, dateexecuted, "
                                        + "orderexecuted + 1, exectype, md5sum, description, comments, tag, liquibase, contexts, labels, deployment_id "
                                        + "from ops.databasechangelog limit 1; update ops.schema_state set schema_hash = repeat('0', 64)");
            }
            assertThatThrownBy(() -> newer.database().migrate())
                    .isInstanceOfSatisfying(
                            DatabaseException.class, it -> assertThat(it.code()).isEqualTo("TH-5009"));
        }
    }

    @Test
    void aServerThatCompilesStatementsDoesNotDoSoForUs() throws SQLException {
        try (TestDatabase ours = TestDatabase.fresh();
                Connection owner = ours.owner()) {
            owner.createStatement().execute("alter database " + owner.getCatalog() + " set jit = on");
            assertThat(ours.query("show jit")).containsExactly("off");
            try (Connection pooled = ours.dataSource().getConnection();
                    var rows = pooled.createStatement().executeQuery("show jit")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("off");
            }
        }
    }

    @Test
    void aMigratorThatIsNoSuperuserMakesTheSchema() throws SQLException {
        try (TestDatabase empty = TestDatabase.empty()) {
            Login owner = empty.database().login(Database.Role.MIGRATOR);
            String name = owner.url().substring(owner.url().lastIndexOf('/') + 1);
            try (Connection connection = empty.owner()) {
                connection
                        .createStatement()
                        .execute("do $$ begin if not exists (select from pg_roles where rolname = 'plain_owner') "
                                + "then create role plain_owner login password 'plain'; end if; end $$; "
                                + "alter database " + name + " owner to plain_owner");
            }
            Login plain = new Login(owner.url(), "plain_owner", "plain");
            Database database = new Database(
                    role -> role == Database.Role.MIGRATOR
                            ? plain
                            : empty.database().login(role),
                    false);
            database.migrate();
            database.requireSchema();
            assertThat(empty.query("select count(*) from mart.trade")).containsExactly("0");
            empty.execute(
                    "select ops.ensure_year(2031)",
                    "select ops.create_stage(1)",
                    "insert into ops.excluded select load_key, 1, 'x', 1 from ops.load");
        }
    }
}
