package org.tradehouse.feed;

import static org.tradehouse.feed.Shape.Key.optional;
import static org.tradehouse.feed.Shape.Key.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tradehouse.feed.Shape.Items;
import org.tradehouse.feed.Shape.Key;
import org.tradehouse.feed.Shape.Section;
import org.tradehouse.feed.Shape.Text;

/** The keys of a feed that brings no figures but what figures are read with. */
final class ReferenceLanguage {
    /** A feed has one of these instead of a dataset. */
    static final Set<String> KINDS = Set.of("rates", "nomenclature", "concordance");

    private static final Text CURRENCY = Texts.like("^[A-Z]{3}$", "USD");
    private static final Text COLUMN = Texts.any();
    private static final Text EDITION = Texts.like("^(H[0-7]|S[1-4])$", "H6");

    private static final Section RATES = Section.of(
            required(
                    "source",
                    Texts.like("^[A-Z][A-Z0-9_]{0,15}$", "ECB"),
                    "What the rates are found by; a feed of figures names it in dataset.rate-source."),
            required("base", CURRENCY, "The currency all quotes are against."),
            required(
                    "quotes",
                    Texts.oneOf("way of quoting", List.of("currency-for-base", "base-for-currency")),
                    "currency-for-base: 1 EUR = 7.9 CNY. base-for-currency: 1 USD = 470 KZT where the base is KZT."),
            required("currencies", new Items(CURRENCY), "Currencies to keep, besides the base. USD is always read."),
            optional("date", COLUMN, "Column of the day. Absent: a capture of editionDate says it."),
            optional("date-format", Texts.dateFormat(), "How the day is written. Default: yyyy-MM-dd."),
            optional("currency", COLUMN, "Column of the currency. Absent: each currency has a column of its own name."),
            optional("rate", COLUMN, "Column of the quote, where there is a column of the currency."),
            optional("units", COLUMN, "Column that says for how many units a quote is. Absent: one."),
            optional("missing", new Items(Texts.any()), "Marks that mean \"no rate\", besides a blank cell."),
            optional(
                    "holidays",
                    Texts.whole(0, 9),
                    "So many weekdays of a complete month may have no rate. Default: 0. An incomplete month is not published."));

    private static final Section NOMENCLATURE = Section.of(
            required(
                    "nomenclature",
                    Texts.oneOf("nomenclature", List.of("HS", "TNVED", "CNHS", "SITC")),
                    "Nomenclature of the codes."),
            optional("edition", EDITION, "The edition the file is of. Absent: from and to say when a row holds."),
            required("language", Texts.like("^[a-z]{2}$", "en"), "Language of the names, ISO 639."),
            optional("of-sections", Texts.flag(), "true: the codes are those of sections. Default: false."),
            required("code", new Items(COLUMN), "Columns that make the code, joined in this order."),
            required("name", COLUMN, "Column of the name."),
            optional("section", COLUMN, "Column of the section."),
            optional("from", COLUMN, "Column of the first day a row holds."),
            optional("to", COLUMN, "Column of the last day; blank means until today."),
            optional("date-format", Texts.dateFormat(), "How days are written. Default: yyyy-MM-dd."));

    private static final Section CONCORDANCE = Section.of(
            required("from-edition", EDITION, "The edition of the first code, such as H6."),
            required("to-edition", EDITION, "The edition of the second code, such as H5."),
            required("from", COLUMN, "Column of the code in the first edition."),
            required("to", COLUMN, "Column of the code in the second edition."));

    /** The whole file. */
    static final Section FEED = feed();

    private ReferenceLanguage() {}

    /** True where a file means to be one of these. */
    static boolean isMeant(Tree.Section tree) {
        return KINDS.stream().anyMatch(tree::has);
    }

    private static Section feed() {
        List<Key> keys = new ArrayList<>();
        for (String shared : List.of("feed", "title", "publisher")) {
            keys.add(shared(shared));
        }
        keys.add(optional("rates", RATES, "Daily exchange rates, instead of a dataset."));
        keys.add(optional("nomenclature", NOMENCLATURE, "Names of products, instead of a dataset."));
        keys.add(optional("concordance", CONCORDANCE, "Links between two editions, instead of a dataset."));
        for (String shared :
                List.of("source", "layout", "captures", "ignore", "exclude", "edition", "checks", "schedule")) {
            keys.add(shared(shared));
        }
        return new Section("key", List.copyOf(keys), List.of()).exactlyOne(KINDS);
    }

    /** A key that means the same in every feed. */
    private static Key shared(String name) {
        return Language.FEED.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
