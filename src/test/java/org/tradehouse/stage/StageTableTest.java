package org.tradehouse.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradehouse.stage.Sample.accepted;
import static org.tradehouse.stage.Sample.area;
import static org.tradehouse.stage.Sample.rejected;
import static org.tradehouse.stage.Sample.row;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.load.Code;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourcePart;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.Terms;
import org.tradehouse.trade.TradeRecord;

class StageTableTest {
    private final TestDatabase database = TestDatabase.fresh();
    private Connection block;
    private Connection keys;
    private Load load;
    private StageTable table;

    @BeforeEach
    void open() throws SQLException {
        block = database.loader();
        block.setAutoCommit(false);
        keys = database.loader();
        load = Sample.load(database, "a");
        table = StageTable.open(block, keys, load, runId());
    }

    @AfterEach
    void close() throws SQLException {
        block.close();
        keys.close();
        database.close();
    }

    @Test
    void acceptedRowsStandInTheStageWithTheirKeys() throws SQLException {
        table.write(1, List.of(accepted(2, "CN", "870323", 1_234_567), accepted(3, "W", "8703", 0)));
        block.commit();

        assertThat(database.query("""
                        select value_usd, value_national, fob_usd, net_weight_kg, quantity, quantity2, p.code, from_date, to_date,
                          source_row, part_key, block_no, r.area_code, a.area_code, partner2_key, flow_key, t.valuation, unit_code,
                          unit2_key, currency_key, obs_status || conf_status || row_kind, supply_code
                        from stg.load_%d join dw.dim_product p using (product_key) join dw.dim_area r on r.area_key = reporter_key
                        join dw.dim_area a on a.area_key = partner_key join dw.dim_terms t using (terms_key)
                        join dw.dim_unit using (unit_key) join dw.dim_status using (status_key) order by source_row""".formatted(load.key())))
                .containsExactly(
                        "1234.567||1234.567|12.345|7.000||870323|2023-05-01|2023-05-31|2|0|1|KZ|CN|1|1|FOB|NO|0|0|AFleaf|0",
                        "0.000||0.000|12.345|7.000||8703|2023-05-01|2023-05-31|3|0|1|KZ|W-??|1|1|FOB|NO|0|0|AFleaf|0");
    }

    /** Only columns that a row has filled are sent: those before it have the default, those after it what they say. */
    @Test
    void aColumnThatAFileFillsLateIsStagedForTheRowsThatFillIt() throws SQLException {
        var plain = accepted(2, "CN", "870323", 1);
        var full = filled(
                3,
                it -> new TradeRecord(
                        it.period(),
                        it.flow(),
                        it.reporter(),
                        it.partner(),
                        Sample.area("RU"),
                        it.product(),
                        "",
                        it.terms(),
                        "1",
                        it.status(),
                        3,
                        31,
                        "KZT",
                        32,
                        33,
                        34,
                        35,
                        36,
                        "KG",
                        37,
                        "NO"));
        table.write(1, List.of(plain, full, accepted(4, "CN", "870324", 4)));
        table.write(
                2,
                List.of(filled(
                        5,
                        it -> new TradeRecord(
                                it.period(),
                                it.flow(),
                                it.reporter(),
                                it.partner(),
                                it.partner2(),
                                it.product(),
                                "",
                                it.terms(),
                                "0",
                                it.status(),
                                5,
                                Amount.MISSING,
                                "",
                                Amount.MISSING,
                                Amount.MISSING,
                                Amount.MISSING,
                                Amount.MISSING,
                                Amount.MISSING,
                                "",
                                Amount.MISSING,
                                ""))));
        block.commit();
        assertThat(table.agrees()).isTrue();
        assertThat(database.query("""
                        select source_row, value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, u.unit_code, quantity2,
                          v.unit_code, c.currency_code, a.area_code, supply_code, block_no
                        from stg.load_%d s join dw.dim_unit u using (unit_key) join dw.dim_unit v on v.unit_key = unit2_key
                        join dw.dim_currency c using (currency_key) join dw.dim_area a on a.area_key = partner2_key order by 1""".formatted(load.key())))
                .containsExactly(
                        "2|0.001|||0.001|12.345||7.000|NO||-|---|W-??|0|1",
                        "3|0.003|0.031|0.032|0.033|0.034|0.035|0.036|KG|0.037|NO|KZT|RU|1|1",
                        "4|0.004|||0.004|12.345||7.000|NO||-|---|W-??|0|1",
                        "5|0.005|||||||-||-|---|W-??|0|2");
    }

