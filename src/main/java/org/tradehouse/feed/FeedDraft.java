package org.tradehouse.feed;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;

/** Turns a tree that was checked into a feed, with the defaults of the language. */
final class FeedDraft {
    private static final Feed.Dataset NO_FIGURES =
            new Feed.Dataset("", "", "", Map.of(), "UNKNOWN", 1, BigDecimal.ONE, false, false, null, null, "");
    private static final Feed.Coverage NO_PERIODS = new Feed.Coverage("", Set.of(), YearMonth.of(1962, 1));

    private final Tree.Section tree;

    FeedDraft(Tree.Section checked) {
        this.tree = checked;
    }

    Feed feed(Path file, String version, List<Feed.Alias> aliases) {
        Reference reference = ReferenceDraft.of(tree);
        return new Feed(
                tree.text("feed", ""),
                file,
                version,
                tree.text("title", ""),
                tree.text("publisher", ""),
                reference == null ? dataset(tree.section("dataset")) : NO_FIGURES,
                reference == null ? coverage(tree.section("coverage")) : NO_PERIODS,
                reference == null ? scope(tree.section("scope")) : new Feed.Scope(Feed.Extent.ALL, Feed.Extent.ALL),
                new Feed.Source(
                        tree.section("source").text("inbox", ""),
                        tree.section("source").texts("files")),
                layout(tree.section("layout")),
                tree.sections("captures").stream().map(FeedDraft::capture).toList(),
                fields(tree.section("constants")),
                columns(tree.section("columns")),
                tree.sections("wide").stream().map(FeedDraft::wide).toList(),
                tree.texts("ignore"),
                tree.sections("totals").stream().map(FeedDraft::total).toList(),
                tree.sections("exclude").stream().map(FeedDraft::rule).toList(),
                tree.sections("refuse").stream().map(FeedDraft::rule).toList(),
                fields(tree.section("breakdowns")),
                Feed.Duplicates.valueOf(constant(tree.text("duplicates", "refuse"))),
                edition(tree.section("edition")),
                checks(tree.section("checks")),
                schedule(),
                aliases,
                reference);
    }

    private static Feed.Dataset dataset(Tree.Section said) {
        String code = said.text("code", "");
        Map<Integer, String> editions = new TreeMap<>();
        Tree.Section declared = said.section("editions");
        declared.entries().keySet().forEach(it -> editions.put(Integer.valueOf(it), declared.text(it, "")));
        return new Feed.Dataset(
                code,
                said.text("code-with-reporter-region", code),
                said.text("nomenclature", ""),
                Collections.unmodifiableMap(editions),
                said.text("partner-basis", ""),
                Integer.parseInt(said.text("preference", "")),
                new BigDecimal(said.text("rounding-unit", "")),
                said.isTrue("truncated"),
                said.isTrue("cumulative"),
                flag(said, "exports-include-re-exports"),
                flag(said, "imports-include-re-imports"),
                said.text("rate-source", "ECB"));
    }

    private static @Nullable Boolean flag(Tree.Section said, String key) {
        return said.has(key) ? Boolean.valueOf(said.isTrue(key)) : null;
    }

    private static Feed.Coverage coverage(Tree.Section said) {
        Set<Flow> flows = EnumSet.noneOf(Flow.class);
        said.texts("flows").forEach(it -> flows.add(Flow.valueOf(it)));
        return new Feed.Coverage(
                said.text("reporter", ""), Collections.unmodifiableSet(flows), YearMonth.parse(said.text("since", "")));
    }

    private static Feed.Scope scope(Tree.Section said) {
        return new Feed.Scope(
                Feed.Extent.valueOf(constant(said.text("partners", ""))),
                Feed.Extent.valueOf(constant(said.text("products", ""))));
    }

    private static Feed.Layout layout(Tree.Section said) {
        String sheets = said.text("sheets");
        Set<Field> fillDown = EnumSet.noneOf(Field.class);
        said.texts("fill-down").forEach(it -> fillDown.add(Fields.named(it)));
        return new Feed.Layout(
                Feed.Format.valueOf(constant(said.text("format", ""))),
                said.text("encoding", "UTF-8"),
                character(said.text("delimiter", ",")),
                said.text("quote", "\"").equals("none") ? 0 : character(said.text("quote", "\"")),
                said.isTrue("trailing-empty"),
                sheets == null ? null : Pattern.compile(sheets),
                Integer.parseInt(said.text("header-rows", said.has("headers") ? "0" : "1")),
                said.texts("headers"),
                Collections.unmodifiableSet(fillDown),
                Integer.parseInt(said.text("blank-rows", "5")),
                said.texts("end-before").stream().map(Pattern::compile).toList(),
                Integer.parseInt(said.text("title-rows", "0")),
                said.text("rows", ""));
    }

