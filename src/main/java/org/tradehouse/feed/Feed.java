package org.tradehouse.feed;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;

/**
 * A publisher's recurring file, as {@code jobs/<reporter>/<feed>.yaml} declares it. Every key is explained in
 * {@code jobs/feed.schema.json} and in the handbook (feed-language.md).
 *
 * @param name the id of the feed, also the name of its file
 * @param file the YAML file it was read from
 * @param version SHA-256 of the YAML file and its alias file: an input of every load
 * @param constants fields that are the same for every row
 * @param wide columns of a wide table that are turned into rows; empty for a long table
 * @param ignore names of columns that are known and not read; {@code ~} starts a regular expression
 * @param aliases the publisher's spellings from {@code <feed>.aliases.csv}
 * @param reference what the file is where it holds no figures (rates, names, links); null for figures
 */
public record Feed(
        String name,
        Path file,
        String version,
        String title,
        String publisher,
        Dataset dataset,
        Coverage coverage,
        Scope scope,
        Source source,
        Layout layout,
        List<Capture> captures,
        Map<Field, String> constants,
        List<Column> columns,
        List<WideColumn> wide,
        List<String> ignore,
        List<Total> totals,
        List<Rule> exclude,
        List<Rule> refuse,
        Map<Field, String> breakdowns,
        Duplicates duplicates,
        Edition edition,
        Checks checks,
        @Nullable Schedule schedule,
        List<Alias> aliases,
        @Nullable Reference reference) {

    /**
     * What the figures are and how they may be added.
     *
     * @param code start of the derived dataset code, {@code UN_COMTRADE}
     * @param codeWithReporterRegion the same for files whose rows name the reporter's region; empty when equal
     * @param nomenclature {@code HS}, {@code TNVED}, {@code SITC}; where the edition column names SITC, that wins
     * @param editions first year to HS edition in force, for feeds whose files do not say it; empty otherwise
     * @param partnerBasis ORIGIN, CONSIGNMENT, LAST_DESTINATION, UNKNOWN (rule B7)
     * @param preference 1 = headline source of its reporter
     * @param roundingUnit the publisher's unit of rounding in the currency of the value column, e.g. 100 for 0.1 thousand USD
     * @param truncated the publisher truncates instead of rounding
     * @param cumulative periods that start in January are year-to-date: spans are stored, months derived
     * @param reExports whether X includes RX (rule B11); null = the publisher does not say
     * @param reImports whether M includes RM; null = the publisher does not say
     * @param rateSource where exchange rates come from, {@code ECB}
     */
    public record Dataset(
            String code,
            String codeWithReporterRegion,
            String nomenclature,
            Map<Integer, String> editions,
            String partnerBasis,
            int preference,
            BigDecimal roundingUnit,
            boolean truncated,
            boolean cumulative,
            @Nullable Boolean reExports,
            @Nullable Boolean reImports,
            String rateSource) {}

    /**
     * What periods and flows the feed is about.
     *
     * @param reporter ISO code where the file does not say it; empty otherwise
     * @param flows the flows a complete file covers; a period present in one is covered in all of them. Empty: the flows present
     * @param since figures before this month are rejected (rule C6)
     */
    public record Coverage(String reporter, Set<Flow> flows, YearMonth since) {}

    /** What a file is complete for in one direction. */
    public enum Extent {
        /** Everything. */
        ALL,
        /** Each value present is complete by itself; an aggregate present counts as its value (World, TOTAL = everything). */
        TOP
    }

    /** What a file is complete for; {@code --set partner-scope=all} and captures override. */
    public record Scope(Extent partners, Extent products) {}

    /**
     * Where files come from.
     *
     * @param inbox folder under {@code TRADEHOUSE_HOME/inbox}
     * @param files glob patterns of file names
     */
    public record Source(String inbox, List<String> files) {}

    /** CSV, workbook (XLS and XLSX are told apart by content), whichever of the two the content is, or XML. */
    public enum Format {
        CSV,
        WORKBOOK,
        CSV_OR_WORKBOOK,
        XML
    }

    /**
     * How the file is laid out.
     *
     * @param encoding Java charset name; only for CSV
     * @param delimiter only for CSV
     * @param quote only for CSV; 0 = none
     * @param trailingEmpty rows may have one extra empty field at the end
     * @param sheets regular expression of sheet names; null = the only sheet that has the header
     * @param headerRows how many rows the header has; 0 = the file has none and {@code headers} names the columns
     * @param headers declared column names of a file without header, in order
     * @param fillDown fields whose blank cells repeat the cell above
     * @param blankRows so many blank rows end a sheet's table
     * @param endBefore a row whose first cell matches ends the table (footnotes)
     * @param titleRows so many rows of a CSV without header stand above its table; captures read them as titles
     * @param rows the element of an XML file that is a row; its child elements are the cells
     */
    public record Layout(
            Format format,
            String encoding,
            char delimiter,
            char quote,
            boolean trailingEmpty,
            @Nullable Pattern sheets,
            int headerRows,
            List<String> headers,
            Set<Field> fillDown,
            int blankRows,
            List<Pattern> endBefore,
            int titleRows,
            String rows) {}

    /**
     * What the file says once. Named groups of the pattern are fields in lower camel case (year, month, toMonth, flow,
     * currency, editionDate, partnerScope). Two captures that disagree refuse the file.
     *
     * @param place {@code file-name}, {@code sheet-name}, {@code title} (cells above the header), {@code header} (a column name)
     *     or {@code sheet NAME} (any cell of another sheet)
     * @param required the file is refused when it does not match
     * @param elseSay the message then, naming the next step
     */
    public record Capture(String place, Pattern match, boolean required, String elseSay) {}

    /**
     * One column of the file.
     *
     * @param headers accepted names, compared after NFKC, case folding and collapsing of spaces; {@code ~} starts a regular expression
     * @param optional the file may lack it
     * @param codes code system of the cells: {@code m49}, {@code gacc-country}, {@code gacc-region}, {@code iso2}, {@code iso3},
     *     {@code iso3166-2}, {@code names-en}, {@code names-ru}, {@code names-zh}, {@code hs}, {@code comtrade-classification},
     *     {@code units-comtrade}, {@code units-comtrade-legacy}, {@code units-gacc}, {@code currency-names}; empty = as written
     * @param words the publisher's words to ours, compared like headers; tried before codes
     * @param formats of a period: {@code yyyy}, {@code yyyyMM}, {@code yyyy-MM}, {@code MM/yyyy}
     * @param decimal decimal mark of numbers in text
     * @param thousands thousands mark of numbers in text; 0 = none
     * @param factor what the number is multiplied with (1000 for thousand USD)
     * @param currency ISO 4217 of a value column; empty where a capture or column says it
     * @param missing marks that mean "no figure" besides a blank cell
     * @param blank what a blank or missing cell stands for; null = nothing
     * @param widths allowed numbers of digits of a product code; empty = any
     * @param padTo lost zeros are repaired up to this width for stored numbers; 0 = never
     */
    public record Column(
            Field field,
            List<String> headers,
            boolean optional,
            String codes,
            Map<String, String> words,
            List<String> formats,
            char decimal,
            char thousands,
            BigDecimal factor,
            String currency,
            Set<String> missing,
            @Nullable String blank,
            Set<Integer> widths,
            int padTo) {}

    /**
     * One value column of a wide table.
     *
     * @param header as in {@link Column#headers}; named groups of a regular expression are fields
     * @param fields what the column means, e.g. flow X
     */
    public record WideColumn(String header, Map<Field, String> fields) {}

    /**
     * Rows that are totals.
     *
     * @param field which field tells, mostly partner
     * @param value the publisher's words, compared like headers
     * @param world the row is World: the root of the hierarchy
     * @param level depth of a heading that sums the rows after it, up to the next heading of the same or a lower level; 0 for world
     */
    public record Total(Field field, String value, boolean world, int level) {}

    /**
     * A declared exclusion or refusal.
     *
     * @param column name of a column as published
     * @param is the row is meant when the cell is one of these
     * @param isNot the row is meant when the cell is none of these; empty with {@code is}
     * @param because why, in words an operator understands
     */
    public record Rule(String column, Set<String> is, Set<String> isNot, String because) {}

    /** What repeated business keys mean (rule C3). */
    public enum Duplicates {
        REFUSE,
        SUM,
        IGNORE_EXACT
    }

    /**
     * Edition and release status.
     *
     * @param dateFormat format of a captured edition date
     * @param endOfNewestPeriod the edition date is the end of the newest period in the file where no capture says it; else the day of acquisition
     * @param status provisional, revised, final or unknown
     * @param finalFrom a calendar year is final in editions from this day of the following year; null = never
     */
    public record Edition(
            String dateFormat,
            boolean endOfNewestPeriod,
            String status,
            @Nullable MonthDay finalFrom) {}

    /**
     * Limits. Shares are fractions of 1; the larger of the share of rows and the share of value counts.
     *
     * @param minRows fewer rows refuse the file
     * @param truncatedAt row counts that mean a cut download (rule A7)
     * @param warnRejected more is said aloud (exit 3)
     * @param maxRejected more is held; five times as much fails
     * @param magnitude rule A6: largest factor against the median of earlier years
     * @param totals what a stated total does that differs from its rows
     * @param gaps what a period does that is neither live nor in the file
     * @param pending what a year, half-year or quarter does that its months do not add up to
     */
    public record Checks(
            long minRows,
            Set<Long> truncatedAt,
            double warnRejected,
            double maxRejected,
            double magnitude,
            Revisions revisions,
            UnitValues unitValues,
            Then totals,
            Then gaps,
            Then pending) {

        /** Limits with everything else as it is where a feed does not say it. */
        public Checks(long minRows, Set<Long> truncatedAt, double warnRejected, double maxRejected, double magnitude) {
            this(
                    minRows,
                    truncatedAt,
                    warnRejected,
                    maxRejected,
                    magnitude,
                    Revisions.USUAL,
                    UnitValues.USUAL,
                    Then.FLAG,
                    Then.INFO,
                    Then.FLAG);
        }
    }

    /**
     * What the publisher may change of what is published without anybody looking (rule R3).
     *
     * @param months periods that ended so many months before the edition, or later, are announced to change; 0 = all are
     * @param maxChange more of a published total is held
     * @param maxTouched more of the published figures is held; 1 = never
     */
    public record Revisions(int months, double maxChange, double maxTouched) {
        /** Where a feed says nothing. */
        public static final Revisions USUAL = new Revisions(0, 0.02, 1);
    }

    /**
     * Unit values far from what is usual (rules U2 and U5).
     *
     * @param checked false for a publisher whose weights say nothing
     * @param maxShare a larger share of the value with an outlying unit value is held
     * @param top an outlying unit value among so many largest figures is held; 0 = none
     */
    public record UnitValues(boolean checked, double maxShare, int top) {
        /** Where a feed says nothing. */
        public static final UnitValues USUAL = new UnitValues(true, 0.05, 20);
    }

    /** What a finding does. */
    public enum Then {
        INFO,
        FLAG,
        HOLD,
        REFUSE
    }

    /** When the feed is pulled: one slot per local date in its zone. */
    public record Schedule(String cron, ZoneId zone) {}

    /** A publisher's spelling and our code. */
    public record Alias(String kind, String alias, String code) {}

    /** True where value columns are spread across the table. */
    public boolean isWide() {
        return !wide.isEmpty();
    }
}
