package org.tradehouse.feed;

import static org.tradehouse.feed.Shape.Key.optional;
import static org.tradehouse.feed.Shape.Key.required;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.tradehouse.feed.Shape.Items;
import org.tradehouse.feed.Shape.Key;
import org.tradehouse.feed.Shape.Named;
import org.tradehouse.feed.Shape.Section;
import org.tradehouse.feed.Shape.Table;
import org.tradehouse.feed.Shape.Text;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;

/** Every key of a feed: its name, what may stand below it, whether it must be there, and what it means. */
final class Language {
    private static final List<String> EXTENTS = List.of("all", "top");
    private static final List<String> FLOWS =
            Arrays.stream(Flow.values()).map(Flow::name).toList();
    private static final Text TEXT = Texts.any();
    private static final Shape TEXTS = new Named("texts", new Items(TEXT));
    private static final Text FLOW = Texts.oneOf("flow", FLOWS);
    private static final Text AREA = Texts.like("^[A-Z]{2}$", "KZ");
    private static final Text CURRENCY = Texts.like("^[A-Z]{3}$", "USD");
    private static final Text DATASET_CODE = Texts.like("^[A-Z][A-Z0-9_]{1,29}$", "KZ_BNS");
    private static final Text FIELD = Texts.oneOf("field", Fields.names());

    private static final Section DATASET = Section.of(
            required("code", DATASET_CODE, "Start of the derived dataset code, such as UN_COMTRADE."),
            optional(
                    "code-with-reporter-region",
                    DATASET_CODE,
                    "The same for files whose rows name the reporter's region. Default: code."),
            required(
                    "nomenclature",
                    Texts.oneOf("nomenclature", List.of("HS", "TNVED", "SITC")),
                    "Nomenclature of the product codes."),
            optional(
                    "editions",
                    new Table(Texts.like("^(19|20)\\d{2}$", "2022"), Texts.like("^(H[0-7]|S[1-4])$", "H6")),
                    "First year to edition in force, for files that do not say the edition: {2017: H5, 2022: H6}."),
            required(
                    "partner-basis",
                    Texts.oneOf("partner basis", List.of("ORIGIN", "CONSIGNMENT", "LAST_DESTINATION", "UNKNOWN")),
                    "How the publisher attributes partners (rule B7)."),
            required("preference", Texts.whole(1, 99), "Rank among the sources of a reporter; 1 is the headline."),
            required(
                    "rounding-unit",
                    Texts.decimal(),
                    "The publisher's unit of rounding in the currency of the value: 100 for 0.1 thousand USD."),
            optional(
                    "truncated",
                    Texts.flag(),
                    "true where the publisher truncates instead of rounding. Default: false."),
            optional(
                    "cumulative",
                    Texts.flag(),
                    "true where periods from January are year-to-date; months are derived. Default: false."),
            optional(
                    "exports-include-re-exports",
                    Texts.flag(),
                    "Whether X includes RX (rule B11). Absent: the publisher does not say."),
            optional(
                    "imports-include-re-imports",
                    Texts.flag(),
                    "Whether M includes RM (rule B11). Absent: the publisher does not say."),
            optional(
                    "rate-source",
                    Texts.like("^[A-Z][A-Z0-9_]{0,15}$", "ECB"),
                    "Where exchange rates come from. Default: ECB."));

    private static final Section COVERAGE = Section.of(
            optional("reporter", AREA, "ISO code of the reporter where the file does not say it."),
            optional(
                    "flows",
                    new Items(FLOW),
                    "Flows a complete file covers: a period present in one is covered in all. Absent: the flows present."),
            required(
                    "since",
                    Texts.like("^(19|20)\\d{2}-(0[1-9]|1[0-2])$", "2015-01"),
                    "Figures before this month are rejected (rule C6)."));

    private static final Section SCOPE = Section.of(
            required(
                    "partners",
                    Texts.oneOf("scope", EXTENTS),
                    "all: a file has every partner. top: each partner present is complete by itself, World stands for all."),
            required(
                    "products",
                    Texts.oneOf("scope", EXTENTS),
                    "all: a file has every product. top: each code present is complete by itself, TOTAL stands for all."));

