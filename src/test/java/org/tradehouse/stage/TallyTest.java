package org.tradehouse.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.load.Load;
import org.tradehouse.load.Outcome;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.Status;
import org.tradehouse.trade.Terms;
import org.tradehouse.trade.TradeRecord;

/** What staging notices while rows go by is what the database would have found among them. */
class TallyTest {
    private static final String KEY =
            "from_date, to_date, reporter_key, partner_key, partner2_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, code_level, nomenclature, supply_code";
    private static final List<String> AREAS = List.of("KZ", "CN", "CN-XJ", "RU", "W");

    private TestDatabase database;
    private Connection block;
    private Connection keys;
    private Load load;
    private int row;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.fresh();
        block = database.loader();
        block.setAutoCommit(false);
        keys = database.loader();
        load = Sample.load(database, "a");
    }

    @AfterEach
    void close() throws SQLException {
        block.close();
        keys.close();
        database.close();
    }

    @Test
    void sumsOverProductsAreThoseOfTheDatabase() throws SQLException {
        Random random = new Random(7);
        StageTable table = table();
        for (int number = 1; number <= 6; number++) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                outcomes.add(candidate(random));
            }
            write(table, number, outcomes);
        }
        sum(table);

        List<String> tallied = database.query(
                "select value_usd, net_weight_kg, n, %s from stg.tally_%d order by %1$s".formatted(KEY, load.key()));
        assertThat(tallied).hasSizeGreaterThan(500).containsExactlyElementsOf(database.query("""
                select sum(value_usd), sum(net_weight_kg), count(*), %s
                from stg.load_%d join dw.dim_product using (product_key) group by %1$s order by %1$s""".formatted(
                        KEY, load.key())));
        assertThat(database.query("select product_key from stg.goods_%d order by 1".formatted(load.key())))
                .containsExactlyElementsOf(database.query(
                        "select distinct product_key from stg.load_%d order by 1".formatted(load.key())));
    }

    @Test
    void figuresThatAreStatedOnceAreKnownToBe() throws SQLException {
        StageTable table = table();
        write(table, 1, List.of(figure("CN", "870323", 1), figure("CN", "870324", 1), figure("RU", "870323", 1)));
        sum(table);
        assertThat(isDistinct()).containsExactly("t");
    }

    @Test
    void aFigureThatIsStatedTwiceIsNotKnownToBeStatedOnce() throws SQLException {
        StageTable table = table();
        write(table, 1, List.of(figure("CN", "870323", 1), figure("CN", "870324", 2)));
        write(table, 2, List.of(figure("CN", "870323", 3)));
        sum(table);
        assertThat(isDistinct()).containsExactly("");
        assertThat(tallied()).containsExactly("3");
    }

    @Test
    void whoHasNotSeenTheBeginningSaysNothing() throws SQLException {
        write(table(), 1, List.of(figure("CN", "870323", 1)));
        StageTable again = table();
        write(again, 2, List.of(figure("CN", "870324", 1)));
        sum(again);
        assertThat(isDistinct()).containsExactly("");
        assertThat(tallied()).containsExactly("0");
    }

    @Test
    void stagingAgainFromZeroCountsFromZero() throws SQLException {
        StageTable table = table();
        write(table, 1, List.of(figure("CN", "870323", 1)));
        table.startAgain();
        block.commit();
        write(table, 1, List.of(figure("CN", "870323", 1), figure("RU", "870323", 1)));
        sum(table);
        assertThat(isDistinct()).containsExactly("t");
        assertThat(tallied()).containsExactly("2");
    }

    @Test
    void aSumBeyondWhatMoneyCanBeIsLeftToTheDatabase() throws SQLException {
        StageTable table = table();
        write(
                table,
                1,
                List.of(figure("CN", "870323", Long.MAX_VALUE / 2 - 1), figure("CN", "870324", Long.MAX_VALUE / 2)));
        write(table, 2, List.of(figure("CN", "870325", 9)));
        sum(table);
        assertThat(tallied()).containsExactly("0");
    }

    @Test
    void aMillionDifferentThingsAreDifferentAndAnyRepeatIsSeen() {
        Fingerprints fingerprints = new Fingerprints();
        for (long i = 0; i < 1_000_000; i++) {
            fingerprints.add(Fingerprints.mix(i));
        }
        assertThat(fingerprints.isDistinct()).isTrue();
        fingerprints.add(Fingerprints.mix(new Random(3).nextInt(1_000_000)));
        assertThat(fingerprints.isDistinct()).isFalse();
    }

    @Test
    void manySumsAreHandedOverInPartsThatAddUp() throws SQLException {
        database.query("select ops.create_stage(99)");
        Tally tally = new Tally(40);
        int parts = 0;
        for (int terms = 1; terms <= 12; terms++) {
            for (int i = 0; i < 240; i++) {
                add(tally, figure(AREAS.get(i % 3), "870323", 1_000), terms, i % 10);
            }
            List<BinaryRows> part = tally.part();
            parts += part.isEmpty() ? 0 : 1;
            Tally.write(block, 99, part);
        }
        assertThat(parts).isEqualTo(6);
        assertThat(tally.isComplete()).isTrue();
        tally.copy(block, 99);
        block.commit();
        assertThat(
                        database.query(
                                "select count(*) || ' ' || sum(n) || ' ' || sum(value_usd) || ' ' || count(distinct (partner_key, terms_key, unit_key)) from stg.tally_99"))
                .containsExactly("360 2880 2880.000 360");
    }

    @Test
    void aFileInNoOrderIsLeftToTheDatabase() {
        Tally tally = new Tally(40);
        Random random = new Random(5);
        for (int number = 1; number <= 3; number++) {
            for (int i = 0; i < 100; i++) {
                add(tally, candidate(random), i, 0);
            }
            assertThat(tally.part()).isEmpty();
        }
        assertThat(tally.isComplete()).isFalse();
    }

    @Test
    void whatIsStatedOnceIsKnownAlsoWhereSumsAreGivenUp() throws SQLException {
        StageTable table = table();
        write(
                table,
                1,
                List.of(figure("CN", "870323", Long.MAX_VALUE / 2 - 1), figure("CN", "870324", Long.MAX_VALUE / 2)));
        write(table, 2, List.of(figure("CN", "870325", 9)));
        sum(table);
        assertThat(tallied()).containsExactly("0");
        assertThat(isDistinct()).containsExactly("t");
    }

    @Test
    void moreThingsThanTheHeapCanSpareAreLeftToTheDatabase() {
        Fingerprints fingerprints = new Fingerprints(1_000);
        for (long i = 0; i < 1_000; i++) {
            fingerprints.add(Fingerprints.mix(i));
        }
        assertThat(fingerprints.isDistinct()).isTrue();
        fingerprints.add(Fingerprints.mix(1_000));
        assertThat(fingerprints.isDistinct()).isFalse();
    }

    private StageTable table() throws SQLException {
        return StageTable.open(
                block,
                keys,
                load,
                Long.parseLong(database.query("select max(run_id) from ops.run").get(0)));
    }

    private void write(StageTable table, int number, List<Outcome> outcomes) throws SQLException {
        table.write(number, outcomes);
        block.commit();
    }

    private void sum(StageTable table) throws SQLException {
        table.sum();
        block.commit();
    }

    private List<String> isDistinct() {
        return database.query("select is_distinct from ops.load where load_key = " + load.key());
    }

    private List<String> tallied() {
        return database.query("select coalesce(sum(n), 0) from stg.tally_" + load.key());
    }

    private Outcome figure(String partner, String code, long thousandths) {
        return Sample.accepted(++row, partner, code, thousandths);
    }

    private Outcome candidate(Random random) {
        int month = 1 + random.nextInt(12);
        TradeRecord trade = new TradeRecord(
                random.nextInt(5) == 0 ? Period.months(2023, 1, month) : Period.month(2021 + random.nextInt(3), month),
                Flow.values()[random.nextInt(4)],
                Sample.area("KZ"),
                area(random),
                random.nextInt(9) == 0 ? area(random) : Area.WORLD,
                product(random),
                "",
                new Terms("C0" + random.nextInt(2), "", "" + random.nextInt(2), "", "FOB", "general"),
                "" + random.nextInt(2),
                random.nextInt(7) == 0 ? new Status('E', 'F', false, true, false, false, false) : Status.NORMAL,
                random.nextLong(1_000_000_000) - 1_000,
                random.nextInt(3) == 0 ? 5_000 : Amount.MISSING,
                "KZT",
                Amount.MISSING,
                Amount.MISSING,
                random.nextBoolean() ? random.nextLong(1_000_000) : Amount.MISSING,
                Amount.MISSING,
                7_000,
                random.nextBoolean() ? "NO" : "",
                Amount.MISSING,
                "");
        return new Outcome.Accepted(Sample.row(Sample.FILE, ++row, "", "x", "y", "1"), trade, false);
    }

    private static void add(Tally tally, Outcome outcome, int terms, int unit) {
        tally.add(((Outcome.Accepted) outcome).trade(), 1, terms, unit, 0, 0, 1);
    }

    private static Area area(Random random) {
        return Sample.area(AREAS.get(random.nextInt(AREAS.size())));
    }

    private static Product product(Random random) {
        return random.nextInt(8) == 0
                ? Product.total("HS")
                : new Product("HS", "H5", "" + (random.nextBoolean() ? 1001 : 100119) + random.nextInt(10));
    }
}
