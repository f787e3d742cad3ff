package org.tradehouse.feed;

import static org.tradehouse.trade.Field.*;

import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** What single keys cannot tell: whether the parts of a feed fit together. */
final class Sense {
    private final Tree.Section feed;
    private final Tree.Section columns;
    private final Tree.Section layout;
    private final Sources sources;
    private final Problems problems;

    private Sense(Tree.Section feed, Problems problems) {
        this.feed = feed;
        this.columns = feed.section("columns");
        this.layout = feed.section("layout");
        this.sources = new Sources(feed, problems);
        this.problems = problems;
    }

    static void check(Tree.Section feed, String fileName, Problems problems) {
        Sense sense = new Sense(feed, problems);
        sense.checkName(fileName);
        sense.checkLayout();
        sense.checkCaptures();
        if (feed.entries().get("columns") instanceof Tree.Section) {
            sense.sources.check();
        }
        sense.checkNumbers();
        sense.checkRules("exclude");
        sense.checkRules("refuse");
        sense.checkWords();
        sense.checkTotals();
        sense.checkEdition();
        sense.checkLimits();
    }

    /** The same for a feed that brings no figures. */
    static void checkReference(Tree.Section feed, String fileName, Problems problems) {
        Sense sense = new Sense(feed, problems);
        sense.checkName(fileName);
        sense.checkLayout();
        sense.checkCaptures();
        sense.checkLimits();
        sense.checkDay();
        sense.checkEditionOfNames();
    }

    private void checkDay() {
        Tree.Section rates = feed.section("rates");
        if (feed.has("rates") && !rates.has("date") && !sources.say(EDITION_DATE)) {
            problems.add(
                    feed.lineOf("rates"),
                    "nothing says the day of the rates",
                    "Add rates.date with its column, or a capture with (?<editionDate>…).");
        }
        if (rates.has("currency") != rates.has("rate")) {
            problems.add(
                    feed.lineOf("rates"),
                    "rates names one of the columns currency and rate, and not the other",
                    "Add both; or neither, where each currency has a column of its own name.");
        }
    }

    private void checkEditionOfNames() {
        Tree.Section names = feed.section("nomenclature");
        if (feed.has("nomenclature") && names.has("edition") == (names.has("from") || names.has("to"))) {
            problems.add(
                    feed.lineOf("nomenclature"),
                    names.has("edition")
                            ? "nomenclature has both an edition and days from which rows hold"
                            : "nothing says the edition of the names",
                    "Write edition: H6, or from: and to: with the columns of the days.");
        }
    }

    private void checkName(String fileName) {
        String name = feed.text("feed");
        if (name != null && !name.equals(fileName)) {
            problems.add(
                    feed.lineOf("feed"),
                    "the feed '" + name + "' stands in a file called " + fileName + ".yaml",
                    "Give both the same name.");
        }
    }

    private void checkLayout() {
        String format = layout.text("format", "");
        if (format.startsWith("csv") && !layout.has("encoding")) {
            problems.add(
                    layout.line(),
                    "layout does not say the encoding",
                    "Add encoding: UTF-8, windows-1251 or another; it is never guessed.");
        }
        if (format.equals("workbook")) {
            refuseKeys(List.of("encoding", "delimiter", "quote", "trailing-empty"), "a workbook has none");
        }
        if (format.equals("csv")) {
            refuseKeys(List.of("sheets", "rows"), "a CSV has none");
        }
        if (format.equals("xml")) {
            refuseKeys(List.of("encoding", "delimiter", "quote", "sheets", "headers"), "an XML has none");
        }
        if (format.equals("xml") != layout.has("rows")) {
            problems.add(
                    layout.line(),
                    layout.has("rows") ? "layout.rows is for XML" : "layout does not say which element is a row",
                    "Write format: xml and rows: item, with the name of the element.");
        }
        int headerRows = layout.text("header-rows", "").equals("0") ? 0 : layout.has("header-rows") ? 1 : -1;
        if (headerRows == 0 && !layout.has("headers")) {
            problems.add(
                    layout.lineOf("header-rows"),
                    "the file has no header and layout.headers does not name its columns",
                    "Add headers: [first, second], in the order of the columns.");
        }
        if (headerRows == 1 && layout.has("headers")) {
            problems.add(
                    layout.lineOf("headers"),
                    "layout.headers is for files without a header, but header-rows is "
                            + layout.text("header-rows", ""),
                    "Leave one of the two out.");
        }
    }

    private void refuseKeys(List<String> keys, String because) {
        for (String key : keys) {
            if (layout.has(key)) {
                problems.add(layout.lineOf(key), "layout." + key + " means nothing: " + because, "Leave it out.");
            }
        }
    }