    private static final Section SOURCE = Section.of(
            required(
                    "inbox",
                    Texts.like("^[a-z0-9][a-z0-9-]{0,63}$", "kz-bns"),
                    "Folder under the inbox of the installation."),
            required("files", new Items(Texts.glob()), "Patterns of file names, such as *.csv."));

    private static final Section LAYOUT = Section.of(
            required(
                    "format",
                    Texts.oneOf("format", List.of("csv", "workbook", "csv-or-workbook", "xml")),
                    "csv, workbook (XLS and XLSX are told apart by content), csv-or-workbook or xml."),
            optional("encoding", Texts.charset(), "Charset of a CSV; required there. The decoder is strict."),
            optional(
                    "delimiter", Texts.character(), "Between the fields of a CSV. Default: a comma; \"\\t\" is a tab."),
            optional(
                    "quote",
                    Texts.quote(),
                    "Around the fields of a CSV; none: quotes are letters. Default: a double quote."),
            optional(
                    "trailing-empty",
                    Texts.flag(),
                    "true: rows may have one extra empty field at the end. Default: false."),
            optional(
                    "sheets",
                    Texts.capturing(),
                    "Regular expression of sheet names to read. Absent: the only sheet that has the header."),
            optional("header-rows", Texts.whole(0, 9), "How many rows the header has. Default: 1, or 0 with headers."),
            optional("headers", TEXTS, "Column names, in order, of a file that has no header."),
            optional(
                    "title-rows",
                    Texts.whole(0, 9),
                    "So many rows of a CSV without header stand above its table; captures read them as title. Default: 0."),
            optional(
                    "rows",
                    Texts.like("^[A-Za-z_][\\w.-]*$", "item"),
                    "The element of an XML that is a row; its child elements are the cells."),
            optional("fill-down", new Items(FIELD), "Fields whose blank cells repeat the cell above."),
            optional("blank-rows", Texts.whole(1, 1000), "So many blank rows end a table. Default: 5."),
            optional(
                    "end-before",
                    new Items(Texts.regex()),
                    "A row whose first cell matches ends the table, such as a footnote."));

    private static final Section CAPTURE = Section.of(
            required(
                    "place",
                    Texts.like(
                            "^(file-name|sheet-name|title|header|sheet .+)$",
                            "file-name, sheet-name, title, header or sheet NAME"),
                    "file-name, sheet-name, title (cells above the header), header (a column name) or sheet NAME (any cell of another sheet)."),
            required(
                    "match",
                    Texts.capturing(),
                    "Regular expression; its named groups are fields in lower camel case: (?<year>\\d{4})."),
            optional("required", Texts.flag(), "true: the file is refused when nothing matches. Default: false."),
            optional("else", Texts.prose(400), "What to say then, naming the next step. Needed with required."));

    private static final Section WIDE_COLUMN = fields(
            List.of(required(
                    "header",
                    Texts.header(true),
                    "Name of the value column; ~ starts a regular expression whose named groups are fields.")),
            List.of());

    private static final Section TOTAL = fields(
                    List.of(),
                    List.of(
                            optional("world", Texts.flag(), "true: the row is World, the root of the hierarchy."),
                            optional(
                                    "level",
                                    Texts.whole(1, 20),
                                    "Depth of a heading that sums the rows after it, up to the next heading of the same or a lower level.")))
            .exactlyOne(List.of("world", "level"))
            .exactlyOne(Fields.names());

    private static final Section RULE = Section.of(
                    required("column", TEXT, "Name of a column as published."),
                    optional("is", TEXTS, "The row is meant when the cell is one of these."),
                    optional("is-not", TEXTS, "The row is meant when the cell is none of these."),
                    required("because", Texts.prose(200), "Why, in words an operator understands."))
            .exactlyOne(List.of("is", "is-not"));

    private static final Section EDITION = Section.of(
            optional("date-format", Texts.dateFormat(), "Format of a captured edition date, such as dd.MM.yyyy."),
            optional(
                    "else",
                    Texts.oneOf("edition date", List.of("acquired", "end-of-newest-period")),
                    "The edition date where no capture says it. Default: acquired."),
            optional(
                    "status",
                    Texts.oneOf("release status", List.of("provisional", "revised", "final", "unknown")),
                    "Release status of a file. Default: unknown."),
            optional(
                    "final-from",
                    Texts.like("^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$", "07-25"),
                    "A calendar year is final in editions from this day (month-day) of the following year. Absent: never."));

