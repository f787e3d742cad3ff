package org.tradehouse.normalise;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** How the cells of one field are to be understood: marks of no figure, what a blank stands for, the publisher's words. */
final class Cells {
    private final Field field;
    private final Feed.Column column;
    private final boolean declared;
    private final Set<String> missing;
    /** Bits of the lengths that marks have; a text of another length need not be looked up. */
    private final long markLengths;

    private final String blank;
    private final Map<String, String> words = new HashMap<>();
    private final Cache<String, String> ours;
    private String lastCell = "";
    private String lastText;

    private Cells(Feed feed, Field field, Feed.@Nullable Column column) {
        this.field = field;
        this.declared = column != null;
        this.column = column == null ? undeclared(field) : column;
        this.missing = this.column.missing().stream().map(Characters::trim).collect(Collectors.toSet());
        this.markLengths = missing.stream().mapToLong(Cells::lengthBit).reduce(0, (a, b) -> a | b);
        this.blank = this.column.blank() == null ? "" : this.column.blank();
        this.lastText = blank;
        this.column.words().forEach((word, meaning) -> words.put(Words.fold(word), meaning));
        String kind = aliasKind(field);
        feed.aliases().stream()
                .filter(it -> it.kind().equals(kind))
                .forEach(it -> words.put(Words.fold(it.alias()), it.code()));
        this.ours = new Cache<>(text -> words.getOrDefault(Words.fold(text), text));
    }

    static Cells of(Feed feed, Field field) {
        for (Feed.Column column : feed.columns()) {
            if (column.field() == field) {
                return new Cells(feed, field, column);
            }
        }
        return new Cells(feed, field, null);
    }

    /** The kind under which the feed's alias file lists spellings of this field. */
    private static String aliasKind(Field field) {
        return switch (field) {
            case REPORTER, PARTNER, PARTNER2 -> "partner";
            case REPORTER_REGION, PARTNER_REGION -> "region";
            case UNIT, UNIT2 -> "unit";
            default -> field.yamlName();
        };
    }

    private static Feed.Column undeclared(Field field) {
        return new Feed.Column(
                field,
                List.of(),
                true,
                "",
                Map.of(),
                List.of(),
                '.',
                (char) 0,
                BigDecimal.ONE,
                "",
                Set.of(),
                null,
                Set.of(),
                0);
    }

    Field field() {
        return field;
    }

    Feed.Column column() {
        return column;
    }

    /** True where the feed has this field as a column or explains its words. */
    boolean isDeclared() {
        return declared;
    }

    /** What the cell says, without blanks around it; a blank or a mark of no figure says what the feed declares, mostly nothing. */
    String text(SourceRow row) {
        String cell = row.text(field);
        if (cell != lastCell) {
            lastText = meant(row.isTidy(field) ? cell : Characters.trim(cell));
            lastCell = cell;
        }
        return lastText;
    }

    private String meant(String cell) {
        return cell.isEmpty() || ((markLengths & lengthBit(cell)) != 0 && missing.contains(cell)) ? blank : cell;
    }

    /** Lengths from 63 on share a bit. */
    private static long lengthBit(String text) {
        return 1L << Math.min(text.length(), Long.SIZE - 1);
    }

    /** Our word for the publisher's, or the text itself. */
    String ours(String text) {
        return words.isEmpty() ? text : ours.get(text);
    }

    /** {@link #text} in our words. */
    String oursIn(SourceRow row) {
        return ours(text(row));
    }
}