    private static Outcome.Accepted filled(int row, UnaryOperator<TradeRecord> how) {
        var sample = accepted(row, "CN", "8703%02d".formatted(row), row);
        return new Outcome.Accepted(sample.row(), how.apply(sample.trade()), false);
    }

    @Test
    void everyRowOfABlockIsCountedOnce() throws SQLException {
        Written written = table.write(1, mixed(10));
        block.commit();

        assertThat(written).isEqualTo(new Written(2, 1, 2, 1, 1));
        assertThat(written.read()).isEqualTo(6);
        assertThat(table.totals()).isEqualTo(new Totals(2, 1, 2, 1, 1));
        assertThat(database.query("select rule, row_count from ops.excluded")).containsExactly("services|2");
        assertThat(
                        database.query(
                                "select block_no, staged_rows, control_rows, excluded_rows, rejected_rows, repaired_zeros from ops.stage_block"))
                .containsExactly("1|2|1|2|1|1");
    }

    @Test
    void rejectKeepsItsCellsItsReasonAndWhatCouldBeRead() throws SQLException {
        Outcome reject = rejected(
                row(Sample.FILE, 118, "", "СУАР КНР", "8703", "5.5", "more"),
                Code.UNKNOWN_REGION,
                "partner",
                "СУАР КНР",
                "CN-XJ");
        table.write(1, List.of(reject));
        block.commit();

        assertThat(database.query("""
                        select feed, file_name, sheet, row_no, column_name, raw_row, code, offending_value, detail, suggestion,
                          suggestion_score, parser_version, mapping_version, value_usd, a.area_code, partner_key, flow_key, from_date, to_date, state
                        from ops.reject left join dw.dim_area a on area_key = reporter_key"""))
                .containsExactly(
                        "sample|sample.csv||118|partner|{\"code\": \"8703\", \"value\": \"5.5\", \"partner\": \"СУАР КНР\", \"column 4\": \"more\"}"
                                + "|TH-2031|СУАР КНР|partner 'СУАР КНР' is no known region (row 118)|CN-XJ|0.931|0.1.0|7|5.500|KZ||1|2023-05-01|2023-05-31|open");
    }

    @Test
    void charactersTheDatabaseCannotKeepNeverStopABlock() throws SQLException {
        Outcome reject = rejected(
                row(Sample.FILE, 5, "", "a\0b", "\uD800", "x"), Code.BAD_CHARACTER, "partner\0", "a\0b\uDC00", "");
        Outcome excluded = new Outcome.Excluded(row(Sample.FILE, 6, ""), "rule\0");
        Outcome named = accepted(
                7,
                "CN",
                new Product("HS", "H5", "870390"),
                "Cars\0\uD800",
                1_000,
                new Terms("10", "a\0", "7", "\uD800", "FOB", "general"));
        table.write(1, List.of(reject, excluded, named));
        block.commit();

        assertThat(
                        database.query(
                                "select raw_row ->> 'partner', raw_row ->> 'code', offending_value, column_name from ops.reject"))
                .containsExactly("a\uFFFDb|\uFFFD|a\uFFFDb\uFFFD|partner\uFFFD");
        assertThat(database.query("select product_name from dw.dim_product where code = '870390'"))
                .containsExactly("Cars\uFFFD\uFFFD");
        assertThat(table.agrees()).isTrue();
    }

    @Test
    void badLabelOfAWideRowRejectsEachOfItsCells() throws SQLException {
        table.write(
                1,
                List.of(
                        rejected(
                                row(Sample.SHEET, 9, "Экспорт всего", "?", "1", "2"),
                                Code.UNKNOWN_AREA,
                                "Страна",
                                "?",
                                ""),
                        rejected(
                                row(Sample.SHEET, 9, "Импорт всего", "?", "1", "2"),
                                Code.UNKNOWN_AREA,
                                "Страна",
                                "?",
                                "")));
        block.commit();

        assertThat(database.query("select sheet, row_no, column_name from ops.reject order by column_name"))
                .containsExactly("12_2023|9|Страна / Импорт всего", "12_2023|9|Страна / Экспорт всего");
    }