    private static Feed.Capture capture(Tree.Section said) {
        return new Feed.Capture(
                said.text("place", ""),
                Pattern.compile(said.text("match", "")),
                said.isTrue("required"),
                said.text("else", ""));
    }

    private static List<Feed.Column> columns(Tree.Section said) {
        List<Feed.Column> columns = new ArrayList<>();
        said.entries().keySet().forEach(it -> columns.add(column(Fields.named(it), said.section(it))));
        return List.copyOf(columns);
    }

    private static Feed.Column column(Field field, Tree.Section said) {
        return new Feed.Column(
                field,
                said.texts("header"),
                said.isTrue("optional"),
                said.text("codes", ""),
                words(said.section("words")),
                said.texts("formats"),
                character(said.text("decimal", ".")),
                said.has("thousands") ? character(said.text("thousands", "")) : 0,
                new BigDecimal(said.text("factor", "1")),
                said.text("currency", ""),
                Collections.unmodifiableSet(new LinkedHashSet<>(said.texts("missing"))),
                said.text("blank"),
                said.texts("widths").stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()),
                Integer.parseInt(said.text("pad-to", "0")));
    }

    private static Map<String, String> words(Tree.Section said) {
        Map<String, String> words = new LinkedHashMap<>();
        said.entries().keySet().forEach(it -> words.put(it, said.text(it, "")));
        return Collections.unmodifiableMap(words);
    }

    private static Feed.WideColumn wide(Tree.Section said) {
        return new Feed.WideColumn(said.text("header", ""), fields(said));
    }

    private static Feed.Total total(Tree.Section said) {
        Map.Entry<Field, String> field = fields(said).entrySet().iterator().next();
        return new Feed.Total(
                field.getKey(), field.getValue(), said.isTrue("world"), Integer.parseInt(said.text("level", "0")));
    }

    private static Feed.Rule rule(Tree.Section said) {
        return new Feed.Rule(
                said.text("column", ""),
                Collections.unmodifiableSet(new LinkedHashSet<>(said.texts("is"))),
                Collections.unmodifiableSet(new LinkedHashSet<>(said.texts("is-not"))),
                said.text("because", ""));
    }

    /** The keys of a section that are fields, with their texts. */
    private static Map<Field, String> fields(Tree.Section said) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        said.entries().keySet().stream()
                .filter(Fields::isKnown)
                .forEach(it -> fields.put(Fields.named(it), said.text(it, "")));
        return Collections.unmodifiableMap(fields);
    }

    private static Feed.Edition edition(Tree.Section said) {
        String finalFrom = said.text("final-from");
        return new Feed.Edition(
                said.text("date-format", ""),
                said.text("else", "acquired").equals("end-of-newest-period"),
                said.text("status", "unknown"),
                finalFrom == null ? null : MonthDay.parse("--" + finalFrom));
    }

    private static Feed.Checks checks(Tree.Section said) {
        return new Feed.Checks(
                Long.parseLong(said.text("min-rows", "")),
                said.texts("truncated-at").stream().map(Long::valueOf).collect(Collectors.toUnmodifiableSet()),
                Percent.fraction(said.text("warn-rejected", "0.1 %")),
                Percent.fraction(said.text("max-rejected", "")),
                Double.parseDouble(said.text("magnitude", "5")),
                revisions(said.section("revisions")),
                unitValues(said.section("unit-values")),
                then(said.text("totals", "flag")),
                then(said.text("gaps", "info")),
                then(said.text("pending", "flag")));
    }

    private static Feed.Revisions revisions(Tree.Section said) {
        return new Feed.Revisions(
                Integer.parseInt(said.text("months", "0")),
                Percent.fraction(said.text("max-change", "2 %")),
                Percent.fraction(said.text("max-touched", "100 %")));
    }

    private static Feed.UnitValues unitValues(Tree.Section said) {
        return new Feed.UnitValues(
                !said.text("checked", "true").equals("false"),
                Percent.fraction(said.text("max-share", "5 %")),
                Integer.parseInt(said.text("top", "20")));
    }

    private static Feed.Then then(String word) {
        return Feed.Then.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Feed.@Nullable Schedule schedule() {
        Tree.Section said = tree.section("schedule");
        return tree.has("schedule")
                ? new Feed.Schedule(said.text("cron", "").strip(), ZoneId.of(said.text("zone", "")))
                : null;
    }

    private static char character(String text) {
        return text.equals("\\t") ? '\t' : text.charAt(0);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
