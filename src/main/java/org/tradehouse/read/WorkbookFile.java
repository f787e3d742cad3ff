package org.tradehouse.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Words;

/** A workbook: a table in each sheet whose name the feed describes, or the one table it has. */
final class WorkbookFile {
    private final Feed.Layout layout;
    private final HeaderWords words;
    private final Load load;
    private final Workbook workbook;

    WorkbookFile(Feed feed, HeaderWords words, Load load, boolean isOld) {
        this.layout = feed.layout();
        this.words = words;
        this.load = load;
        this.workbook = Workbook.open(load.archived(), load.fileName(), isOld);
    }

    RowBlocks open(RowReader reader) throws IOException {
        try {
            List<Opened> opened = layout.sheets() == null ? onlyOne() : named(layout.sheets());
            return reader.blocks(load, opened, false, workbook);
        } catch (LoadException refusal) {
            workbook.close();
            throw refusal;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            workbook.close();
            throw Workbook.unreadable(load.fileName(), broken);
        }
    }

    private List<Opened> named(Pattern names) throws IOException {
        List<Opened> opened = new ArrayList<>();
        for (int i = 0; i < workbook.sheets().size(); i++) {
            if (names.matcher(Header.tidy(workbook.sheets().get(i))).find()) {
                opened.add(mandatory(i));
            }
        }
        if (opened.isEmpty()) {
            throw new LoadException(
                    "TH-1030",
                    "%s has no sheet named like %s; its sheets are %s"
                            .formatted(load.fileName(), names, workbook.sheets()),
                    "name the sheet as the publisher does, or correct layout.sheets of the feed");
        }
        return opened;
    }

    private Opened mandatory(int sheet) throws IOException {
        HeaderSearch search = search(sheet);
        Opened opened = opened(sheet, search);
        if (opened == null) {
            throw search.refusal("");
        }
        return opened;
    }

    private List<Opened> onlyOne() throws IOException {
        List<Opened> opened = new ArrayList<>();
        LoadException reason = null;
        for (int i = 0; i < workbook.sheets().size(); i++) {
            HeaderSearch search = search(i);
            Opened it = opened(i, search);
            if (it != null) {
                opened.add(it);
            } else if (reason == null && !search.sawNothing()) {
                reason = search.refusal("");
            }
        }
        if (opened.size() == 1) {
            return opened;
        }
        if (opened.isEmpty() && reason != null) {
            throw reason;
        }
        throw opened.isEmpty() ? empty() : ambiguous(opened);
    }

    private LoadException empty() {
        return new LoadException(
                "TH-1001",
                load.fileName() + " has no cell that says anything",
                "get the file again from the publisher");
    }

    private LoadException ambiguous(List<Opened> opened) {
        return new LoadException(
                "TH-1032",
                "%s has the table in %d sheets: %s"
                        .formatted(
                                load.fileName(),
                                opened.size(),
                                opened.stream().map(it -> it.places().sheet()).toList()),
                "say in layout.sheets of the feed which of them are meant");
    }

    private HeaderSearch search(int sheet) {
        String name = workbook.sheets().get(sheet);
        return new HeaderSearch(words, Math.max(1, layout.headerRows()), false, RowReader.place(load, name));
    }

    private @Nullable Opened opened(int sheet, HeaderSearch search) throws IOException {
        RawRows rows = workbook.rows(sheet);
        HeaderSearch.Found found = search.in(rows, Limits.SHEET_HEADER_ROWS);
        if (found == null) {
            rows.close();
            return null;
        }
        return new Opened(
                rows,
                null,
                withoutNameless(found.binding()),
                new Captures.Places(
                        workbook.sheets().get(sheet),
                        found.titles(),
                        found.binding().headers(),
                        this::textsOf),
                found.lastRow());
    }

    /** Stray cells outside the table are none of its columns. */
    private static Binding withoutNameless(Binding binding) {
        int width = binding.headers().size();
        while (width > 0 && binding.headers().get(width - 1).isEmpty()) {
            width--;
        }
        return new Binding(
                binding.headers().subList(0, width),
                binding.columns(),
                binding.cells(),
                binding.unknown().stream().filter(it -> !it.isEmpty()).toList());
    }

    /** The texts of another sheet, such as a cover; none where there is no such sheet. */
    private List<String> textsOf(String name) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < workbook.sheets().size(); i++) {
            if (Words.isSame(workbook.sheets().get(i), name)) {
                collect(i, texts);
            }
        }
        return texts;
    }

    private void collect(int sheet, List<String> texts) {
        try (RawRows rows = workbook.rows(sheet)) {
            RawRow row = rows.next();
            for (int i = 0; row != null && i < Limits.COVER_ROWS; i++) {
                for (String cell : row.cells) {
                    if (!Blanks.isBlank(cell)) {
                        texts.add(cell);
                    }
                }
                row = rows.next();
            }
        } catch (IOException broken) {
            throw Workbook.unreadable(load.fileName(), broken);
        }
    }
}