    private static final Section REVISIONS = Section.of(
            optional(
                    "months",
                    Texts.whole(1, 600),
                    "The publisher announces that periods up to so many months before the edition may change. A change of an older one is held. Absent: any period may."),
            optional(
                    "max-change",
                    Texts.percent(),
                    "A published total that changes by more is held (rule R3). Default: 2 %."),
            optional(
                    "max-touched",
                    Texts.percent(),
                    "More of the published figures changed or withdrawn is held. Default: 100 %, never."));

    private static final Section UNIT_VALUES = Section.of(
            optional("checked", Texts.flag(), "false: the weights of this publisher say nothing. Default: true."),
            optional(
                    "max-share",
                    Texts.percent(),
                    "More of the value with a unit value far from the usual is held (rule U5). Default: 5 %."),
            optional(
                    "top",
                    Texts.whole(0, 1_000),
                    "Such a unit value among so many largest figures is held. Default: 20."));

    private static final Section CHECKS = Section.of(
            required("min-rows", Texts.whole(1, 1_000_000_000_000L), "Fewer rows refuse the file."),
            optional(
                    "truncated-at",
                    new Items(Texts.whole(1, 1_000_000_000_000L)),
                    "Row counts that mean a cut download (rule A7)."),
            optional("warn-rejected", Texts.percent(), "More is said aloud. Default: 0.1 %."),
            required(
                    "max-rejected",
                    Texts.percent(),
                    "More is held: the larger of the share of rows and the share of value. Five times as much fails."),
            optional(
                    "magnitude",
                    Texts.decimal(),
                    "Largest factor against the median of earlier years (rule A6). Default: 5."),
            optional("revisions", REVISIONS, "What may change of what is published without anybody looking."),
            optional("unit-values", UNIT_VALUES, "Unit values far from those of the 36 months before."),
            optional(
                    "totals",
                    Texts.oneOf("consequence", List.of("flag", "hold", "refuse")),
                    "What a heading or turnover does that differs from its rows beyond rounding. Default: flag."),
            optional(
                    "gaps",
                    Texts.oneOf("consequence", List.of("info", "flag", "hold")),
                    "What a period does that is neither published nor in the file. Default: info."),
            optional(
                    "pending",
                    Texts.oneOf("consequence", List.of("info", "flag", "hold")),
                    "What a year, half-year or quarter does that its months do not add up to (rule DC-4). Default: flag."));

    private static final Section SCHEDULE = Section.of(
            required("cron", Texts.cron(), "Second, minute, hour, day of month, month, day of week: 0 30 2 * * *."),
            required("zone", Texts.zone(), "Time zone of the cron, such as Asia/Almaty."));

    /** The whole file. */
    static final Section FEED = Section.of(
            required(
                    "feed",
                    Texts.like("^[a-z0-9][a-z0-9-]{0,63}$", "kz-bns-trade-by-country"),
                    "Id of the feed, also the name of its file."),
            required("title", Texts.prose(120), "Name of the feed for people."),
            required("publisher", Texts.prose(120), "Who publishes the file."),
            required("dataset", DATASET, "What the figures are and how they may be added."),
            required("coverage", COVERAGE, "Which periods and flows the feed is about."),
            required("scope", SCOPE, "What a file is complete for."),
            required("source", SOURCE, "Where files come from."),
            required("layout", LAYOUT, "How a file is laid out."),
            optional(
                    "captures",
                    new Items(CAPTURE),
                    "What the file says once: in its name, its title, a sheet name or a header."),
            optional("constants", fields(List.of(), List.of()), "Fields that are the same for every row."),
            required(
                    "columns",
                    new Section("field", columns(), List.of()),
                    "Where each field stands and how its cells are read."),
            optional(
                    "wide",
                    new Items(WIDE_COLUMN),
                    "Value columns spread across the table, each with the fields it means."),
            optional(
                    "ignore",
                    new Items(Texts.header(false)),
                    "Columns that are known and not read; ~ starts a regular expression."),
            optional("totals", new Items(TOTAL), "Rows that are totals of others."),
            optional("exclude", new Items(RULE), "Rows that are left out and counted."),
            optional("refuse", new Items(RULE), "Rows that are rejected."),
            optional(
                    "breakdowns",
                    breakdowns(),
                    "Fields that break a figure down, and the code of their total: {transport: \"0\"}."),
            optional(
                    "duplicates",
                    Texts.oneOf("way with duplicates", List.of("refuse", "sum", "ignore-exact")),
                    "What repeated business keys mean (rule C3). Default: refuse."),
            optional("edition", EDITION, "Date and release status of a file."),
            required("checks", CHECKS, "Limits; a feed without limits cannot fail honestly."),
            optional("schedule", SCHEDULE, "When the feed is pulled, once a day at most. Absent: by hand."));

