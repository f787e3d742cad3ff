package org.tradehouse.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.Severity;
import org.tradehouse.normalise.Normaliser;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.settle.Settlement;
import org.tradehouse.stage.StageTable;
import org.tradehouse.stage.Totals;
import org.tradehouse.trade.Field;

/** Real files from reading to checking; skipped where the samples are not there. */
class PublishersFilesTest {
    private final Path samples = Path.of(System.getProperty("samples", "none"));
    private final TestDatabase database = TestDatabase.fresh();
    private Connection block;
    private Connection keys;

    @BeforeEach
    void open() throws SQLException {
        block = database.loader();
        block.setAutoCommit(false);
        keys = database.loader();
    }

    @AfterEach
    void close() throws SQLException {
        block.close();
        keys.close();
        database.close();
    }

    @Test
    void groupsAndTurnoverOfTheBureauOfStatisticsAgreeWithTheirRows() throws Exception {
        Load load = load("kz-bns-trade-by-country", "kz-bns/bns_trade_by_country_2023.xls");
        Totals totals = stageAndSettle(load);

        assertThat(totals.control()).isPositive();
        assertThat(totals.rejected()).isZero();
        List<Finding> findings = check(load);
        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.INFO);
        assertThat(findings).anySatisfy(it -> assertThat(it.message()).contains("group headings agree"));
        assertThat(findings).anySatisfy(it -> assertThat(it.message()).contains("turnover figures agree"));
    }

    @Test
    void changedRowIsFoundByEveryHeadingAboveIt() throws Exception {
        Load load = load("kz-bns-trade-by-country", "kz-bns/bns_trade_by_country_2023.xls");
        stageAndSettle(load);
        database.execute("""
                update stg.load_%d set value_usd = value_usd + 1000000
                where partner_key = (select area_key from dw.dim_area where area_code = 'DE') and flow_key = 1""".formatted(load.key()));

        assertThat(check(load))
                .filteredOn(it -> it.severity() == Severity.FLAG && it.message().contains("Exports 2023"))
                .hasSize(3)
                .allSatisfy(it ->
                        assertThat(it.message()).startsWith("sheet 2023, row 2").contains("difference -1 000 000 USD"));
    }

    @Test
    void importsOfChinaFromItselfAreFlagged() throws Exception {
        Load load = load("un-comtrade", "comtrade-new/TradeData_totals_CHN_DEU_USA_2022.csv");
        stageAndSettle(load);
        assertThat(check(load))
                .filteredOn(it -> it.rule().equals("B4"))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).startsWith("Imports of CN to itself, 2022: 1 figure"));
    }

    private Load load(String feed, String file) {
        Path path = samples.resolve(file);
        assumeTrue(Files.exists(path), "no sample " + file);
        String sha256 = "f".repeat(64);
        database.execute(
                "insert into ops.source_file values ('%s', '%s', 'x', null, 1, 'x', now())".formatted(feed, sha256),
                """
                insert into ops.load (feed, sha256, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version)
                values ('%s', '%s', 'x', '2024-01-31', 'provisional', '%s', 1, 1, '0.1.0')""".formatted(feed, sha256, sha256),
                "insert into ops.run (feed, trigger_kind, started_by) values ('%s', 'person', 'test')".formatted(feed));
        Map<Field, String> given = new EnumMap<>(Field.class);
        return new Load(1, feed, sha256, 1, path.getFileName().toString(), path, LocalDate.of(2024, 2, 1), given);
    }

    private Totals stageAndSettle(Load load) throws SQLException, IOException {
        StageTable table = StageTable.open(block, keys, load, 1);
        Normaliser normaliser = Normaliser.of(feed(load), CodeLists.seeded(), Rates.seeded());
        try (RowBlocks blocks = RowReader.of(feed(load)).open(load)) {
            load.given().putAll(blocks.attributes());
            for (RowBlock rows = blocks.next(); rows != null; rows = blocks.next()) {
                table.write(
                        rows.number(),
                        rows.rows().stream().map(normaliser::normalise).toList());
                block.commit();
            }
        }
        assertThat(table.agrees()).isTrue();
        Settlement.of(feed(load)).settle(block, load, 1);
        block.commit();
        return table.totals();
    }

    private List<Finding> check(Load load) throws SQLException {
        return LoadCheck.check(block, load, feed(load));
    }

    private static Feed feed(Load load) {
        return Feeds.in(Path.of("jobs")).named(load.feed());
    }
}
