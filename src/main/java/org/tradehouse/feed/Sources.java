package org.tradehouse.feed;

import static org.tradehouse.trade.Field.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tradehouse.trade.Field;

/** Where each field of a feed comes from; a figure without flow, period, partner or currency is none. */
final class Sources {
    private final Tree.Section feed;
    private final Tree.Section columns;
    private final Problems problems;

    Sources(Tree.Section feed, Problems problems) {
        this.feed = feed;
        this.columns = feed.section("columns");
        this.problems = problems;
    }

    void check() {
        checkValue();
        checkFields();
    }

    private void checkValue() {
        Tree.Section value = columns.section("value");
        boolean wide = feed.has("wide");
        if (!columns.has("value") || !wide && !value.has("header")) {
            problems.add(
                    columns.lineOf("value"),
                    "no column holds the value",
                    "Add columns.value with its header, or the wide columns that hold it.");
        }
        if (columns.has("value") && !value.has("currency") && !columns.has("currency") && !say(CURRENCY)) {
            problems.add(
                    columns.lineOf("value"),
                    "nothing says the currency of the value",
                    "Add currency: USD to columns.value, or a column or capture of currency.");
        }
    }

    /** Whether a column, its word for a blank, a capture, a constant or a wide column says a field. */
    boolean say(Field field) {
        String name = field.yamlName();
        return columns.section(name).has("header")
                || columns.section(name).has("blank")
                || feed.section("constants").has(name)
                || captured().contains(Groups.name(field))
                || feed.sections("wide").stream()
                        .anyMatch(it ->
                                it.has(name) || Groups.of(it.text("header", "")).contains(Groups.name(field)));
    }

    private List<String> captured() {
        List<String> groups = new ArrayList<>();
        feed.sections("captures").forEach(it -> groups.addAll(Groups.of(it.text("match", ""))));
        return groups;
    }

    private void checkFields() {
        need(PARTNER, say(PARTNER), "");
        need(PRODUCT, say(PRODUCT), " A file about all goods together has constants: {product: TOTAL}.");
        need(
                REPORTER,
                say(REPORTER) || feed.section("coverage").has("reporter"),
                " One reporter for all rows is coverage.reporter.");
        need(
                FLOW,
                say(FLOW) || columns.section("flow").has("words"),
                " Words alone will do where the operator says it: flow: {words: {import: M, export: X}}.");
        need(PERIOD, say(PERIOD) || say(YEAR), " A capture of year, or of year and month, will do.");
        Set<Field> elsewhere =
                EnumSet.of(PERIOD, YEAR, MONTH, TO_MONTH, FLOW, REPORTER, PARTNER, PRODUCT, VALUE, CURRENCY);
        for (Field field : EnumSet.complementOf(EnumSet.copyOf(elsewhere))) {
            boolean wideNumber = feed.has("wide") && Fields.NUMBERS.contains(field);
            if (columns.has(field.yamlName()) && !wideNumber && !say(field)) {
                need(field, false, "");
            }
        }
    }

    private void need(Field field, boolean isThere, String also) {
        String name = field.yamlName();
        if (!isThere) {
            problems.add(
                    columns.lineOf(name),
                    "nothing says the " + name.replace('-', ' '),
                    "Add columns." + name + " with a header, a capture with (?<" + Groups.name(field)
                            + ">…), or a constant." + also);
        }
    }
}
