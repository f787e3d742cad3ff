package org.tradehouse.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.DateUtil;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** An .xlsx workbook, its sheets streamed. */
final class OoxmlWorkbook implements Workbook, SheetBytes.Book {
    private final String name;
    private final ReadableWorkbook workbook;
    private final List<Sheet> sheets;
    private final Map<String, Boolean> dateFormats = new HashMap<>();
    private final boolean[] dates;
    private final @Nullable OoxmlParts parts;
    private @Nullable SharedStrings strings;
    private boolean areStringsStrange;

    OoxmlWorkbook(Path file, String name) throws IOException {
        this.name = name;
        workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        sheets = workbook.getSheets().toList();
        dates = dates();
        parts = OoxmlParts.of(file, sheets.size());
    }

    private boolean[] dates() {
        List<String> formats = workbook.getFormats();
        boolean[] are = new boolean[formats.size()];
        for (int i = 0; i < are.length; i++) {
            are[i] = isDate(workbook.getNumFmtIdToFormat().get(formats.get(i)));
        }
        return are;
    }

    private boolean isDate(@Nullable String format) {
        return format != null && dateFormats.computeIfAbsent(format, it -> DateUtil.isADateFormat(-1, it));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isDate(int style) {
        return style < dates.length && dates[style];
    }

    @Override
    public boolean isSince1904() {
        return workbook.isDate1904();
    }

    @Override
    public List<String> sheets() {
        return sheets.stream().map(Sheet::getName).toList();
    }

    @Override
    public OoxmlRows rows(int sheet) throws IOException {
        InputStream part = parts == null ? null : parts.sheet(sheet);
        SheetBytes bytes = part == null ? null : new SheetBytes(this, new XmlBytes(part));
        return new OoxmlRows(name, bytes, () -> library(sheet));
    }

    /** The rows of a sheet as the library reads them. */
    LibraryRows library(int sheet) throws IOException {
        return new LibraryRows(name, this::isDate, sheets.get(sheet).openStream());
    }

    private boolean isDate(Cell cell) {
        return isDate(cell.getDataFormatString());
    }

    @Override
    public SharedStrings strings() throws IOException {
        if (areStringsStrange) {
            throw new Unrecognised("shared strings");
        }
        if (strings == null) {
            areStringsStrange = true;
            InputStream part = parts == null ? null : parts.strings();
            if (part == null) {
                throw Workbook.damaged(name, "its cells name shared texts, and it has none");
            }
            strings = SharedStrings.read(part);
            areStringsStrange = false;
        }
        return strings;
    }

    @Override
    public void close() throws IOException {
        try (workbook;
                OoxmlParts open = parts;
                SharedStrings read = strings) {
            // closed in any case
        }
    }
}
