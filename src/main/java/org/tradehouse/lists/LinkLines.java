package org.tradehouse.lists;

import org.tradehouse.feed.Reference;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;

/** Pairs of codes that correspond; what kind of correspondence it is follows from all of them. */
final class LinkLines implements Lines {
    private final Reference.Links links;

    LinkLines(Reference.Links links) {
        this.links = links;
    }

    @Override
    public String insert() {
        return "insert into stg.concordance (load_key, source_row, from_code, to_code) values (?, ?, ?, ?)";
    }

    @Override
    public void read(SourceRow row, Cells cells, Taker taker) {
        String from = cells.text(row, links.from());
        String to = cells.text(row, links.to());
        if (!isCode(links.fromEdition(), from)) {
            taker.refuse(Code.UNKNOWN_PRODUCT, links.from(), from);
        } else if (!isCode(links.toEdition(), to)) {
            taker.refuse(Code.UNKNOWN_PRODUCT, links.to(), to);
        } else {
            taker.line(from + " " + to, from, to);
        }
    }

    /** The deepest level of the edition: six digits of the Harmonized System, up to five characters of SITC (I and II are gold and coin). */
    private static boolean isCode(String edition, String code) {
        return code.matches(edition.startsWith("H") ? "[0-9]{6}" : "[0-9A-Z]{1,5}");
    }
}
