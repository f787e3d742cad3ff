package org.tradehouse.lists;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;

/** Names of products, each of one edition or of the days it holds. */
final class NameLines implements Lines {
    private static final LocalDate EVER = LocalDate.of(9999, 12, 31);
    private static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);
    private static final String NO_DAY = "00.00.0000";
    private static final int LONGEST = 2000;

    private final Reference.Names names;
    private final Days days;

    NameLines(Reference.Names names) {
        this.names = names;
        this.days = new Days(names.dateFormat());
    }

    @Override
    public String insert() {
        return "insert into stg.product_name (load_key, source_row, code, product_name, section, valid_from, valid_to) values (?, ?, ?, ?, ?, ?, ?)";
    }

    @Override
    public void read(SourceRow row, Cells cells, Taker taker) {
        StringBuilder joined = new StringBuilder();
        names.code().forEach(column -> joined.append(cells.text(row, column)));
        String code = names.ofSections() ? roman(joined.toString()) : joined.toString();
        String name = cells.text(row, names.name());
        LocalDate from = day(row, cells, names.from(), ALWAYS, taker);
        LocalDate to = day(row, cells, names.to(), EVER, taker);
        if (!code.matches(names.ofSections() ? "[IVX]{1,5}" : "[0-9]{2,10}")) {
            taker.refuse(Code.UNKNOWN_PRODUCT, String.join(" + ", names.code()), joined.toString());
        } else if (name.isEmpty()) {
            taker.refuse(Code.MISSING_VALUE, names.name(), "");
        } else if (from != null && to != null) {
            String brief = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
            taker.line(code + " " + from + " " + to, code, brief, cells.text(row, names.section()), from, to);
        }
    }

    /** {@code XVI} for 16; a Roman numeral as it is. */
    private static String roman(String section) {
        if (!section.matches("0?[1-9]|[12][0-9]|3[0-9]")) {
            return section;
        }
        int number = Integer.parseInt(section);
        String units = new String[] {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[number % 10];
        return "X".repeat(number / 10) + units;
    }

    private @Nullable LocalDate day(SourceRow row, Cells cells, String column, LocalDate open, Taker taker) {
        String text = cells.text(row, column);
        if (text.isEmpty() || text.equals(NO_DAY)) {
            return open;
        }
        LocalDate day = days.of(text);
        if (day == null) {
            taker.refuse(Code.BAD_DATE, column, text);
        }
        return day;
    }
}
