package org.tradehouse.normalise;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.CodeLists.AreaMatch;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Period;

/**
 * Who declares and who is traded with. The source's own codes decide (rule B1); a region stands for its country; an
 * area outside its life is refused with its successor (rule B5).
 */
final class Areas {
    private final CodeLists lists;
    private final Published published;
    private final @Nullable Area constantReporter;
    private final AreaCells reporter;
    private final AreaCells reporterRegion;
    private final AreaCells partner;
    private final AreaCells partnerRegion;
    private final AreaCells partner2;
    private final Cache<Period, Lives> lives;

    Areas(Feed feed, CodeLists lists, Published published) {
        this.lists = lists;
        this.published = published;
        String code = feed.coverage().reporter();
        this.constantReporter = code.isEmpty() ? null : known(feed, code, lists);
        this.reporter = new AreaCells(feed, Field.REPORTER, lists);
        this.reporterRegion = new AreaCells(feed, Field.REPORTER_REGION, lists);
        this.partner = new AreaCells(feed, Field.PARTNER, lists);
        this.partnerRegion = new AreaCells(feed, Field.PARTNER_REGION, lists);
        this.partner2 = new AreaCells(feed, Field.PARTNER2, lists);
        this.lives = new Cache<>(period -> new Lives(lists, period));
    }

    private static Area known(Feed feed, String code, CodeLists lists) {
        Area area = lists.areaByCode(code);
        if (area == null) {
            throw new LoadException(
                    "TH-2106",
                    "coverage.reporter of the feed " + feed.name() + " is '" + code + "', which is no area",
                    "correct it in " + feed.file().getFileName());
        }
        return area;
    }

    void readReporter(Draft draft) {
        SourceRow row = draft.row();
        String text = reporter.text(row);
        Area country = text.isEmpty() && constantReporter != null
                ? constantReporter
                : reporter.area(draft, text, Code.UNKNOWN_AREA);
        draft.reporter = inLife(draft, reporter, inRegion(draft, country, reporterRegion, true));
    }

    void readPartners(Draft draft) {
        draft.partner = draft.isWholeOf(Field.PARTNER) ? Area.WORLD : statedPartner(draft);
        String second = partner2.text(draft.row());
        draft.partner2 = second.isEmpty()
                ? Area.WORLD
                : inLife(draft, partner2, partner2.area(draft, second, Code.UNKNOWN_AREA));
    }

    private @Nullable Area statedPartner(Draft draft) {
        String text = partner.text(draft.row());
        if (text.isEmpty() && !partner.isDeclared()) {
            return Area.WORLD;
        }
        Area country = partner.area(draft, text, Code.UNKNOWN_AREA);
        return inLife(draft, partner, inRegion(draft, country, partnerRegion, false));
    }

    /** The region the row names, in place of its country. */
    private @Nullable Area inRegion(Draft draft, @Nullable Area country, AreaCells regions, boolean required) {
        String text = regions.text(draft.row());
        boolean blank = text.isEmpty() && !(required && published.has(draft.row(), regions.field()));
        if (country == null || blank || draft.isWholeOf(regions.field())) {
            return country;
        }
        Area region = regions.area(draft, text, Code.UNKNOWN_REGION);
        if (region == null || region.countryKey() == country.countryKey()) {
            return region;
        }
        draft.refuse(Code.UNKNOWN_REGION, regions.field(), text, region.name() + " is no part of " + country.name());
        return null;
    }

    private @Nullable Area inLife(Draft draft, AreaCells cells, @Nullable Area area) {
        Period period = draft.period;
        if (area != null && period != null && !lives.get(period).hold(area)) {
            draft.refuse(
                    Code.OUT_OF_LIFE,
                    cells.field(),
                    cells.text(draft.row()),
                    (area.name() + " in " + period.label() + ". " + lists.successorHint(area)).trim());
        }
        return area;
    }

    /** Which areas existed in one period, by their keys. */
    private static final class Lives {
        private static final int LOWEST_KEY = -1;
        private static final byte YES = 1;
        private static final byte NO = 2;

        private final CodeLists lists;
        private final Period period;
        private byte[] known = new byte[512];

        Lives(CodeLists lists, Period period) {
            this.lists = lists;
            this.period = period;
        }

        boolean hold(Area area) {
            int place = area.key() - LOWEST_KEY;
            if (place >= known.length) {
                known = Arrays.copyOf(known, 2 * place);
            }
            if (known[place] == 0) {
                known[place] = lists.existed(area, period.from(), period.to()) ? YES : NO;
            }
            return known[place] == YES;
        }
    }

    /** Areas as one column names them. */
    private static final class AreaCells {
        private final Cells cells;
        private final Cache<String, AreaMatch> matches;

        AreaCells(Feed feed, Field field, CodeLists lists) {
            this.cells = Cells.of(feed, field);
            this.matches = new Cache<>(text -> match(lists, text));
        }

        Field field() {
            return cells.field();
        }

        boolean isDeclared() {
            return cells.isDeclared();
        }

        String text(SourceRow row) {
            return cells.text(row);
        }

        @Nullable
        Area area(Draft draft, String text, Code unknown) {
            AreaMatch match = matches.get(text);
            if (match.area() == null) {
                draft.refuse(fault(text, match, unknown));
            }
            return match.area();
        }

        /** Our own code is understood too: as a declared word or blank, or where an operator says {@code --set reporter=KZ}. */
        private AreaMatch match(CodeLists lists, String text) {
            if (text.isEmpty()) {
                return new AreaMatch(null, "", "", 0);
            }
            String ours = cells.ours(text);
            Area declared = ours.equals(text) ? null : lists.areaByCode(ours);
            AreaMatch listed = lists.area(cells.column().codes(), ours);
            Area area = declared == null && listed.area() == null ? lists.areaByCode(ours) : declared;
            return area == null ? listed : new AreaMatch(area, "", "", 1);
        }

        private Draft.Fault fault(String text, AreaMatch match, Code unknown) {
            String detail = text.isEmpty() ? "the cell is blank" : nearest(match);
            return new Draft.Fault(unknown, cells.field(), text, detail, match.suggestion(), match.score());
        }

        private static String nearest(AreaMatch match) {
            return match.suggestion().isEmpty()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "nearest is %s (%s), %.0f %% alike",
                            match.suggestion(),
                            match.suggestionName(),
                            match.score() * 100);
        }
    }
}
