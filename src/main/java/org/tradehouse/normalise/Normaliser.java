package org.tradehouse.normalise;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.Terms;
import org.tradehouse.trade.TradeRecord;
import org.tradehouse.trade.Words;

/**
 * Turns each row of a publisher's file into exactly one outcome, so that the counts always add up (rules, principle 2).
 * Bad data is an outcome, never an exception. One normaliser serves one thread: it remembers what it has resolved.
 */
public final class Normaliser {
    private static final int LABEL_LENGTH = 200;
    private static final String TURNOVER = "turnover";

    private final Feed feed;
    private final Published published;
    private final Conditions refusals;
    private final Conditions exclusions;
    private final TotalRows totals;
    private final Periods periods;
    private final Flows flows;
    private final Areas areas;
    private final Products products;
    private final Movement movement;
    private final Money money;
    private final Goods goods;
    private final Cells productName;
    private final Characters characters = new Characters();
    private final Cache<String, Boolean> isTurnover = new Cache<>(text -> Words.isSame(text, TURNOVER));

    private Normaliser(Feed feed, CodeLists seeded, Rates rates, LocalDate today) {
        CodeLists lists = withAliases(feed, seeded);
        this.feed = feed;
        this.published = new Published(feed);
        this.refusals = new Conditions(feed.refuse(), published);
        this.exclusions = new Conditions(feed.exclude(), published);
        this.totals = new TotalRows(feed);
        this.periods = new Periods(feed, today);
        this.flows = new Flows(feed);
        this.areas = new Areas(feed, lists, published);
        this.products = new Products(feed, lists);
        this.movement = new Movement(feed);
        this.money = new Money(feed, lists, rates);
        this.goods = new Goods(feed, lists);
        this.productName = Cells.of(feed, Field.PRODUCT_NAME);
    }

    /**
     * For one run of a feed, today. The feed's aliases win over the code lists.
     *
     * @throws LoadException TH-2106, TH-2107 where the feed names an area that does not exist
     */
    public static Normaliser of(Feed feed, CodeLists lists, Rates rates) {
        return of(feed, lists, rates, LocalDate.now(ZoneOffset.UTC));
    }

    /** As if it were this day: months that have not ended then are refused (rule C6). */
    public static Normaliser of(Feed feed, CodeLists lists, Rates rates, LocalDate today) {
        return new Normaliser(feed, lists, rates, today);
    }

    private static CodeLists withAliases(Feed feed, CodeLists lists) {
        try {
            return lists.withAliases(feed.aliases().stream()
                    .map(it -> new CodeLists.Alias(it.kind(), it.alias(), it.code()))
                    .toList());
        } catch (IllegalArgumentException wrong) {
            throw new LoadException(
                    "TH-2107",
                    "an alias of the feed " + feed.name() + " cannot be used: " + wrong.getMessage(),
                    "correct " + feed.name() + ".aliases.csv",
                    wrong);
        }
    }

    /**
     * Refuses a file that nowhere says its flow, period, currency, reporter or units (feeds 0.1).
     *
     * @param fileAttributes what the operator, the file name and the headers say, before the first block is read
     * @param headers column names of the first part as published
     * @throws LoadException TH-2101 to TH-2105, each with its next step
     */
    public void requireKnown(Map<Field, String> fileAttributes, List<String> headers) {
        new WholeFile(feed, flows, money, fileAttributes, headers).requireKnown();
    }

    /** What becomes of the row. Never throws for bad data. */
    public Outcome normalise(SourceRow row) {
        Code defect = row.defect();
        if (defect != null) {
            return damaged(row, defect);
        }
        Feed.Rule refused = refusals.met(row);
        if (refused != null) {
            return refused(row, refused);
        }
        Feed.Rule excluded = exclusions.met(row);
        return excluded == null ? stated(row) : new Outcome.Excluded(row, sentence(row, excluded));
    }

