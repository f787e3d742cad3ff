package org.tradehouse.cli;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feeds;
import org.tradehouse.feed.Problem;
import org.tradehouse.operate.ErrorCard;
import org.tradehouse.operate.FeedLine;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.RunCard;
import org.tradehouse.operate.RunFilter;
import org.tradehouse.operate.RunLine;
import org.tradehouse.operate.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verbs that look at runs, feeds and datasets. */
final class LookingVerbs {
    private LookingVerbs() {}

    @Command(name = "status", description = "What needs me now.")
    static final class Status extends Verb {
        Status(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            Feeds feeds = house().feeds();
            if (house().isEmpty()) {
                return show(
                        Map.of("empty", true, "feeds", feeds.all().size(), "next", "tradehouse demo"),
                        "tradehouse " + Version.text() + "  nothing is loaded yet, "
                                + feeds.all().size()
                                + " feeds are known\n\nTry it:    tradehouse demo\nOr load:   tradehouse load FEED FILE"
                                + "      (tradehouse feeds lists the feeds)\n");
            }
            Standing standing = house().looking(look -> look.standing(feeds.all()));
            List<Problem> problems = feeds.problems();
            String broken = problems.isEmpty()
                    ? ""
                    : "\nFeeds that cannot be read: tradehouse feeds shows " + problems.size() + " mistakes\n";
            return show(standing, StandingScreen.of(standing, Version.text(), desk()) + broken);
        }
    }

    @Command(name = "runs", description = "Runs, newest first.")
    static final class Runs extends Verb {
        private static final Pattern AGO = Pattern.compile("(\\d{1,4})([mhd])");

        @Option(names = "--feed", paramLabel = "FEED", description = "Only of this feed.")
        @Nullable
        String feed;

        @Option(names = "--failed", description = "Only runs that did not come to their end.")
        boolean failed;

        @Option(names = "--since", paramLabel = "AGO", description = "Only so new: 30m, 12h, 7d.")
        @Nullable
        String since;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many (${DEFAULT-VALUE}).")
        int limit = 50;

        @Spec
        @Nullable
        CommandSpec spec;

        Runs(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            RunFilter filter = new RunFilter(feed, failed, since == null ? null : moment(since), limit);
            List<RunLine> runs = house().looking(look -> look.runs(filter));
            return show(Map.of("runs", runs), RunScreen.list(runs, desk()));
        }

        private Instant moment(String ago) {
            Matcher said = AGO.matcher(ago);
            if (!said.matches()) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "--since takes a number and m, h or d, such as 7d, not '" + ago + "'");
            }
            long number = Long.parseLong(said.group(1));
            return desk().clock()
                    .instant()
                    .minus(
                            switch (said.group(2)) {
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                default -> Duration.ofDays(number);
                            });
        }
    }

    @Command(name = "show", description = "Everything about one run: file, counts that must balance, slices, findings.")
    static final class Show extends Verb {
        @Parameters(paramLabel = "RUN", description = "4812, feed#4812, or a feed for its newest run.")
        String run = "";

        Show(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            RunCard card = house().looking(look -> look.show(look.run(run)));
            return show(card, RunScreen.card(card, desk()));
        }
    }

    @Command(name = "why", description = "Why a run needs a person: what, where, what reports show now, the next step.")
    static final class Why extends Verb {
        @Parameters(paramLabel = "RUN", description = "4812, feed#4812, or a feed for its newest run.")
        String run = "";

        Why(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            ErrorCard card = house().looking(look -> look.why(look.run(run)));
            return show(card, StandingScreen.card(card, desk()));
        }
    }

    @Command(name = "feeds", description = "Feeds and how they are doing; mistakes of feed files with line and remedy.")
    static final class FeedList extends Verb {
        FeedList(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            Feeds feeds = house().feeds();
            List<FeedLine> lines = house().isEmpty()
                    ? Look.declared(feeds.all(), desk().clock())
                    : house().looking(look -> look.feeds(feeds.all()));
            StringBuilder screen = new StringBuilder(CatalogueScreen.feeds(lines, desk()));
            feeds.problems()
                    .forEach(problem -> screen.append(" x ")
                            .append(Grid.visible(problem.text()))
                            .append('\n'));
            List<Mistake> mistakes = feeds.problems().stream()
                    .map(it -> new Mistake(it.file().toString(), it.line(), it.message(), it.remedy()))
                    .toList();
            show(Map.of("feeds", lines, "problems", mistakes), screen.toString());
            return feeds.problems().isEmpty() ? Exit.OK : Exit.FAILED;
        }

        private record Mistake(String file, int line, String message, String remedy) {}
    }

    @Command(name = "datasets", description = "What may be added up: codes, periods, freshness.")
    static final class Datasets extends Verb {
        Datasets(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            var datasets = house().looking(look -> look.datasets());
            return show(Map.of("datasets", datasets), CatalogueScreen.datasets(datasets, desk()));
        }
    }
}
