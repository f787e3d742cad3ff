package org.tradehouse.operate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.LoadException;

/**
 * What an operator and an analyst can see. Plain JDBC, read-only, no framework: a screen is on the terminal before a
 * framework would have started (semantics 7.3). Answers are values, so that every face shows the same.
 */
public final class Look {
    private static final Pattern RUN = Pattern.compile("(?:([^#]*)#)?(\\d{1,18})");

    private final Rows rows;
    private final Clock clock;

    /** Looks through a connection that belongs to the caller, who also closes it; it is made read-only. */
    public Look(Connection connection, Clock clock) throws SQLException {
        connection.setReadOnly(true);
        this.rows = new Rows(connection);
        this.clock = clock;
    }

    /** What needs a person now. */
    public Standing standing(List<Feed> feeds) throws SQLException {
        return new StandingQuery(rows, clock.instant()).standing(feeds);
    }

    /** Runs, newest first. */
    public List<RunLine> runs(RunFilter filter) throws SQLException {
        return new RunQuery(rows).runs(filter);
    }

    /**
     * The run a person means by {@code 4812}, {@code kz-customs#4812} (a prefix of the feed is enough) or a feed's name,
     * which is its newest run.
     *
     * @throws LoadException TH-4011 when there is no such run
     */
    public RunLine run(String reference) throws SQLException {
        RunQuery runs = new RunQuery(rows);
        Matcher numbered = RUN.matcher(reference);
        if (!numbered.matches()) {
            return runs.newest(reference)
                    .orElseThrow(() -> new LoadException(
                            "TH-4011", "there is no run of a feed '" + reference + "'", "tradehouse runs"));
        }
        RunLine run = runs.run(Long.parseLong(numbered.group(2))).orElse(null);
        if (run == null) {
            Long newest = runs.newestNumber();
            throw new LoadException(
                    "TH-4011",
                    "there is no run " + reference
                            + (newest == null ? ": nothing has run yet" : ": the newest is " + newest),
                    "tradehouse runs");
        }
        if (numbered.group(1) != null && !run.feed().startsWith(numbered.group(1))) {
            throw new LoadException(
                    "TH-4011",
                    "run " + run.runId() + " is of feed " + run.feed() + ", not of " + numbered.group(1),
                    "tradehouse show " + run.id());
        }
        return run;
    }

    /** Everything about one run. */
    public RunCard show(RunLine run) throws SQLException {
        CardQuery cards = new CardQuery(rows);
        return new RunQuery(rows)
                .card(
                        run,
                        cards.loaded(run),
                        cards.readers(run.feed()),
                        List.of(cards.card(run).next()));
    }

    /** What a run would have published, where it only planned or was held. */
    public Optional<PlanCard> plan(RunLine run) throws SQLException {
        return new PlanQuery(rows).plan(run);
    }

    /** What the loads of a feed changed, one line a load and dataset, newest first. */
    public List<RevisionLine> revisions(String feed, int limit) throws SQLException {
        return new RevisionQuery(rows).ofFeed(feed, limit);
    }

    /** The vintages of the slices that are meant, slice by slice. */
    public List<RevisionLine> vintages(RevisionFilter filter) throws SQLException {
        return new RevisionQuery(rows).vintages(filter);
    }

    /** What a run changed. */
    public RevisionCard revision(RunLine run) throws SQLException {
        return new RevisionQuery(rows).ofRun(run);
    }

    /** Why a run needs a person, and the one next step. */
    public ErrorCard why(RunLine run) throws SQLException {
        return new CardQuery(rows).card(run);
    }

    /** Open rejects by code and value, heaviest first. */
    public List<RejectGroup> rejects(RejectFilter filter) throws SQLException {
        return new RejectQuery(rows).groups(filter);
    }

    /** Open rejects one by one. */
    public List<RejectRow> rejectRows(RejectFilter filter) throws SQLException {
        return new RejectQuery(rows).rejects(filter);
    }

    /** Feeds and how they are doing. */
    public List<FeedLine> feeds(List<Feed> feeds) throws SQLException {
        return new CatalogueQuery(rows, clock.instant()).feeds(feeds);
    }

    /** Feeds as they declare themselves, where there is no database to ask yet. */
    public static List<FeedLine> declared(List<Feed> feeds, Clock clock) {
        return CatalogueQuery.declared(feeds, clock.instant());
    }

    /** What may be added up. */
    public List<DatasetLine> datasets() throws SQLException {
        return new CatalogueQuery(rows, clock.instant()).datasets();
    }

    /** What BI tools find, in the words of the database's comments. */
    public Dictionary dictionary() throws SQLException {
        return new DictionaryQuery(rows).dictionary();
    }

    /** Groups of products with their prefixes, sets together. */
    public List<GroupLine> groups() throws SQLException {
        return new GroupQuery(rows).groups();
    }

    /** Aliases that hold now. */
    public List<AliasLine> aliases() throws SQLException {
        return rows.list(
                """
                select feed, kind, alias, code, created_by, created_at, coalesce(reason, '') as reason
                from ops.alias where retired_at is null order by feed, kind, alias""",
                row -> new AliasLine(
                        row.text("feed"),
                        row.text("kind"),
                        row.text("alias"),
                        row.text("code"),
                        row.text("created_by"),
                        row.instant("created_at"),
                        row.text("reason")));
    }

    /**
     * What an alias would repair.
     *
     * @throws LoadException TH-4032 for a kind or code that does not exist
     */
    public AliasTest aliasTest(String kind, String alias, String code, @Nullable String feed) throws SQLException {
        return new RejectQuery(rows).aliasTest(kind, alias, code, feed);
    }

    /**
     * How a figure came about: its facts, their cells, what was done to them, what the publisher's totals say, its vintages.
     *
     * @param largest how many facts are listed
     * @throws LoadException TH-4040 where a word is not understood, TH-4041 where nothing of the kind is loaded
     */
    public Explanation explain(FigureFilter filter, int largest) throws SQLException {
        return new ExplainQuery(rows).explain(filter, largest);
    }

    /**
     * The cells of facts, read once more from the archived files.
     *
     * @param home folder of the archive
     */
    public List<Original> originals(Explanation explained, Feeds feeds, Path home) throws SQLException {
        return new Originals(rows, feeds, home).of(explained.largest());
    }

    /** Corrections that are not over, newest first; with {@code over} all there ever were. */
    public List<CorrectionLine> corrections(@Nullable String state, boolean over) throws SQLException {
        return new CorrectionQuery(rows).list(state, over);
    }

    /**
     * One correction.
     *
     * @throws LoadException TH-4043 when there is none of this number
     */
    public CorrectionLine correction(long id) throws SQLException {
        return new CorrectionQuery(rows)
                .one(id)
                .orElseThrow(() -> new LoadException(
                        "TH-4043", "there is no correction " + id, "tradehouse correction list --all"));
    }

    /** Turnover of two countries, every source side by side. */
    public Answer answer(String reporter, String partner) throws SQLException {
        return new AnswerQuery(rows, reporter, partner).answer();
    }
}