    private Language() {}

    private static Section fields(List<Key> before, List<Key> after) {
        Stream<Key> all = EnumSet.allOf(Field.class).stream().map(it -> optional(it.yamlName(), TEXT, Fields.doc(it)));
        return new Section(
                "field",
                Stream.of(before.stream(), all, after.stream())
                        .flatMap(it -> it)
                        .toList(),
                List.of());
    }

    private static Section breakdowns() {
        return new Section(
                "field",
                Fields.BREAKDOWNS.stream()
                        .map(it -> optional(it.yamlName(), TEXT, Fields.doc(it)))
                        .toList(),
                List.of());
    }

    private static List<Key> columns() {
        return EnumSet.allOf(Field.class).stream()
                .map(it -> optional(it.yamlName(), new Named(kind(it) + "-column", column(it)), Fields.doc(it)))
                .toList();
    }

    /** The kind of a column, by the keys it may have. */
    private static String kind(Field field) {
        if (Fields.MONEY.contains(field)) {
            return "money";
        }
        if (Fields.NUMBERS.contains(field)) {
            return "number";
        }
        return Fields.systems(field).size() > 5
                ? "area"
                : switch (field) {
                    case UNIT, UNIT2 -> "unit";
                    case PERIOD, PRODUCT, EDITION, CURRENCY, FLOW -> field.yamlName();
                    default -> "text";
                };
    }

    private static Section column(Field field) {
        List<Key> keys = new ArrayList<>(List.of(
                optional(
                        "header",
                        new Items(Texts.header(false)),
                        "Accepted names of the column; ~ starts a regular expression. Absent: captures, constants, wide columns or the operator say it."),
                optional("optional", Texts.flag(), "true: the file may lack the column. Default: false."),
                optional(
                        "words",
                        new Table(TEXT, field == Field.FLOW ? FLOW : TEXT),
                        "The publisher's words to ours; tried before codes."),
                optional("missing", TEXTS, "Marks that mean \"no figure\", besides a blank cell."),
                optional("blank", TEXT, "What a blank or missing cell stands for.")));
        if (!Fields.systems(field).isEmpty()) {
            keys.add(optional(
                    "codes",
                    Texts.oneOf("code system", Fields.systems(field)),
                    "Code system of the cells. Absent: our own codes."));
        }
        if (field == Field.PERIOD) {
            keys.add(optional(
                    "formats",
                    new Items(Texts.like("^(yyyy|yyyy[-/._ ]?MM|MM[-/._ ]yyyy)$", "yyyyMM, yyyy-MM or MM/yyyy")),
                    "How a period is written."));
        }
        if (field == Field.PRODUCT) {
            keys.add(optional("widths", new Items(Texts.whole(1, 12)), "Allowed numbers of digits. Absent: any."));
            keys.add(optional(
                    "pad-to",
                    Texts.whole(2, 12),
                    "Lost leading zeros of stored numbers are repaired up to this width."));
        }
        if (Fields.NUMBERS.contains(field)) {
            keys.add(optional(
                    "decimal", Texts.like("^[.,]$", "\",\""), "Decimal mark of numbers in text. Default: a point."));
            keys.add(optional("thousands", Texts.character(), "Thousands mark of numbers in text. Absent: none."));
            keys.add(optional(
                    "factor",
                    Texts.decimal(),
                    "What the number is multiplied with: 1000 for thousand USD. Default: 1."));
        }
        if (Fields.MONEY.contains(field)) {
            keys.add(optional("currency", CURRENCY, "ISO 4217 code of the currency, where the file does not say it."));
        }
        return new Section("key", List.copyOf(keys), List.of());
    }
}
