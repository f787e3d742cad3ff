package org.tradehouse.normalise;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.CodeLists.Edition;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;

/**
 * The product code as reported, with its nomenclature and edition. Codes are text (rule A4): only a stored number of a
 * workbook gets its lost zero back, up to the declared width. Special and confidential codes are kept (rule B9).
 */
final class Products {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+");
    private static final Pattern SPECIAL = Pattern.compile("[0-9]{2,8}[A-Z]{1,2}|[0-9]{0,8}X{2,10}");
    private static final int LONGEST = 10;
    private static final int LONGEST_SITC = 5;
    private static final String SITC = "SITC";

    private final Cells cells;
    private final Cells editionCells;
    private final Feed feed;
    private final NavigableMap<Integer, String> editions;
    private final Cache<String, Optional<Edition>> editionsByText;
    private final Cache<Period, Optional<Edition>> editionsByPeriod =
            new Cache<>(it -> Optional.ofNullable(editionOf(it.from().getYear())));
    private final Cache<Asked, Cache<String, Answer>> answers =
            new Cache<>(asked -> new Cache<>(code -> answer(code, asked)));
    private Asked asked = new Asked(false, null);

    /** What all rows of a file mostly share. */
    private record Asked(boolean stored, @Nullable Edition edition) {}

    private record Answer(@Nullable Product product, boolean repairedZeros, Draft.@Nullable Fault fault) {}

    Products(Feed feed, CodeLists lists) {
        this.feed = feed;
        this.cells = Cells.of(feed, Field.PRODUCT);
        this.editionCells = Cells.of(feed, Field.EDITION);
        this.editions = new TreeMap<>(feed.dataset().editions());
        this.editionsByText = new Cache<>(text -> Optional.ofNullable(lists.edition(text)));
    }

    void read(Draft draft) {
        SourceRow row = draft.row();
        String text = draft.isWholeOf(Field.PRODUCT) || isUndeclared(row) ? Product.TOTAL_CODE : cells.oursIn(row);
        Answer answer =
                answers.get(asked(row.isNumber(Field.PRODUCT), edition(draft))).get(text);
        draft.product = answer.product;
        draft.repairedZeros = answer.repairedZeros;
        if (answer.fault != null) {
            draft.refuse(answer.fault);
        }
    }

    private Asked asked(boolean stored, @Nullable Edition edition) {
        if (asked.stored != stored || asked.edition != edition) {
            asked = new Asked(stored, edition);
        }
        return asked;
    }

    /** A table that knows no products is about all of them. */
    private boolean isUndeclared(SourceRow row) {
        return !cells.isDeclared() && cells.text(row).isEmpty();
    }

    /** From the edition column; without one, the edition in force in the year of the period. Null where neither says it. */
    private @Nullable Edition edition(Draft draft) {
        String text = editionCells.oursIn(draft.row());
        if (text.isEmpty()) {
            return inForce(draft.period);
        }
        Edition edition = editionsByText.get(text).orElse(null);
        if (edition == null) {
            draft.refuse(Code.UNKNOWN_EDITION, Field.EDITION, text, "");
        }
        return edition;
    }

    private @Nullable Edition inForce(@Nullable Period period) {
        return period == null ? null : editionsByPeriod.get(period).orElse(null);
    }

    private @Nullable Edition editionOf(int year) {
        var entry = editions.floorEntry(year);
        return entry == null ? null : new Edition(feed.dataset().nomenclature(), entry.getValue());
    }

    private Answer answer(String reported, Asked asked) {
        String nomenclature = nomenclature(asked.edition);
        if (reported.equalsIgnoreCase(Product.TOTAL_CODE)) {
            return new Answer(Product.total(nomenclature), false, null);
        }
        if (SCIENTIFIC.matcher(reported).matches()) {
            return wrong(Code.SCIENTIFIC, reported, "format the column as text before saving");
        }
        String code = asked.stored ? withLostZero(reported) : reported;
        String why = whyNot(code, nomenclature.equals(SITC));
        if (!why.isEmpty()) {
            return wrong(Code.UNKNOWN_PRODUCT, reported, why);
        }
        if (asked.edition == null) {
            return wrong(Code.UNKNOWN_EDITION, reported, "the row names no edition of " + nomenclature);
        }
        Product product = new Product(nomenclature, asked.edition.edition(), code);
        return new Answer(product, !code.equals(reported), null);
    }

    private String nomenclature(@Nullable Edition edition) {
        return edition != null && edition.nomenclature().equals(SITC)
                ? SITC
                : feed.dataset().nomenclature();
    }

    /** One zero is what a number loses: there is no chapter 00. */
    private String withLostZero(String code) {
        int wanted = code.length() + 1;
        boolean isWidth = cells.column().widths().isEmpty()
                ? wanted == cells.column().padTo()
                : cells.column().widths().contains(wanted);
        boolean repairs = wanted <= cells.column().padTo() && isWidth && !isWidthOf(code);
        return repairs && DIGITS.matcher(code).matches() ? "0" + code : code;
    }

    private boolean isWidthOf(String code) {
        return cells.column().widths().contains(code.length());
    }

    /** Empty for a code that can be one. */
    private String whyNot(String code, boolean sitc) {
        if (code.isEmpty()) {
            return "the cell is blank";
        }
        if (code.length() > LONGEST) {
            return "no code has " + code.length() + " characters";
        }
        if (!DIGITS.matcher(code).matches()) {
            return SPECIAL.matcher(code).matches() ? "" : "a code is made of digits";
        }
        if (sitc) {
            return code.length() <= LONGEST_SITC ? "" : "SITC codes have 1 to 5 digits";
        }
        return cells.column().widths().isEmpty() || isWidthOf(code) ? "" : wrongWidth(code);
    }

    private String wrongWidth(String code) {
        boolean lost = cells.column().widths().contains(code.length() + 1);
        String allowed = cells.column().widths().stream()
                .sorted()
                .map(String::valueOf)
                .reduce((some, next) -> some + ", " + next)
                .orElse("");
        return code.length() + " digits where the feed allows " + allowed
                + (lost ? "; is the leading zero lost? Take the file as the publisher gives it" : "");
    }

    private static Answer wrong(Code code, String text, String detail) {
        return new Answer(null, false, new Draft.Fault(code, Field.PRODUCT, text, detail, "", 0));
    }
}
