package org.tradehouse.normalise;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Field;

/** Rows of a feed for tests: a good row to start from, and what is different about it. */
final class Rows {
    static final LocalDate TODAY = LocalDate.of(2024, 3, 15);

    private final Feed feed;
    private final Map<Field, String> good = new EnumMap<>(Field.class);
    private final Normaliser normaliser;

    Rows(Feed feed) {
        this.feed = feed;
        this.normaliser = Normaliser.of(feed, CodeLists.seeded(), Rates.seeded(), TODAY);
    }

    static Feed feed(String file) {
        return Feeds.read(Path.of("jobs", file));
    }

    /** China's imports from Kazakhstan, all products, 2022. */
    static Rows comtrade() {
        return new Rows(feed("un/un-comtrade.yaml"))
                .good(Field.FREQUENCY, "A")
                .good(Field.PERIOD, "2022")
                .good(Field.REPORTER, "156")
                .good(Field.FLOW, "M")
                .good(Field.PARTNER, "398")
                .good(Field.PARTNER2, "0")
                .good(Field.EDITION, "H6")
                .good(Field.PRODUCT, "TOTAL")
                .good(Field.PROCEDURE, "C00")
                .good(Field.SUPPLY, "0")
                .good(Field.TRANSPORT, "0")
                .good(Field.UNIT, "-1")
                .good(Field.QUANTITY, "0")
                .good(Field.VALUE, "14819246516");
    }

    /** China's imports of wheat from Kazakhstan, May 2023, in yuan. */
    static Rows china() {
        return new Rows(feed("cn/cn-gacc-query-zh.yaml"))
                .good(Field.PERIOD, "202305")
                .good(Field.FLOW, "import")
                .good(Field.PARTNER, "145")
                .good(Field.PRODUCT, "10019900")
                .good(Field.QUANTITY, "1,250,000")
                .good(Field.UNIT, "千克")
                .good(Field.QUANTITY2, "0")
                .good(Field.UNIT2, "?")
                .good(Field.CURRENCY, "人民币")
                .good(Field.VALUE, "3,451,000");
    }

    /** Kazakhstan's exports to China, 2023, thousand dollars. */
    static Rows kazakhstan() {
        return new Rows(feed("kz/kz-bns-trade-by-country.yaml"))
                .good(Field.YEAR, "2023")
                .good(Field.FLOW, "X")
                .good(Field.PRODUCT, "TOTAL")
                .good(Field.PARTNER, "Китай")
                .good(Field.VALUE, "14666158.3001");
    }

    Rows good(Field field, String text) {
        good.put(field, text);
        return this;
    }

    Normaliser normaliser() {
        return normaliser;
    }

    Outcome normalise() {
        return normaliser.normalise(row(Map.of(), 0));
    }

    Outcome with(Field field, String text) {
        return normaliser.normalise(row(Map.of(field, text), 0));
    }

    Outcome with(Field field, String text, Field other, String otherText) {
        return normaliser.normalise(row(Map.of(field, text, other, otherText), 0));
    }

    Outcome with(Map<Field, String> different) {
        return normaliser.normalise(row(different, 0));
    }

    /** The cell was a stored number of a workbook. */
    Outcome withNumber(Field field, String text) {
        return normaliser.normalise(row(Map.of(field, text), 1L << field.ordinal()));
    }

    /** A long table has every declared column, under its first name; a wide one names its value column on the row. */
    SourceRow row(Map<Field, String> different, long numbers) {
        String[] values = new String[Field.count()];
        List<String> headers = new ArrayList<>();
        List<String> raw = new ArrayList<>();
        for (Field field : Field.values()) {
            values[field.ordinal()] = different.getOrDefault(field, good.getOrDefault(field, ""));
        }
        for (Feed.Column column : feed.columns()) {
            if (!column.headers().isEmpty() && (!column.optional() || good.containsKey(column.field()))) {
                headers.add(column.headers().get(0));
                raw.add(values[column.field().ordinal()]);
            }
        }
        String wide = feed.isWide() ? "Экспорт всего" : "";
        return new SourceRow(new SourcePart("", "", headers), 7, wide, values, numbers, raw);
    }
}
