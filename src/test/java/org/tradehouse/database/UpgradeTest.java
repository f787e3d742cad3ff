package org.tradehouse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A warehouse of an earlier schema, with figures in it, becomes today's. {@code src/test/resources/released} keeps such schemas
 * as they were; a released one is never edited.
 */
class UpgradeTest {
    private static final Path EARLIER = Path.of("src/test/resources/released/2026-11-25");
    private static final List<String> FIGURES = List.of(
            "select dataset_code, month_label, flow_code, partner_code, product_code, value_usd, net_weight_kg from mart.trade order by 1, 2, 3",
            "select dataset_code, year_no, flow_code, partner_code, value_usd from mart.trade_annual order by 1, 2, 3",
            "select dataset_code, period_date, partner_code, export_usd, import_usd, turnover_usd from mart.turnover order by 1, 2",
            "select dataset_code, from_date, flow_code, value_usd, control_usd, release_status, edition_date from mart.coverage order by 1, 2, 3");

    private static final Logger CHATTER = Logger.getLogger("liquibase");

    private static TestDatabase database;
    private static List<List<String>> before;

    @BeforeAll
    static void upgrade() throws Exception {
        TestDatabase.fresh().close(); // the roles of the server
        database = TestDatabase.empty();
        earlier();
        fill();
        before = FIGURES.stream().map(database::query).toList();
        database.database().migrate();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static void earlier() throws Exception {
        CHATTER.setLevel(Level.OFF);
        try (Connection owner = database.owner();
                var files = new DirectoryResourceAccessor(EARLIER)) {
            owner.createStatement().execute("create schema ops");
            var target = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(owner));
            target.setLiquibaseSchemaName("ops");
            target.setDefaultSchemaName("ops");
            var liquibase = new Liquibase("sql/changelog.yaml", files, target);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            Scope.child(
                    Map.of(Scope.Attr.ui.name(), new LoggerUIService()),
                    () -> liquibase.update(new Contexts(), new LabelExpression()));
        }
    }

    /** Kazakhstan's January and year with China from a first load; the year once more from a second, which changed the exports. */
    private static void fill() {
        database.execute(
                """
                insert into dw.dim_area (area_key, area_code, area_name, area_kind, country_key, country_code, country_name, region_code, region_name) values
                  (126, 'KZ', 'Kazakhstan', 'country', 126, 'KZ', 'Kazakhstan', 'KZ-??', 'not allocated'), (49, 'CN', 'China', 'country', 49, 'CN', 'China', 'CN-??', 'not allocated')""",
                """
                insert into dw.dim_dataset (dataset_key, dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference) values
                  (1, 'KZ_BNS/M/HS/TOTAL×country', 'made', 'made', 'KZ_BNS', 'M', 'HS', 0, 'country', 'country', 1), (2, 'KZ_BNS/A/HS/TOTAL×country', 'made', 'made', 'KZ_BNS', 'A', 'HS', 0, 'country', 'country', 1)""",
                "insert into dw.dim_product (nomenclature, edition, code, code_level, product_kind, product_name) values ('HS', '-', 'TOTAL', 0, 'TOTAL', 'All products')",
                "insert into dw.dim_terms values (1, '-', 'none', '0', 'All modes', 'FOB', 'general')",
                "insert into dw.dim_status (status_key, obs_status, conf_status) values (1, 'A', 'F')",
                """
                insert into ops.source_file values ('made', repeat('a', 64), 'first.csv', null, 1, 'a', '2024-02-01'), ('made', repeat('b', 64), 'second.csv', null, 1, 'b', '2024-03-01')""",
                """
                insert into ops.load (feed, sha256, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version, state) values
                  ('made', repeat('a', 64), 'first.csv', '2024-01-31', 'provisional', repeat('0', 64), 1, 1, '1', 'published'),
                  ('made', repeat('b', 64), 'second.csv', '2024-02-29', 'final', repeat('0', 64), 1, 1, '1', 'published')""",
                """
                insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at) values
                  (1, 'made', repeat('a', 64), 'first.csv', '2024-01-31', 'provisional', '2024-02-01'), (2, 'made', repeat('b', 64), 'second.csv', '2024-02-29', 'final', '2024-03-01')""",
                "insert into ops.source_file select 'made', repeat(c, 64), c || '.csv', null, 1, 'a', '2024-02-01' from unnest(array['c', 'd', 'e']) c",
                """
                insert into ops.load (feed, sha256, load_no, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version, state)
                select 'made', repeat(c, 64), n, c || '.csv', '2024-01-31', 'provisional', repeat('0', 64), 1, 1, '1', s
                from (values ('c', 1, 'refused'), ('d', 1, 'held'), ('d', 2, 'open'), ('e', 1, 'held')) l (c, n, s)""",
                "select ops.create_stage(load_key) from ops.load where state <> 'published'",
                "select ops.ensure_year(2023)",
                fact("fact_trade", "2023-01-01", 1, 1, 1, "100.001"),
                fact("fact_trade", "2023-01-01", 1, 2, 1, "50"),
                fact("fact_trade_annual", "2023-01-01", 2, 1, 2, "1300"),
                fact("fact_trade_annual", "2023-01-01", 2, 2, 1, "700.5"),
                """
                insert into dw.fact_trade_annual_history select 1200, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2, product_key, period_date,
                  1, scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, 2
                from dw.fact_trade_annual where flow_key = 1""",
                """
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, control_usd, release_status, edition_date) values
                  (1, 126, 1, '2023-01-01', '2023-01-31', 0, 1, 1, 100.001, 100.001, 'provisional', '2024-01-31'), (1, 126, 2, '2023-01-01', '2023-01-31', 0, 1, 1, 50, null, 'provisional', '2024-01-31'),
                  (2, 126, 1, '2023-01-01', '2023-12-31', 0, 2, 1, 1300, 1300, 'final', '2024-02-29'), (2, 126, 2, '2023-01-01', '2023-12-31', 0, 2, 1, 700.5, 700.5, 'final', '2024-02-29')""",
                """
                insert into mart.summary_trade_area (value_usd, net_weight_kg, row_count, from_date, to_date, scope_key, dataset_key, reporter_key, partner_key, flow_key)
                select value_usd, net_weight_kg, 1, period_date, date '2023-01-31', scope_key, dataset_key, reporter_key, partner_key, flow_key from dw.fact_trade
                union all select value_usd, net_weight_kg, 1, period_date, date '2023-12-31', scope_key, dataset_key, reporter_key, partner_key, flow_key from dw.fact_trade_annual""");
    }