    private void checkCaptures() {
        for (Tree.Section capture : feed.sections("captures")) {
            boolean required = capture.isTrue("required");
            if (required && !capture.has("else")) {
                problems.add(
                        capture.line(),
                        "a required capture does not say what to do when nothing matches",
                        "Add else: with the next step for the operator.");
            }
            if (!required && Groups.of(capture.text("match", "")).isEmpty() && capture.has("match")) {
                problems.add(
                        capture.line(),
                        "this capture neither names a field nor is required",
                        "Add a named group such as (?<year>\\d{4}), or required: true.");
            }
        }
    }

    private void checkNumbers() {
        for (Field field : Fields.NUMBERS) {
            Tree.Section column = columns.section(field.yamlName());
            if (column.has("thousands") && column.text("thousands", "").equals(column.text("decimal", "."))) {
                problems.add(
                        column.lineOf("thousands"),
                        "decimal and thousands of " + field.yamlName() + " are the same mark",
                        "Write both as the publisher uses them, such as decimal: \",\" and thousands: \" \".");
            }
        }
    }

    private void checkRules(String kind) {
        List<String> known = new ArrayList<>(feed.texts("ignore"));
        columns.entries()
                .keySet()
                .forEach(it -> known.addAll(columns.section(it).texts("header")));
        known.addAll(layout.texts("headers"));
        boolean patterns = known.stream().anyMatch(it -> it.startsWith("~"));
        for (Tree.Section rule : feed.sections(kind)) {
            String column = rule.text("column");
            if (column != null && !patterns && known.stream().noneMatch(it -> Words.isSame(it, column))) {
                problems.add(
                        rule.lineOf("column"),
                        kind + " names the column '" + column + "', which is neither read nor ignored",
                        Nearest.to(column, known)
                                .map(it -> "Did you mean '" + it + "'?")
                                .orElse("Write the column as published, and add it to ignore if no field needs it."));
            }
        }
    }

    private void checkWords() {
        for (String field : columns.entries().keySet()) {
            Tree.Section words = columns.section(field).section("words");
            checkOnce(words.entries().keySet(), words, "columns." + field + ".words");
        }
    }

    private void checkOnce(Set<String> words, Tree.Section lines, String place) {
        Map<String, String> seen = new HashMap<>();
        for (String word : words) {
            String earlier = seen.putIfAbsent(Words.fold(word), word);
            if (earlier != null) {
                problems.add(
                        lines.lineOf(word),
                        place + " has '" + word + "' and '" + earlier + "', which read the same",
                        "Keep one; case, spaces and look-alike letters make no difference.");
            }
        }
    }

    private void checkTotals() {
        Map<String, Integer> seen = new HashMap<>();
        for (Tree.Section total : feed.sections("totals")) {
            if (total.has("world") && !total.isTrue("world")) {
                problems.add(
                        total.lineOf("world"),
                        "world: false says nothing",
                        "Write world: true, or level: with its depth.");
            }
            for (String field : total.entries().keySet()) {
                Integer earlier = Fields.isKnown(field)
                        ? seen.putIfAbsent(field + "\n" + Words.fold(total.text(field, "")), total.line())
                        : null;
                if (earlier != null) {
                    problems.add(
                            total.line(),
                            "the total '" + total.text(field, "") + "' stands in line " + earlier + " already",
                            "Keep one of the two.");
                }
            }
        }
    }

    private void checkEdition() {
        Tree.Section edition = feed.section("edition");
        if (sources.say(EDITION_DATE) && !edition.has("date-format")) {
            problems.add(
                    edition.line(),
                    "a date of the edition is captured and edition.date-format does not say how it is written",
                    "Add date-format: dd.MM.yyyy.");
        }
        String finalFrom = edition.text("final-from");
        if (finalFrom != null && finalFrom.matches("\\d\\d-\\d\\d") && !isDay(finalFrom)) {
            problems.add(
                    edition.lineOf("final-from"), "there is no day '" + finalFrom + "'", "Write month-day: 07-25.");
        }
        boolean onlyTotal = feed.section("constants").text("product", "").equals("TOTAL");
        if (feed.has("dataset")
                && !sources.say(EDITION)
                && !feed.section("dataset").has("editions")
                && !onlyTotal) {
            problems.add(
                    feed.lineOf("dataset"),
                    "nothing says the edition of the product codes",
                    "Add dataset.editions such as {2017: H5, 2022: H6}, or columns.edition with a header.");
        }
    }

    private static boolean isDay(String monthDay) {
        try {
            MonthDay.parse("--" + monthDay);
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private void checkLimits() {
        Tree.Section checks = feed.section("checks");
        String warn = checks.text("warn-rejected", "0.1 %");
        String most = checks.text("max-rejected", "");
        String percent = "\\d{1,3}(\\.\\d+)? ?%";
        if (warn.matches(percent) && most.matches(percent) && Percent.fraction(warn) > Percent.fraction(most)) {
            problems.add(
                    checks.lineOf("max-rejected"),
                    "max-rejected " + most + " is below warn-rejected " + warn,
                    "Warn first: make warn-rejected the smaller of the two.");
        }
    }
}