    @Test
    void membersOfAnArchiveKeepTheirRowsApart() throws SQLException {
        SourcePart one = new SourcePart("one.csv", "", List.of("a"));
        SourcePart two = new SourcePart("two.csv", "", List.of("a"));
        table.write(
                1,
                List.of(
                        rejected(row(one, 2, "", "?"), Code.UNKNOWN_AREA, "a", "?", ""),
                        rejected(row(two, 2, "", "?"), Code.UNKNOWN_AREA, "a", "?", ""),
                        new Outcome.Accepted(
                                row(one, 3, "", "1"), accepted(3, "CN", "10", 1).trade(), false)));
        block.commit();

        assertThat(database.query("select sheet from ops.reject order by 1")).containsExactly("one.csv", "two.csv");
        assertThat(database.query("select member, part_key = (select part_key from stg.load_%d) from ops.source_part"
                        .formatted(load.key())))
                .containsExactly("one.csv|t");
    }

    @Test
    void controlTotalsKeepTheirPlace() throws SQLException {
        table.write(
                1,
                List.of(
                        new Outcome.ControlTotal(
                                row(Sample.SHEET, 8, "Экспорт всего", "Страны СНГ", "5", "6"),
                                "Страны СНГ",
                                1,
                                Period.year(2023),
                                Flow.X,
                                area("KZ"),
                                5_000),
                        new Outcome.ControlTotal(
                                row(Sample.SHEET, 8, "Товарооборот", "Страны СНГ", "5", "6"),
                                "Страны СНГ",
                                0,
                                Period.year(2023),
                                null,
                                area("KZ"),
                                11_000)));
        block.commit();

        assertThat(database.query("""
                        select block_no, sheet, source_row, source_column, label, level, area_code, flow_key, from_date, to_date, value_usd
                        from ops.control_total join ops.source_part using (part_key) join dw.dim_area on area_key = reporter_key order by level desc"""))
                .containsExactly(
                        "1|12_2023|8|Экспорт всего|Страны СНГ|1|KZ|1|2023-01-01|2023-12-31|5.000",
                        "1|12_2023|8|Товарооборот|Страны СНГ|0|KZ||2023-01-01|2023-12-31|11.000");
    }

    @Test
    void blockThatRollsBackLeavesNothingButNewMembers() throws SQLException {
        table.write(1, mixed(10));
        block.commit();
        table.write(2, List.of(accepted(50, "DE", "100199", 5)));
        block.rollback();

        assertThat(table.lastBlock()).isEqualTo(1);
        assertThat(table.agrees()).isTrue();
        table.write(2, List.of(accepted(50, "DE", "100199", 5)));
        block.commit();
        assertThat(table.lastBlock()).isEqualTo(2);
        assertThat(database.query(
                        "select count(*) from stg.load_%d join dw.dim_product using (product_key) where code = '100199'"
                                .formatted(load.key())))
                .containsExactly("1");
    }

    @Test
    void restartGoesOnAfterTheLastBlockOfAnotherAttempt() throws SQLException {
        table.write(1, mixed(10));
        table.write(2, mixed(20));
        block.commit();

        StageTable again = StageTable.open(block, keys, load, runId());
        assertThat(again.lastBlock()).isEqualTo(2);
        assertThat(again.agrees()).isTrue();
        assertThat(again.totals().read()).isEqualTo(12);
    }