    private static String fact(String table, String from, int dataset, int flow, int load, String usd) {
        return """
                insert into dw.%s (value_usd, net_weight_kg, product_key, period_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                select %s, 7, product_key, '%s', %d, 5, %d, 126, 49, %d, 1, 1 from dw.dim_product where product_kind = 'TOTAL' order by 1 limit 1""".formatted(table, usd, from, load, dataset, flow);
    }

    @Test
    void noFigureIsLostOrChanged() {
        assertThat(before).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        assertThat(FIGURES.stream().map(database::query).toList()).isEqualTo(before);
        database.database().requireSchema();
    }

    @Test
    void whatNobodyGoesOnWithIsNotStagedAnyMore() {
        assertThat(
                        database.query(
                                "select file_name, load_no, state from ops.load where to_regclass('stg.load_' || load_key) is not null order by 1"))
                .containsExactly("d.csv|2|open", "e.csv|1|held");
    }

    @Test
    void functionsThatAreMadeAnewMayBeCalledByTheLoaderAlone() throws Exception {
        try (var owner = database.owner();
                var make = owner.createStatement()) {
            make.execute("create function ops.made_anew() returns boolean language sql as 'select true'");
            make.execute("update ops.schema_state set schema_hash = 'of the version before'");
            database.database().migrate();
            assertThat(
                            database.query(
                                    "select p.oid::regprocedure from pg_proc p where pronamespace = 'ops'::regnamespace and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))"))
                    .isEmpty();
            assertThat(
                            database.query(
                                    "select count(*) from pg_proc p where pronamespace = 'ops'::regnamespace and not has_function_privilege('trade_loader', oid, 'execute')"))
                    .containsExactly("0");
            make.execute("drop function ops.made_anew()");
        }
    }

    @Test
    void whatWasSaidBeforeTheUpgradeCanBeAskedFor() {
        String exports = "select trim_scale(sum(value_usd)) from mart.trade_annual_as_of('%s') where flow_key = 1";
        assertThat(database.query(exports.formatted("2024-02-15"))).containsExactly("1200");
        assertThat(database.query(exports.formatted("2024-03-15"))).containsExactly("1300");
        assertThat(
                        database.query(
                                "select flow_code, vintage_no, is_live, trim_scale(value_usd), new_rows, edition_date from mart.revision where dataset_code like '%/A/%' order by 1 desc"))
                .as("one vintage a slice; what it changed was not counted then")
                .containsExactly("X|1|t|1300||2024-02-29", "M|1|t|700.5||2024-02-29");
        assertThat(
                        database.query(
                                "select source_name, trim_scale(value_usd), is_current from mart.explain_vintages where dataset_code like '%/A/%' and flow_code = 'X' order by 2"))
                .containsExactly("first.csv|1200|f", "second.csv|1300|t");
    }

    @Test
    void everyViewOfTodayAnswersAReader() throws Exception {
        List<String> views = database.query(
                "select relname from pg_class c where relnamespace = 'mart'::regnamespace and relkind = 'v' and has_table_privilege('trade_reader', c.oid, 'select') order by 1");
        assertThat(views).hasSizeGreaterThan(30);
        try (Connection reader = database.reader();
                var statement = reader.createStatement()) {
            for (String view : views) {
                assertThatCode(() -> statement.executeQuery("select * from mart." + view))
                        .as(view)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(database.query(
                        "select dataset_code, trim_scale(turnover_usd) from mart.turnover_year where complete"))
                .containsExactly("KZ_BNS/A/HS/TOTAL×country|2000.5");
    }

    @Test
    void everythingSaysWhatItIsAndNothingIsLeftOfWhatWent() {
        try (TestDatabase today = TestDatabase.fresh()) {
            for (String same : List.of(
                    "select table_schema, table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema in ('mart', 'dw', 'ops', 'stg', 'batch') and table_name !~ '_[0-9]+$' order by 1, 2, 3",
                    "select p.oid::regprocedure, obj_description(p.oid) from pg_proc p where pronamespace in ('mart'::regnamespace, 'ops'::regnamespace, 'dw'::regnamespace) order by 1",
                    "select c.oid::regclass, coalesce(a.attname, ''), coalesce(col_description(c.oid, a.attnum), obj_description(c.oid)) from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where c.relnamespace in ('mart'::regnamespace, 'dw'::regnamespace) and c.relkind in ('r', 'v', 'p') order by 1, 2",
                    "select c.conrelid::regclass, pg_get_constraintdef(c.oid) from pg_constraint c where c.connamespace in ('dw'::regnamespace, 'mart'::regnamespace, 'ops'::regnamespace) order by 1, 2",
                    "select indexdef from pg_indexes where schemaname in ('dw', 'mart', 'ops') and indexname !~ '_[0-9]{4}' order by 1")) {
                assertThat(database.query(same)).as(same).containsExactlyInAnyOrderElementsOf(today.query(same));
            }
        }
    }
}
