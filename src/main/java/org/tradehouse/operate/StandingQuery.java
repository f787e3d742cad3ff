package org.tradehouse.operate;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tradehouse.feed.Feed;

/** Finds out what needs a person now, what to watch, and what is fine. */
final class StandingQuery {
    /** A slot that nobody took for so long is missed. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** How far back a missed slot is still news. */
    private static final Duration NEWS = Duration.ofHours(20);

    /** More cards nobody reads; the rest is counted. */
    private static final int CARDS = 20;

    private final Rows rows;
    private final Instant now;

    StandingQuery(Rows rows, Instant now) {
        this.rows = rows;
        this.now = now;
    }

    Standing standing(List<Feed> feeds) throws SQLException {
        RunQuery runs = new RunQuery(rows);
        CardQuery cards = new CardQuery(rows);
        List<ErrorCard> needs = new ArrayList<>();
        List<RunLine> unresolved = runs.unresolved();
        for (RunLine run : unresolved.subList(0, Math.min(CARDS, unresolved.size()))) {
            needs.add(cards.card(run));
        }
        Optional<FeedSlot> next = feeds.stream()
                .flatMap(feed -> next(feed).stream())
                .min(Comparator.comparing(slot -> slot.slot().at()));
        List<String> watch = new ArrayList<>(quarantine());
        watch.addAll(missed(feeds));
        return new Standing(
                now,
                needs,
                unresolved.size(),
                watch,
                runs.running(),
                feeds.size(),
                lastGood().orElse(null),
                next.map(FeedSlot::feed).orElse(""),
                next.map(slot -> slot.slot().at()).orElse(null));
    }

    private record FeedSlot(String feed, Slots.Slot slot) {}

    private Optional<FeedSlot> next(Feed feed) {
        return Optional.ofNullable(feed.schedule())
                .flatMap(schedule -> Slots.of(schedule).next(now))
                .map(slot -> new FeedSlot(feed.name(), slot));
    }

    private Optional<Instant> lastGood() throws SQLException {
        return rows.first(
                        "select max(ended_at) as ended_at from ops.run where state in ('done', 'nothing')",
                        row -> Optional.ofNullable(row.instantOrNull("ended_at")))
                .flatMap(at -> at);
    }

    /** Open rejects of what is published: reports miss their value until they are repaired. */
    private List<String> quarantine() throws SQLException {
        return rows.list(
                """
                select x.feed, count(*) as n, sum(x.value_usd) as usd
                from ops.reject x join ops.load l on l.load_key = x.load_key
                where x.state = 'open' and l.state = 'published' group by 1 order by 3 desc nulls last""",
                row -> row.text("feed") + "  " + Say.count(row.whole("n"))
                        + (row.whole("n") == 1 ? " rejected row" : " rejected rows")
                        + (row.exact("usd").signum() == 0 ? "" : " worth " + Say.money(row.exact("usd")))
                        + " missing in reports: tradehouse rejects --feed " + row.text("feed"));
    }

    /** Slots that passed without a run; only where a schedule has ever been served. */
    private List<String> missed(List<Feed> feeds) throws SQLException {
        Map<String, Instant> taken = rows
                .list(
                        "select feed, max(fire_at_utc) as fire_at from ops.schedule_slot group by 1",
                        row -> Map.entry(row.text("feed"), row.instant("fire_at")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> lines = new ArrayList<>();
        for (Feed feed : feeds) {
            Instant last = taken.get(feed.name());
            if (last != null && feed.schedule() != null) {
                Slots.of(feed.schedule())
                        .due(now.minus(GRACE), NEWS)
                        .filter(slot -> slot.at().isAfter(last))
                        .ifPresent(slot -> lines.add(feed.name() + "  missed its slot of " + slot.date()
                                + ": is 'tradehouse serve' running? By hand: tradehouse run " + feed.name()));
            }
        }
        return lines;
    }
}
