package org.tradehouse.operate;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;

/** Lists what there is: feeds and datasets. */
final class CatalogueQuery {
    private final Rows rows;
    private final Instant now;

    CatalogueQuery(Rows rows, Instant now) {
        this.rows = rows;
        this.now = now;
    }

    private record Newest(
            String feed, long runId, String state, @Nullable Instant lastGood) {}

    List<FeedLine> feeds(List<Feed> feeds) throws SQLException {
        Map<String, RunLine> newest =
                new RunQuery(rows).newestOfEach().stream().collect(Collectors.toMap(RunLine::feed, run -> run));
        Map<String, Instant> good = rows
                .list(
                        "select feed, max(ended_at) as ended_at from ops.run where state in ('done', 'nothing') and ended_at is not null group by 1",
                        row -> Map.entry(row.text("feed"), row.instant("ended_at")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, String> periods = new CardQuery(rows)
                .newestPeriods().stream()
                        .collect(Collectors.toMap(CardQuery.NewestPeriod::feed, CardQuery.NewestPeriod::label));
        return feeds.stream()
                .map(feed -> line(
                        feed,
                        newest.get(feed.name()),
                        good.get(feed.name()),
                        periods.getOrDefault(feed.name(), ""),
                        now))
                .toList();
    }

    static List<FeedLine> declared(List<Feed> feeds, Instant now) {
        return feeds.stream().map(feed -> line(feed, null, null, "", now)).toList();
    }

    private static FeedLine line(
            Feed feed, @Nullable RunLine run, @Nullable Instant lastGood, String newestPeriod, Instant now) {
        return new FeedLine(
                feed.name(),
                feed.title(),
                feed.publisher(),
                feed.source().inbox(),
                schedule(feed),
                run == null ? "" : run.state(),
                run == null ? null : run.runId(),
                lastGood,
                newestPeriod,
                Optional.ofNullable(feed.schedule())
                        .flatMap(schedule -> Slots.of(schedule).next(now))
                        .map(Slots.Slot::at)
                        .orElse(null));
    }

    private static String schedule(Feed feed) {
        Feed.Schedule schedule = feed.schedule();
        return schedule == null ? "" : schedule.cron() + " " + schedule.zone();
    }

    List<DatasetLine> datasets() throws SQLException {
        return rows.list(
                """
                select d.dataset_code, d.feed, d.publisher, d.freq, d.preference, min(c.from_date) as from_date, max(c.to_date) as to_date,
                  count(c.dataset_key) as slices, coalesce(sum(c.row_count), 0) as row_count, coalesce(sum(c.rejected_usd), 0) as rejected_usd,
                  max(c.edition_date) as edition_date, max(l.published_at) as published_at
                from dw.dim_dataset d
                left join dw.coverage c on c.dataset_key = d.dataset_key
                left join dw.dim_load l on l.load_key = c.load_key
                group by d.dataset_key order by d.dataset_code""",
                row -> new DatasetLine(
                        row.text("dataset_code"),
                        row.text("feed"),
                        row.text("publisher"),
                        row.text("freq"),
                        (int) row.whole("preference"),
                        row.dateOrNull("from_date"),
                        row.dateOrNull("to_date"),
                        row.whole("slices"),
                        row.whole("row_count"),
                        row.exact("rejected_usd"),
                        row.dateOrNull("edition_date"),
                        row.instantOrNull("published_at")));
    }
}
