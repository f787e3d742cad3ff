package org.tradehouse.operate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * Which figures a person means; what is not said is not narrowed.
 *
 * @param dataset its code, the beginning of it or its feed
 * @param reporter code or name; a country stands for its regions too
 * @param partner code or name; a country stands for its regions too
 * @param product a code and all below it
 * @param place LOAD:PART:ROW, as {@code explain} writes it beside each figure
 * @param asOf as published at that moment; null for now
 */
public record FigureFilter(
        @Nullable String dataset,
        @Nullable String reporter,
        @Nullable String partner,
        @Nullable String product,
        @Nullable Flow flow,
        @Nullable Period period,
        @Nullable Place place,
        @Nullable Instant asOf) {

    /** Everything there is. */
    public static final FigureFilter ALL = new FigureFilter(null, null, null, null, null, null, null, null);

    private static final Map<String, Flow> FLOWS = Map.of(
            "EXPORT",
            Flow.X,
            "EXPORTS",
            Flow.X,
            "IMPORT",
            Flow.M,
            "IMPORTS",
            Flow.M,
            "RE-EXPORT",
            Flow.RX,
            "RE-IMPORT",
            Flow.RM);
    private static final Pattern PERIOD =
            Pattern.compile("((?:19|20|21)\\d\\d)(?:-?(?:[Hh]([12])|[Qq]([1-4])|(\\d\\d?)))?");
    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,9}):(\\d{1,9})");
    private static final Pattern PRODUCT = Pattern.compile("\\d{2,12}|[Tt][Oo][Tt][Aa][Ll]");

    /** Where figures stand: load, part of its file and row. */
    public record Place(int load, int part, int row) {
        @Override
        public String toString() {
            return load + ":" + part + ":" + row;
        }
    }

    /**
     * The filter with one more word of a person, who need not say what kind of word it is: a place, a period, a flow, a
     * dataset (it has a slash), a product (digits that are no year), else the reporter and then the partner.
     *
     * @throws LoadException TH-4040 where a third area is named
     */
    public FigureFilter and(String word) {
        if (PLACE.matcher(word).matches()) {
            return withPlace(word);
        }
        if (PERIOD.matcher(word.split("\\.\\.")[0]).matches()) {
            return withPeriod(word);
        }
        if (flowOf(word) != null) {
            return withFlow(word);
        }
        if (word.contains("/")) {
            return withDataset(word);
        }
        if (PRODUCT.matcher(word).matches()) {
            return withProduct(word);
        }
        if (reporter == null) {
            return withReporter(word);
        }
        if (partner == null) {
            return withPartner(word);
        }
        throw new LoadException(
                "TH-4040",
                "'" + word + "' would be a third area after the reporter " + reporter + " and the partner " + partner,
                "tradehouse explain --help");
    }

    public FigureFilter withDataset(String code) {
        return new FigureFilter(code, reporter, partner, product, flow, period, place, asOf);
    }

    public FigureFilter withReporter(String area) {
        return new FigureFilter(dataset, area, partner, product, flow, period, place, asOf);
    }

    public FigureFilter withPartner(String area) {
        return new FigureFilter(dataset, reporter, area, product, flow, period, place, asOf);
    }

    /** TOTAL means all products. */
    public FigureFilter withProduct(String code) {
        return new FigureFilter(
                dataset, reporter, partner, code.equalsIgnoreCase("TOTAL") ? null : code, flow, period, place, asOf);
    }

    /** @throws LoadException TH-4040 for a word that is no flow */
    public FigureFilter withFlow(String word) {
        Flow found = flowOf(word);
        if (found == null) {
            throw new LoadException(
                    "TH-4040", "'" + word + "' is no flow: X for exports, M for imports", "tradehouse explain --help");
        }
        return new FigureFilter(dataset, reporter, partner, product, found, period, place, asOf);
    }

    /** @throws LoadException TH-4040 for what is no period */
    public FigureFilter withPeriod(String word) {
        return new FigureFilter(dataset, reporter, partner, product, flow, periodOf(word), place, asOf);
    }

    /** @throws LoadException TH-4040 for what is no place */
    public FigureFilter withPlace(String word) {
        Matcher said = PLACE.matcher(word);
        if (!said.matches()) {
            throw new LoadException("TH-4040", "'" + word + "' is no LOAD:PART:ROW", "tradehouse explain --help");
        }
        Place found = new Place(
                Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2)), Integer.parseInt(said.group(3)));
        return new FigureFilter(dataset, reporter, partner, product, flow, period, found, asOf);
    }

    public FigureFilter asOf(Instant moment) {
        return new FigureFilter(dataset, reporter, partner, product, flow, period, place, moment);
    }

    FigureFilter within(Period chosen) {
        return new FigureFilter(dataset, reporter, partner, product, flow, chosen, place, asOf);
    }

    /** The options that say the same, for a command to paste. */
    public String options() {
        List<String> words = new ArrayList<>();
        add(words, "--dataset", dataset);
        add(words, "--reporter", reporter);
        add(words, "--partner", partner);
        add(words, "--product", product);
        add(words, "--flow", flow == null ? null : flow.name());
        add(words, "--period", period == null ? null : period.label());
        return (place == null ? "" : place + " ") + String.join(" ", words);
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.add(option + " " + Say.word(value));
        }
    }

    private static @Nullable Flow flowOf(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        for (Flow flow : Flow.values()) {
            if (flow.name().equals(upper)) {
                return flow;
            }
        }
        return FLOWS.get(upper);
    }

    /** {@code 2022}, {@code 2022-H1}, {@code 2022-Q3}, {@code 2022-05}, or two of these with two dots between. */
    private static Period periodOf(String word) {
        try {
            String[] ends = word.split("\\.\\.", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException(word);
            }
            return new Period(one(ends[0]).from(), one(ends[ends.length - 1]).to());
        } catch (IllegalArgumentException none) {
            throw new LoadException(
                    "TH-4040",
                    "'" + word + "' is no period: 2022, 2022-H1, 2022-Q3, 2022-05 or 2022-01..2022-05",
                    "tradehouse explain --help",
                    none);
        }
    }

    private static Period one(String word) {
        Matcher said = PERIOD.matcher(word);
        if (!said.matches()) {
            throw new IllegalArgumentException(word);
        }
        int year = Integer.parseInt(said.group(1));
        if (said.group(2) != null) {
            int half = Integer.parseInt(said.group(2));
            return Period.months(year, half * 6 - 5, half * 6);
        }
        if (said.group(3) != null) {
            int quarter = Integer.parseInt(said.group(3));
            return Period.months(year, quarter * 3 - 2, quarter * 3);
        }
        return said.group(4) == null ? Period.year(year) : Period.month(year, Integer.parseInt(said.group(4)));
    }

    /** The period of a first and a last day. */
    static Period between(LocalDate from, LocalDate to) {
        return new Period(from, YearMonth.from(to).atEndOfMonth());
    }
}
