package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Field;

/** Reads the files of one feed: an archived file becomes blocks of source rows with raw values. */
public final class RowReader {
    private final Feed feed;
    private final HeaderWords words;
    private final Captures captures;

    private RowReader(Feed feed) {
        this.feed = feed;
        this.words = new HeaderWords(feed);
        this.captures = new Captures(feed);
    }

    /** A reader for every file of the feed. */
    public static RowReader of(Feed feed) {
        return new RowReader(feed);
    }

    /**
     * Opens a file, finds its tables by their headers and hears what it says once.
     *
     * @throws LoadException where the file is not what the feed says
     */
    public RowBlocks open(Load load) {
        try {
            Content content = Content.of(load.archived());
            content.refuseUnless(feed.layout().format(), load.fileName());
            if (feed.layout().format() == Feed.Format.XML) {
                return new XmlFile(feed, words, load).open(this);
            }
            return content == Content.TEXT
                    ? new TextFile(feed, words, load).open(this)
                    : new WorkbookFile(feed, words, load, content == Content.OLD_WORKBOOK).open(this);
        } catch (IOException broken) {
            throw unreadable(load.fileName(), broken);
        }
    }

    /** The blocks of tables whose headers are found. */
    RowBlocks blocks(Load load, List<Opened> opened, boolean isText, Closeable file) {
        List<Finding> findings = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        for (Opened it : opened) {
            Map<Field, String> said = captures.said(load, it.places());
            String place = place(load, it.places().sheet());
            for (String unknown : it.binding().unknown()) {
                findings.add(unknown(place, unknown));
            }
            Table table = new Table(
                    place,
                    it.places().sheet(),
                    it.rows(),
                    it.binding(),
                    said,
                    feed.layout(),
                    isText,
                    it.lastRow(),
                    findings);
            if (it.first() != null) {
                table.pushBack(it.first());
            }
            tables.add(table);
        }
        return new RowBlocks(load.fileName(), tables, findings, file);
    }

    private static Finding unknown(String place, String header) {
        String which = header.isEmpty() ? "a column without a name" : "the column '" + header + "'";
        return Finding.of(
                "TH-1021",
                Severity.HOLD,
                "%s has %s, of which the feed knows nothing: add it to columns or ignore (rule A2)"
                        .formatted(place, which));
    }

    static String place(Load load, String sheet) {
        return load.fileName() + (sheet.isEmpty() ? "" : ", sheet " + sheet);
    }

    static LoadException unreadable(String name, IOException broken) {
        return new LoadException(
                "TH-1014",
                "%s cannot be read: %s".formatted(name, broken),
                "check the disk of the archive, then retry",
                broken);
    }
}
