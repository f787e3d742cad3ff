package org.tradehouse.load;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Field;

/**
 * One row of a publisher's file, or one cell of a wide table with its row's labels, with raw values: a number is the
 * stored number in plain digits, a text is the text.
 */
public final class SourceRow {
    private final SourcePart part;
    private final int row;
    private final String column;
    private final String[] values;
    private final long numbers;
    private final long tidy;
    private final List<String> raw;
    private final @Nullable Code defect;
    private final String defectDetail;

    /**
     * @param row line or sheet row as a person counts it, from 1
     * @param column header of the value cell in a wide table, else empty
     * @param values by {@link Field#ordinal()}, "" where blank; captures and constants are already filled in
     * @param numbers bit per field ordinal: the cell was a stored number of a workbook, not text
     * @param raw the cells of the row as read, for rejects and declared conditions; position = column of the part
     */
    public SourceRow(SourcePart part, int row, String column, String[] values, long numbers, List<String> raw) {
        this(part, row, column, values, numbers, 0, raw, null, "");
    }

    /**
     * A sound row of which the reader knows more.
     *
     * @param tidy bit per field ordinal, see {@link #isTidy}
     */
    public SourceRow(
            SourcePart part, int row, String column, String[] values, long numbers, long tidy, List<String> raw) {
        this(part, row, column, values, numbers, tidy, raw, null, "");
    }

    /**
     * A row whose form is damaged: it can be counted and shown, not trusted.
     *
     * @param defect what is wrong with the form of the row, null for a sound one
     * @param defectDetail the place and the offending text, empty for a sound one
     */
    public SourceRow(
            SourcePart part,
            int row,
            String column,
            String[] values,
            long numbers,
            List<String> raw,
            @Nullable Code defect,
            String defectDetail) {
        this(part, row, column, values, numbers, 0, raw, defect, defectDetail);
    }

    private SourceRow(
            SourcePart part,
            int row,
            String column,
            String[] values,
            long numbers,
            long tidy,
            List<String> raw,
            @Nullable Code defect,
            String defectDetail) {
        if (values.length != Field.count()) {
            throw new IllegalArgumentException("a source row has " + Field.count() + " fields, not " + values.length);
        }
        this.part = part;
        this.row = row;
        this.column = column;
        this.values = values;
        this.numbers = numbers;
        this.tidy = tidy;
        this.raw = raw;
        this.defect = defect;
        this.defectDetail = defectDetail;
    }

    public SourcePart part() {
        return part;
    }

    public int row() {
        return row;
    }

    public String column() {
        return column;
    }

    /** Text of a field, "" where the publisher leaves it blank or has no such column. */
    public String text(Field field) {
        return values[field.ordinal()];
    }

    /** True where the cell was a stored number of a workbook. */
    public boolean isNumber(Field field) {
        return (numbers >> field.ordinal() & 1) == 1;
    }

    /**
     * True where the text is known to have no blank around it and no character that cannot be kept (NUL, half a character);
     * false says nothing.
     */
    public boolean isTidy(Field field) {
        return (tidy >> field.ordinal() & 1) == 1;
    }

    public List<String> raw() {
        return raw;
    }

    /** What is wrong with the form of the row (ragged, a cell error); null for a sound row. Such a row is rejected. */
    public @Nullable Code defect() {
        return defect;
    }

    /** Where and what, as a sentence for the reject; empty for a sound row. */
    public String defectDetail() {
        return defectDetail;
    }
}
