package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Power BI, Metabase and JDBC programs ask the catalogue when they connect, and what they must find. */
class BiCataloguesTest {
    private static BiDesk desk;

    @BeforeAll
    static void sitDown() throws SQLException {
        desk = new BiDesk("bi_catalogues");
    }

    @AfterAll
    static void leave() throws SQLException {
        desk.close();
    }

    @Test
    void powerBiListsTheContractAndTheStarAndNothingOfTheWorkshop() throws SQLException {
        List<String> tables = desk.asked("""
                select TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE from INFORMATION_SCHEMA.tables
                where TABLE_SCHEMA not in ('information_schema', 'pg_catalog') order by TABLE_SCHEMA, TABLE_NAME""");
        assertThat(tables)
                .contains(
                        "mart|trade|VIEW",
                        "mart|trade_annual|VIEW",
                        "mart|trade_span|VIEW",
                        "mart|turnover|VIEW",
                        "mart|dim_reporter|VIEW",
                        "mart|dim_partner|VIEW",
                        "mart|summary_trade_area|BASE TABLE",
                        "dw|fact_trade|BASE TABLE",
                        "dw|dim_area|BASE TABLE")
                .doesNotContain("mart|trade_all|VIEW", "mart|trade_annual_all|VIEW");
        assertThat(new TreeSet<>(BiDesk.cut(tables, 0))).isEqualTo(Set.of("dw", "mart"));
    }

    @Test
    void powerBiFindsColumnsWithTypesItKnows() throws SQLException {
        assertThat(powerBiColumns("mart", "turnover"))
                .contains("dataset_code|YES|character varying", "period_date|YES|date", "turnover_usd|YES|numeric");
        assertThat(powerBiColumns("dw", "fact_trade")).contains("reporter_key|NO|smallint", "value_usd|NO|numeric");
        assertThat(powerBiColumns("dw_part", "fact_trade_2022")).isEmpty();
        assertThat(powerBiColumns("ops", "run")).isEmpty();
    }

