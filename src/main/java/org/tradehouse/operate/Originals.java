package org.tradehouse.operate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.FeedException;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.SourceRow;
import org.tradehouse.normalise.Normaliser;
import org.tradehouse.operate.Explanation.FigureLine;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.TradeRecord;

/** Reads the rows of facts once more from the archived files, by today's feed and code lists, and compares. */
final class Originals {
    private final Rows rows;
    private final Feeds feeds;
    private final Path home;

    Originals(Rows rows, Feeds feeds, Path home) {
        this.rows = rows;
        this.feeds = feeds;
        this.home = home;
    }

    private record Spot(String sheet, int row) {}

    private record Archived(Load load, Path file, boolean intact) {}

    List<Original> of(List<FigureLine> figures) throws SQLException {
        Map<Integer, List<FigureLine>> byLoad = figures.stream()
                .collect(Collectors.groupingBy(FigureLine::loadKey, LinkedHashMap::new, Collectors.toList()));
        Map<String, Original> found = new LinkedHashMap<>();
        for (Map.Entry<Integer, List<FigureLine>> one : byLoad.entrySet()) {
            read(one.getKey(), one.getValue(), found);
        }
        return figures.stream()
                .map(it -> found.get(it.place() + it.flow() + it.period()))
                .toList();
    }

    private void read(int loadKey, List<FigureLine> figures, Map<String, Original> found) throws SQLException {
        Archived archived = archived(loadKey);
        Map<Spot, List<SourceRow>> read =
                new TreeMap<>(java.util.Comparator.comparing(Spot::sheet).thenComparingInt(Spot::row));
        String trouble = "";
        Normaliser normaliser = null;
        try {
            Feed feed = feeds.named(archived.load.feed());
            normaliser = Normaliser.of(feed, lists(feed), rates());
            read(feed, archived.load, spots(figures), read);
        } catch (LoadException | FeedException unreadable) {
            trouble = String.valueOf(unreadable.getMessage());
        }
        for (FigureLine figure : figures) {
            found.put(
                    figure.place() + figure.flow() + figure.period(),
                    original(figure, archived, read, normaliser, trouble));
        }
    }

    /** The rows a fact was read from: its own, and those that were merged into it. */
    private static Set<Spot> spots(FigureLine figure) {
        return figure.merged().isEmpty()
                ? Set.of(new Spot(figure.sheet(), figure.row()))
                : figure.merged().stream()
                        .map(it -> new Spot(it.sheet(), it.row()))
                        .collect(Collectors.toSet());
    }

    private static Set<Spot> spots(List<FigureLine> figures) {
        return figures.stream().flatMap(it -> spots(it).stream()).collect(Collectors.toSet());
    }