    @Test
    void stageThatDiffersFromItsBlocksDoesNotAgree() throws SQLException {
        table.write(1, mixed(10));
        table.write(2, mixed(20));
        block.commit();
        for (String damage : List.of(
                "delete from stg.load_%d where source_row = 10 and block_no = 1",
                "delete from ops.reject where load_key = %d and block_no = 2",
                "delete from ops.control_total where load_key = %d and block_no = 2",
                "update ops.excluded set row_count = 1 where load_key = %d and block_no = 2",
                "delete from ops.stage_block where load_key = %d and block_no = 1",
                "update stg.load_%d set block_no = 3 where block_no = 2")) {
            block.createStatement().execute(damage.formatted(load.key()));
            assertThat(table.agrees()).as(damage).isFalse();
            block.rollback();
        }
        assertThat(table.agrees()).isTrue();
    }

    @Test
    void gapEndsTheContiguousBlocks() throws SQLException {
        table.write(1, mixed(10));
        table.write(3, mixed(30));
        block.commit();

        assertThat(table.lastBlock()).isEqualTo(1);
        assertThat(table.agrees()).isFalse();
    }

    @Test
    void startingAgainForgetsEveryBlock() throws SQLException {
        table.write(1, mixed(10));
        block.commit();
        table.startAgain();
        block.commit();

        assertThat(table.lastBlock()).isZero();
        assertThat(table.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0));
        assertThat(table.agrees()).isTrue();
        table.write(1, mixed(10));
        block.commit();
        assertThat(table.totals().read()).isEqualTo(6);
    }

    @Test
    void newProductComesWithItsLevelsAndGroups() throws SQLException {
        table.write(1, List.of(accepted(2, "CN", "870323", 1), accepted(3, "CN", "9999AA", 1)));
        block.commit();

        assertThat(database.query("""
                        select code, code_level, product_kind, is_valid_code, hs2_code, hs4_code, hs6_code, hs_section, is_agri_food
                        from dw.dim_product where nomenclature = 'HS' and edition = 'H5' order by code"""))
                .containsExactly("870323|6|GOODS|t|87|8703|870323|XVII|f", "9999AA|6|UNSPECIFIED|t|99|9999|||f");
    }

    @Test
    void longestPrefixDecidesOverAProductGroup() throws SQLException {
        owner("insert into dw.dim_product_group values (990, 'T', 'Test', 'test')");
        owner(
                "insert into dw.product_group_rule (group_key, code_prefix, is_excluded, is_proxy, note) values"
                        + " (990, '10', false, false, null), (990, '1006', true, false, null), (990, '100630', false, true, 'milled')");
        table.write(
                1,
                List.of(
                        accepted(2, "CN", "100199", 1),
                        accepted(3, "CN", "100610", 1),
                        accepted(4, "CN", "100630", 1)));
        block.commit();

        assertThat(
                        database.query(
                                "select code, is_proxy from dw.bridge_product_group join dw.dim_product using (product_key) where group_key = 990 order by 1"))
                .containsExactly("100199|f", "100630|t");
    }

    @Test
    void placeholderNameGivesWayToThePublishersWords() throws SQLException {
        Product car = new Product("HS", "H5", "870323");
        table.write(1, List.of(accepted(2, "CN", "870323", 1)));
        table.write(2, List.of(accepted(3, "CN", car, "Cars; 1500 to 3000 cc", 1, terms("C00", ""))));
        table.write(3, List.of(accepted(4, "CN", car, "Something else", 1, terms("C00", ""))));
        block.commit();

        assertThat(database.query("select product_name, hs6_name from dw.dim_product where code = '870323'"))
                .containsExactly("Cars; 1500 to 3000 cc|Cars; 1500 to 3000 cc");
    }

    @Test
    void proceduresAreNamedOnce() throws SQLException {
        Product car = new Product("HS", "H5", "870323");
        table.write(
                1,
                List.of(
                        accepted(2, "CN", car, "", 1, terms("10", "Ordinary trade")),
                        accepted(3, "CN", car, "", 1, terms("10", "ordinary")),
                        accepted(4, "CN", car, "", 1, terms("C00", "")),
                        accepted(5, "CN", car, "", 1, terms("39", ""))));
        block.commit();

        assertThat(
                        database.query(
                                "select procedure_code, procedure_name, transport_name from dw.dim_terms t where valuation = 'FOB' order by 1"))
                .containsExactly(
                        "10|Ordinary trade|All modes of transport",
                        "39|procedure 39|All modes of transport",
                        "C00|All procedures|All modes of transport");
    }

    @Test
    void codeThatIsTooLongNamesItsPlace() {
        Outcome wrong = accepted(77, "CN", new Product("HS", "H5", "870323"), "", 1, terms("Ordinary", ""));
        assertThatThrownBy(() -> table.write(1, List.of(wrong)))
                .isInstanceOfSatisfying(
                        LoadException.class, it -> assertThat(it.code()).isEqualTo("TH-1091"))
                .hasMessageContaining("customs procedure 'Ordinary' in row 77");
    }

    @Test
    void blockNeedsATransactionAndKeysMayHaveNone() throws SQLException {
        assertThatThrownBy(() -> StageTable.open(keys, keys, load, 1)).hasMessageContaining("needs a transaction");
        assertThatThrownBy(() -> StageTable.open(block, block, load, 1))
                .hasMessageContaining("commits every statement");
    }

    @Test
    void twoLoadsMayMeetTheSameNewProductsAtOnce() throws Exception {
        List<Outcome> forward = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            forward.add(accepted(i + 2, "CN", "%06d".formatted(100_000 + i), 1));
        }
        List<Outcome> backward = new ArrayList<>(forward);
        java.util.Collections.reverse(backward);
        Load second = Sample.load(database, "b");
        try (Connection otherBlock = database.loader();
                Connection otherKeys = database.loader()) {
            otherBlock.setAutoCommit(false);
            StageTable other = StageTable.open(otherBlock, otherKeys, second, runId());
            var thread = java.util.concurrent.CompletableFuture.runAsync(() -> write(other, otherBlock, backward));
            write(table, block, forward);
            thread.get();
        }
        assertThat(
                        database.query(
                                "select count(*), count(distinct code) from dw.dim_product where code like '10%' and edition = 'H5'"))
                .containsExactly("3000|3000");
    }

    @Test
    void emptyBlockIsABlock() throws SQLException {
        assertThat(table.write(1, List.of()).read()).isZero();
        block.commit();
        assertThat(table.lastBlock()).isEqualTo(1);
    }

    @Test
    void blocksThatAreEncodedAheadArriveAsTheyWere() throws SQLException {
        EncodedBlock first = table.encode(1, List.of(accepted(2, "CN", "870323", 1_234_567)));
        EncodedBlock second = table.encode(
                2,
                List.of(
                        accepted(3, "RU", "870324", 1),
                        rejected(row(Sample.FILE, 4, "", "x"), Code.UNKNOWN_AREA, "partner", "x", "")));
        table.write(List.of(first));
        table.write(List.of(second));
        block.commit();
        assertThat(database.query("select block_no || ' ' || source_row || ' ' || value_usd from stg.load_%d order by 1"
                        .formatted(load.key())))
                .containsExactly("1 2 1234.567", "2 3 0.001");
        assertThat(table.totals()).isEqualTo(new Totals(2, 0, 0, 1, 0));
        assertThat(table.agrees()).isTrue();
    }

    private static void write(StageTable table, Connection connection, List<Outcome> outcomes) {
        try {
            table.write(1, outcomes);
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<Outcome> mixed(int row) {
        return List.of(
                accepted(row, "CN", "870323", 1_000),
                accepted(row + 1, "DE", "10", 2_000),
                new Outcome.ControlTotal(
                        row(Sample.FILE, row + 2, ""), "CIS", 1, Period.month(2023, 5), Flow.X, area("KZ"), 3_000),
                new Outcome.Excluded(row(Sample.FILE, row + 3, ""), "services"),
                new Outcome.Excluded(row(Sample.FILE, row + 4, ""), "services"),
                rejected(row(Sample.FILE, row + 5, "", "?"), Code.UNKNOWN_AREA, "partner", "?", ""));
    }

    private static Terms terms(String procedure, String name) {
        return new Terms(procedure, name, "0", "", "FOB", "general");
    }

    private void owner(String statement) throws SQLException {
        try (Connection owner = database.owner()) {
            owner.createStatement().execute(statement);
        }
    }

    private long runId() {
        return Long.parseLong(database.query("select max(run_id) from ops.run").get(0));
    }
}