    private Outcome stated(SourceRow row) {
        Draft draft = new Draft(row, totals.of(row));
        characters.check(draft);
        boolean turnover = isTurnover.get(row.text(Field.MEASURE));
        readHead(draft, turnover);
        if (turnover || draft.isHeading()) {
            money.read(draft);
            return controlTotal(draft);
        }
        readBody(draft);
        return candidate(draft);
    }

    private void readHead(Draft draft, boolean turnover) {
        periods.read(draft);
        if (!turnover) {
            flows.read(draft);
        }
        areas.readReporter(draft);
    }

    private void readBody(Draft draft) {
        areas.readPartners(draft);
        products.read(draft);
        money.read(draft);
        goods.read(draft);
    }

    private Outcome candidate(Draft draft) {
        Period period = draft.period;
        Flow flow = draft.flow;
        Area reporter = draft.reporter;
        Area partner = draft.partner;
        Area partner2 = draft.partner2;
        Product product = draft.product;
        if (period == null
                || flow == null
                || reporter == null
                || partner == null
                || partner2 == null
                || product == null) {
            return rejected(draft);
        }
        Terms terms = movement.terms(draft, flow);
        String supply = movement.supply(draft);
        if (draft.fault() != null) {
            return rejected(draft);
        }
        TradeRecord trade = new TradeRecord(
                period,
                flow,
                reporter,
                partner,
                partner2,
                product,
                productName.text(draft.row()),
                terms,
                supply,
                draft.status(),
                draft.valueUsd,
                draft.valueNational,
                draft.currency,
                draft.cifUsd,
                draft.fobUsd,
                draft.netWeightKg,
                draft.grossWeightKg,
                draft.quantity,
                draft.unit,
                draft.quantity2,
                draft.unit2);
        return new Outcome.Accepted(draft.row(), trade, draft.repairedZeros);
    }

    /** A heading, or a turnover beside exports and imports: it checks and never becomes a figure (semantics 3.4). */
    private Outcome controlTotal(Draft draft) {
        Period period = draft.period;
        Area reporter = draft.reporter;
        if (draft.fault() != null || period == null || reporter == null) {
            return rejected(draft);
        }
        Feed.Total total = draft.total();
        Field labelled = total == null ? Field.PARTNER : total.field();
        String label =
                Characters.atMost(LABEL_LENGTH, Characters.trim(draft.row().text(labelled)));
        int level = total == null || total.world() ? 0 : total.level();
        return new Outcome.ControlTotal(draft.row(), label, level, period, draft.flow, reporter, draft.valueUsd);
    }

    private Outcome rejected(Draft draft) {
        Draft.Fault fault = draft.fault();
        if (fault == null) {
            throw new IllegalStateException("row " + draft.row().row() + " lacks a key and nothing says why");
        }
        return draft.rejected(fault, published.column(draft.row(), fault.field()));
    }

    /** Refused by the feed; its keys and value are read as far as they can be. */
    private Outcome refused(SourceRow row, Feed.Rule rule) {
        Draft draft = new Draft(row, totals.of(row));
        readHead(draft, false);
        readBody(draft);
        String cell = Characters.shown(refusals.cell(row, rule));
        Draft.Fault fault = new Draft.Fault(Code.REFUSED_BY_FEED, Field.VALUE, cell, rule.because(), "", 0);
        return draft.rejected(fault, rule.column());
    }

    /** Nothing in a damaged row can be trusted. */
    private static Outcome damaged(SourceRow row, Code defect) {
        return new Outcome.Rejected(
                row, defect, row.column(), "", row.defectDetail(), "", 0, Amount.MISSING, null, null, null, null, null);
    }

    private String sentence(SourceRow row, Feed.Rule rule) {
        String sentence = rule.because().isBlank()
                ? rule.column() + " is '" + Characters.shown(exclusions.cell(row, rule)) + "'"
                : rule.because();
        return Characters.atMost(LABEL_LENGTH, sentence);
    }
}
