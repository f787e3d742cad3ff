package org.tradehouse.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180, guarded: a text that a spreadsheet would take for a formula gets an apostrophe in front (S07). Numbers stay
 * numbers with all their digits; nothing is an empty field.
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r＝＋－＠";
    private static final String BEFORE = ";,\"";

    private final StringWriter text = new StringWriter();
    private final CsvWriter csv =
            CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);

    Csv row(List<? extends @Nullable Object> cells) {
        csv.writeRecord(cells.stream().map(Csv::cell).toList());
        return this;
    }

    private static String cell(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof BigDecimal number
                ? number.toPlainString()
                : cell instanceof Number || cell instanceof Boolean ? cell.toString() : guarded(cell.toString());
    }

    /** The text, harmless in a spreadsheet. */
    static String guarded(String text) {
        int first = 0;
        while (first < text.length() && BEFORE.indexOf(text.charAt(first)) >= 0) {
            first++;
        }
        boolean formula = first < text.length() && FORMULA.indexOf(text.charAt(first)) >= 0;
        return formula ? "'" + text : text;
    }

    /** The whole document. */
    String text() throws IOException {
        csv.close();
        return text.toString();
    }
}
