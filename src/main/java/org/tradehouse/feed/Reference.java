package org.tradehouse.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the file of a feed without figures is: exchange rates, names of products, or links between two editions. Columns are
 * named as published; an empty name is a column the file does not have.
 */
public sealed interface Reference {
    /** Columns a file must have. */
    List<String> headers();

    /**
     * Daily exchange rates.
     *
     * @param source what the rates are found by, {@code ECB}
     * @param base the currency all quotes are against
     * @param baseFirst a quote says how much of the currency one base is worth; else how much base the currency is worth
     * @param currencies the currencies that are kept, besides the base
     * @param date column of the day; empty where the file says its day once (editionDate)
     * @param currency column of the currency; empty where each currency has a column of its own name
     * @param rate column of the quote in that case
     * @param units column of the number of units a quote is for; empty for one
     * @param missing marks that mean "no rate"
     * @param holidays how many weekdays of a complete month may have no rate
     */
    record Rates(
            String source,
            String base,
            boolean baseFirst,
            Set<String> currencies,
            String date,
            String dateFormat,
            String currency,
            String rate,
            String units,
            Set<String> missing,
            int holidays)
            implements Reference {
        @Override
        public List<String> headers() {
            List<String> headers = new ArrayList<>(List.of(date, currency, rate, units));
            headers.removeIf(String::isEmpty);
            if (currency.isEmpty()) {
                headers.addAll(quoted());
            }
            return headers;
        }

        /** The currencies whose quotes are needed: dollars are the common measure. */
        public List<String> quoted() {
            List<String> quoted = new ArrayList<>(currencies);
            quoted.remove(base);
            if (!base.equals("USD") && !quoted.contains("USD")) {
                quoted.add("USD");
            }
            return quoted;
        }
    }

    /**
     * Names of products.
     *
     * @param edition the edition the file is of; empty where each row says from when to when it holds
     * @param language ISO 639, {@code en}
     * @param ofSections the codes are those of sections, in Roman or Arabic numerals
     * @param code columns that make the code, joined in order
     * @param section column of the section; empty where there is none
     * @param from first day a row holds; empty where the file is of one edition
     * @param to last day; a blank cell means until today
     */
    record Names(
            String nomenclature,
            String edition,
            String language,
            boolean ofSections,
            List<String> code,
            String name,
            String section,
            String from,
            String to,
            String dateFormat)
            implements Reference {
        @Override
        public List<String> headers() {
            List<String> headers = new ArrayList<>(code);
            headers.addAll(List.of(name, section, from, to));
            headers.removeIf(String::isEmpty);
            return headers;
        }
    }

    /**
     * Which codes of one edition correspond to which of another.
     *
     * @param fromEdition H6
     * @param toEdition H5, or S3 for SITC
     */
    record Links(String fromEdition, String toEdition, String from, String to) implements Reference {
        @Override
        public List<String> headers() {
            return List.of(from, to);
        }
    }
}