    private static void read(Feed feed, Load load, Set<Spot> wanted, Map<Spot, List<SourceRow>> read) {
        try (RowBlocks blocks = RowReader.of(feed).open(load)) {
            boolean oneSheet = wanted.stream().map(Spot::sheet).distinct().count() == 1;
            int last = wanted.stream().mapToInt(Spot::row).max().orElse(0);
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                for (SourceRow row : block.rows()) {
                    Spot spot = new Spot(row.part().sheet(), row.row());
                    if (wanted.contains(spot)) {
                        read.computeIfAbsent(spot, it -> new ArrayList<>()).add(row);
                    }
                    if (oneSheet && row.row() > last && wanted.stream().anyMatch(it -> it.sheet.equals(spot.sheet))) {
                        return;
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new LoadException(
                    "TH-1014",
                    load.fileName() + " cannot be read: " + unreadable.getMessage(),
                    "check the disk of the archive",
                    unreadable);
        }
    }

    private static Original original(
            FigureLine figure,
            Archived archived,
            Map<Spot, List<SourceRow>> read,
            @Nullable Normaliser normaliser,
            String trouble) {
        List<Original.RawLine> lines = new ArrayList<>();
        BigDecimal usd = null;
        for (Spot spot : spots(figure).stream()
                .sorted(java.util.Comparator.comparing(Spot::sheet).thenComparingInt(Spot::row))
                .toList()) {
            List<SourceRow> there = read.getOrDefault(spot, List.of());
            if (!there.isEmpty()) {
                Original.RawLine line = line(figure, spot, there, normaliser);
                lines.add(line);
                usd = line.usd() == null ? usd : usd == null ? line.usd() : usd.add(line.usd());
            }
        }
        return new Original(
                figure.place(),
                archived.file.toString(),
                archived.intact,
                lines,
                usd,
                figure.reportedUsd(),
                trouble.isEmpty() && lines.isEmpty() ? "the file has no such row" : trouble);
    }

    private static Original.RawLine line(
            FigureLine figure, Spot spot, List<SourceRow> there, @Nullable Normaliser normaliser) {
        SourceRow own = there.get(0);
        BigDecimal usd = null;
        for (SourceRow row : there) {
            if (normaliser != null
                    && normaliser.normalise(row) instanceof Outcome.Accepted accepted
                    && isOf(figure, accepted.trade())) {
                own = row;
                usd = Amount.decimal(accepted.trade().valueUsd());
            }
        }
        return new Original.RawLine(spot.sheet, spot.row, cells(own), usd);
    }

    /** A row of a wide table says several things: one of them is this fact. */
    private static boolean isOf(FigureLine figure, TradeRecord trade) {
        return trade.flow().name().equals(figure.flow())
                && !trade.period().from().isAfter(figure.from())
                && trade.period().to().equals(figure.to());
    }

    private static List<Original.Cell> cells(SourceRow row) {
        String value = row.text(Field.VALUE);
        List<Original.Cell> cells = new ArrayList<>();
        boolean marked = false;
        for (int i = 0; i < row.raw().size(); i++) {
            String column =
                    i < row.part().headers().size() ? row.part().headers().get(i) : "";
            String text = row.raw().get(i);
            boolean isValue =
                    !marked && (row.column().isEmpty() ? text.strip().equals(value) : column.equals(row.column()));
            marked |= isValue;
            if (!text.isBlank()) {
                cells.add(new Original.Cell(column, text, isValue));
            }
        }
        return cells;
    }

    private Archived archived(int loadKey) throws SQLException {
        return rows.list(
                        """
                        select l.feed, trim(l.sha256) as sha256, l.load_no, l.file_name, l.acquired_on, f.archive_path,
                          array(select key from jsonb_each_text(l.given) with ordinality g (key, value, n) order by n) as fields,
                          array(select value from jsonb_each_text(l.given) with ordinality g (key, value, n) order by n) as said
                        from ops.load l join ops.source_file f using (feed, sha256) where l.load_key = ?""",
                        row -> {
                            Path file = home.resolve(row.text("archive_path"));
                            return new Archived(
                                    new Load(
                                            loadKey,
                                            row.text("feed"),
                                            row.text("sha256"),
                                            (int) row.whole("load_no"),
                                            row.text("file_name"),
                                            file,
                                            row.date("acquired_on"),
                                            given(row.texts("fields"), row.texts("said"))),
                                    file,
                                    sha256(file).equals(row.text("sha256")));
                        },
                        loadKey)
                .get(0);
    }

    private static Map<Field, String> given(List<String> fields, List<String> said) {
        Map<Field, String> given = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            int at = fields.indexOf(field.yamlName());
            if (at >= 0) {
                given.put(field, said.get(at));
            }
        }
        return given;
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream digest =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException gone) {
            return "";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The code lists with the aliases that people taught, as a run meets them. */
    private CodeLists lists(Feed feed) throws SQLException {
        List<CodeLists.Alias> aliases = new ArrayList<>(feed.aliases().stream()
                .map(it -> new CodeLists.Alias(it.kind(), it.alias(), it.code()))
                .toList());
        aliases.addAll(rows.list(
                "select kind, alias, code from ops.alias where feed in ('*', ?) and retired_at is null order by feed <> '*', alias_id",
                row -> new CodeLists.Alias(row.text("kind"), row.text("alias"), row.text("code")),
                feed.name()));
        return CodeLists.seeded().withAliases(aliases);
    }

    private Rates rates() throws SQLException {
        return Rates.of(rows.list(
                "select rate_source, currency_code, period_date, per_usd, coalesce(day_count, 0) as day_count from dw.fx_rate",
                row -> new Rates.Rate(
                        row.text("rate_source"),
                        row.text("currency_code"),
                        YearMonth.from(row.date("period_date")),
                        row.exact("per_usd"),
                        (int) row.whole("day_count"))));
    }
}