    private static List<String> powerBiColumns(String schema, String table) throws SQLException {
        return BiDesk.cut(desk.asked("""
                select COLUMN_NAME, ORDINAL_POSITION, IS_NULLABLE,
                  case when (data_type like '%%unsigned%%') then DATA_TYPE || ' unsigned' else DATA_TYPE end as DATA_TYPE
                from INFORMATION_SCHEMA.columns where TABLE_SCHEMA = '%s' and TABLE_NAME = '%s'
                order by TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION""".formatted(schema, table)), 0, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact_trade", "fact_trade_annual", "fact_trade_span"})
    void powerBiFindsEveryKeyOfAFactOnceFromBothSides(String fact) throws SQLException {
        List<String> outward = BiDesk.cut(powerBiKeys("fkcol", fact), 3, 1);
        assertThat(outward).containsExactlyInAnyOrderElementsOf(BiDesk.keysOf(fact));
        List<String> inward = new ArrayList<>();
        for (String dimension : new TreeSet<>(BiDesk.cut(outward, 1))) {
            powerBiKeys("pkcol", dimension).stream()
                    .map(line -> line.split("\\|"))
                    .filter(key -> key[4].equals(fact))
                    .forEach(key -> inward.add(key[3] + "|" + key[1]));
        }
        assertThat(inward).containsExactlyInAnyOrderElementsOf(BiDesk.keysOf(fact));
    }

    /** It pairs keys by the name of the constraint alone: a name that came twice would give relations that are none. */
    private static List<String> powerBiKeys(String side, String table) throws SQLException {
        return desk.asked("""
                select pkcol.TABLE_SCHEMA, pkcol.TABLE_NAME, pkcol.COLUMN_NAME, fkcol.COLUMN_NAME, fkcol.TABLE_NAME, fkcol.ORDINAL_POSITION
                from (select distinct constraint_catalog, constraint_schema, unique_constraint_schema, constraint_name, unique_constraint_name
                      from INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS) fkcon
                inner join INFORMATION_SCHEMA.KEY_COLUMN_USAGE fkcol
                  on fkcon.CONSTRAINT_SCHEMA = fkcol.CONSTRAINT_SCHEMA and fkcon.CONSTRAINT_NAME = fkcol.CONSTRAINT_NAME
                inner join INFORMATION_SCHEMA.KEY_COLUMN_USAGE pkcol
                  on fkcon.UNIQUE_CONSTRAINT_SCHEMA = pkcol.CONSTRAINT_SCHEMA and fkcon.UNIQUE_CONSTRAINT_NAME = pkcol.CONSTRAINT_NAME
                where %s.TABLE_SCHEMA = 'dw' and %1$s.TABLE_NAME = '%s' and pkcol.ORDINAL_POSITION = fkcol.ORDINAL_POSITION
                order by 4""".formatted(side, table));
    }

    @Test
    void powerBiFindsOneColumnAsTheKeyOfEachDimension() throws SQLException {
        List<String> keys = desk.asked("""
                select i.TABLE_NAME, ii.COLUMN_NAME
                from INFORMATION_SCHEMA.table_constraints i
                inner join INFORMATION_SCHEMA.key_column_usage ii
                  on i.CONSTRAINT_SCHEMA = ii.CONSTRAINT_SCHEMA and i.CONSTRAINT_NAME = ii.CONSTRAINT_NAME
                  and i.TABLE_SCHEMA = ii.TABLE_SCHEMA and i.TABLE_NAME = ii.TABLE_NAME
                where i.TABLE_SCHEMA = 'dw' and i.TABLE_NAME ~ '^(dim_|scope$)' and i.CONSTRAINT_TYPE = 'PRIMARY KEY'
                order by 1""");
        assertThat(keys)
                .contains("dim_area|area_key", "dim_product|product_key", "dim_period|period_date", "scope|scope_key");
        assertThat(BiDesk.cut(keys, 0)).doesNotHaveDuplicates();
    }

    @Test
    void metabaseSyncsWhatTheUserMayReadAndItsDescriptions() throws SQLException {
        List<String> tables = desk.asked("""
                with readable as (
                  select t.schema, t.name from (
                    select schemaname as schema, tablename as name from pg_catalog.pg_tables
                    union select schemaname, viewname from pg_catalog.pg_views
                    union select schemaname, matviewname from pg_catalog.pg_matviews) t
                  where t.schema !~ '^pg_' and t.schema <> 'information_schema'
                    and pg_catalog.has_schema_privilege(current_user, t.schema, 'usage')
                    and (pg_catalog.has_any_column_privilege(current_user, '"' || t.schema || '"."' || t.name || '"', 'select')
                      or pg_catalog.has_any_column_privilege(current_user, '"' || t.schema || '"."' || t.name || '"', 'insert')
                      or pg_catalog.has_any_column_privilege(current_user, '"' || t.schema || '"."' || t.name || '"', 'update')
                      or pg_catalog.has_table_privilege(current_user, '"' || t.schema || '"."' || t.name || '"', 'delete')))
                select n.nspname, c.relname, d.description
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on c.relnamespace = n.oid
                join readable r on r.schema = n.nspname and r.name = c.relname
                left join pg_catalog.pg_description d on c.oid = d.objoid and d.objsubid = 0 and d.classoid = 'pg_class'::regclass
                where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'f', 'm')""");
        assertThat(BiDesk.cut(tables, 0, 1))
                .contains("mart|trade", "mart|trade_span", "dw|fact_trade", "dw|dim_area")
                .noneMatch(name -> name.matches("(dw_part|stg|ops|batch)\\|.*|mart\\|trade(_annual)?_all"));
        assertThat(tables).noneMatch(line -> line.endsWith("|"));
    }

    @Test
    void metabaseFindsADescriptionForEveryFieldAndTheKeys() throws SQLException {
        List<String> fields = desk.asked("""
                select c.table_schema, c.table_name, c.column_name, pk.column_name is not null as is_key,
                  col_description(cast(cast(format('%I.%I', cast(c.table_schema as text), cast(c.table_name as text)) as regclass) as oid), c.ordinal_position) as says
                from information_schema.columns c
                left join (select tc.table_schema, tc.table_name, kc.column_name
                           from information_schema.table_constraints tc
                           join information_schema.key_column_usage kc
                             on tc.constraint_name = kc.constraint_name and tc.table_schema = kc.table_schema and tc.table_name = kc.table_name
                           where tc.constraint_type = 'PRIMARY KEY') pk
                  on c.table_schema = pk.table_schema and c.table_name = pk.table_name and c.column_name = pk.column_name
                where c.table_schema !~ '^information_schema|catalog_history|pg_'""");
        assertThat(new TreeSet<>(BiDesk.cut(fields, 0))).isEqualTo(Set.of("dw", "mart"));
        assertThat(fields).noneMatch(line -> line.endsWith("|"));
        assertThat(BiDesk.cut(fields, 0, 1, 2, 3))
                .contains("dw|dim_area|area_key|t", "dw|dim_area|area_code|f", "dw|dim_product|product_key|t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact_trade", "fact_trade_annual", "fact_trade_span"})
    void metabaseFindsTheKeysOfAFact(String fact) throws SQLException {
        assertThat(desk.asked("""
                select fk_column.attname, pk_table.relname
                from pg_constraint c
                join pg_class fk_table on c.conrelid = fk_table.oid
                join pg_namespace fk_ns on c.connamespace = fk_ns.oid
                join pg_attribute fk_column on c.conrelid = fk_column.attrelid
                join pg_class pk_table on c.confrelid = pk_table.oid
                join pg_namespace pk_ns on pk_table.relnamespace = pk_ns.oid
                join pg_attribute pk_column on c.confrelid = pk_column.attrelid
                where fk_ns.nspname !~ '^information_schema|catalog_history|pg_' and c.contype = 'f'::char
                  and fk_column.attnum = any (c.conkey) and pk_column.attnum = any (c.confkey)
                  and fk_ns.nspname = 'dw' and fk_table.relname = '%s'""".formatted(fact))).containsExactlyInAnyOrderElementsOf(BiDesk.keysOf(fact));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact_trade", "fact_trade_annual", "fact_trade_span"})
    void jdbcProgramsFindKeysAndRemarks(String fact) throws SQLException {
        try (Connection connection = desk.login()) {
            DatabaseMetaData catalogue = connection.getMetaData();
            List<String> keys = new ArrayList<>();
            try (var rows = catalogue.getImportedKeys(null, "dw", fact)) {
                while (rows.next()) {
                    keys.add(rows.getString("FKCOLUMN_NAME") + "|" + rows.getString("PKTABLE_NAME"));
                }
            }
            assertThat(keys).containsExactlyInAnyOrderElementsOf(BiDesk.keysOf(fact));
            try (var rows = catalogue.getColumns(null, "mart", "trade%", null)) {
                while (rows.next()) {
                    assertThat(rows.getString("REMARKS"))
                            .as(rows.getString("TABLE_NAME") + "." + rows.getString("COLUMN_NAME"))
                            .isNotBlank();
                }
            }
        }
    }
}
