package org.tradehouse.normalise;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Field;

/**
 * What a file must say somewhere before a single row is read: flow, period, currency and reporter are never guessed
 * (feeds 0.1). Better one refusal with its next step than every row rejected.
 */
final class WholeFile {
    /** Places that hold for the whole file; what sheets and titles say is known only where they are read. */
    private static final Set<String> PLACES_OF_FILES = Set.of("file-name", "header");

    private final Feed feed;
    private final Flows flows;
    private final Money money;
    private final Map<Field, String> attributes;
    private final List<String> headers;

    WholeFile(Feed feed, Flows flows, Money money, Map<Field, String> attributes, List<String> headers) {
        this.feed = feed;
        this.flows = flows;
        this.money = money;
        this.attributes = attributes;
        this.headers = headers;
    }

    void requireKnown() {
        requireFlow();
        require(
                says(Field.PERIOD) || says(Field.YEAR),
                "TH-2102",
                "nothing says which months the file is about",
                sayIt("period=2024-05", Field.YEAR, "the months, such as 2024-05"));
        requireCurrency();
        require(
                !feed.coverage().reporter().isEmpty() || says(Field.REPORTER),
                "TH-2104",
                "nothing says which country declared the figures",
                sayIt("reporter=KZ", Field.REPORTER, "the country"));
        requireUnit(Field.QUANTITY, Field.UNIT);
        requireUnit(Field.QUANTITY2, Field.UNIT2);
    }

    private void requireFlow() {
        String nextStep = sayIt("flow=import", Field.FLOW, "import or export");
        require(
                says(Field.FLOW) || sayWideColumns(),
                "TH-2101",
                "nothing says whether the file holds imports or exports",
                nextStep);
        String flow = said(Field.FLOW);
        require(flow.isEmpty() || flows.of(flow).isPresent(), "TH-2101", "'" + flow + "' is no known flow", nextStep);
    }

    private void requireCurrency() {
        String nextStep = sayIt("currency=USD", Field.CURRENCY, "the currency");
        require(
                !Cells.of(feed, Field.VALUE).column().currency().isEmpty() || says(Field.CURRENCY),
                "TH-2103",
                "nothing says which currency the values are in",
                nextStep);
        String currency = said(Field.CURRENCY);
        require(
                currency.isEmpty() || money.currency(currency).isPresent(),
                "TH-2103",
                "'" + currency + "' is no known currency",
                nextStep);
    }

    private void requireUnit(Field quantity, Field unit) {
        require(
                !hasColumn(quantity) || says(unit),
                "TH-2105",
                "the file has a column of quantities (" + quantity.yamlName() + ") and nothing says their unit",
                sayIt(unit.yamlName() + "=kg", unit, "the unit"));
    }

    private static void require(boolean known, String code, String message, String nextStep) {
        if (!known) {
            throw new LoadException(code, message, nextStep);
        }
    }

    private String sayIt(String example, Field field, String words) {
        boolean named = feed.captures().stream().anyMatch(it -> it.place().equals("file-name") && names(it, field));
        String rename = named ? ", or name the file so that it says " + words : "";
        return "say it beside the file with --set " + example + rename;
    }

    private String said(Field field) {
        return Characters.trim(attributes.getOrDefault(field, ""));
    }

    private boolean says(Field field) {
        return !said(field).isEmpty()
                || feed.constants().containsKey(field)
                || Cells.of(feed, field).column().blank() != null
                || hasColumn(field)
                || sayNamesOfSheets(field)
                || feed.captures().stream().anyMatch(it -> !PLACES_OF_FILES.contains(it.place()) && names(it, field));
    }

    private boolean sayNamesOfSheets(Field field) {
        Pattern sheets = feed.layout().sheets();
        return sheets != null && sheets.pattern().contains(group(field));
    }

    private boolean sayWideColumns() {
        return feed.isWide()
                && feed.wide().stream()
                        .allMatch(it -> it.fields().containsKey(Field.FLOW)
                                || it.fields().containsKey(Field.MEASURE)
                                || it.header().contains(group(Field.FLOW)));
    }

    private boolean hasColumn(Field field) {
        return Cells.of(feed, field).column().headers().stream()
                .anyMatch(name -> headers.stream().anyMatch(header -> Published.isSame(name, header)));
    }

    private static boolean names(Feed.Capture capture, Field field) {
        return capture.match().pattern().contains(group(field));
    }

    /** {@code (?<toMonth>} for TO_MONTH. */
    private static String group(Field field) {
        StringBuilder name = new StringBuilder("(?<");
        String[] words = field.yamlName().split("-");
        name.append(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.append('>').toString();
    }
}
