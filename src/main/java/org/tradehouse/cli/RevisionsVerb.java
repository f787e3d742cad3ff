package org.tradehouse.cli;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.RevisionCard;
import org.tradehouse.operate.RevisionFilter;
import org.tradehouse.operate.RevisionLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What changed, when, by which load. */
@Command(
        name = "revisions",
        description =
                "What loads changed: of a feed load by load, of a run slice by slice, of slices vintage by vintage.")
final class RevisionsVerb extends Verb {
    @Parameters(paramLabel = "FEED|RUN", description = "A feed, or 4812 or feed#4812.")
    String what = "";

    @Option(names = "--period", paramLabel = "PERIOD", description = "Vintages of this year or month: 2020, 2020-05.")
    @Nullable
    String period;

    @Option(names = "--flow", paramLabel = "FLOW", description = "Vintages of this flow: X, M.")
    @Nullable
    String flow;

    @Option(names = "--dataset", paramLabel = "CODE", description = "Vintages of this dataset.")
    @Nullable
    String dataset;

    @Option(names = "--limit", defaultValue = "50", description = "At most so many lines (${DEFAULT-VALUE}).")
    int limit = 50;

    @Spec
    @Nullable
    CommandSpec spec;

    RevisionsVerb(House house) {
        super(house);
    }

    @Override
    public Integer call() throws SQLException {
        if (what.matches(".*#\\d+|\\d+")) {
            RevisionCard card = house().looking(look -> look.revision(look.run(what)));
            return show(card, RevisionScreen.run(card, desk()));
        }
        String feed = house().feeds().named(what).name();
        if (period == null && flow == null && dataset == null) {
            List<RevisionLine> loads = house().looking(look -> look.revisions(feed, limit));
            return show(Map.of("revisions", loads), RevisionScreen.feed(feed, loads, desk()));
        }
        RevisionFilter filter = new RevisionFilter(
                feed,
                dataset,
                first(),
                last(),
                flow == null ? null : flow.toUpperCase(Locale.ROOT),
                Math.max(1, limit));
        List<RevisionLine> vintages = house().looking(look -> look.vintages(filter));
        return show(Map.of("vintages", vintages), RevisionScreen.vintages(vintages, desk()));
    }

    private @Nullable LocalDate first() {
        if (period == null) {
            return null;
        }
        if (!period.matches("\\d{4}(-(0[1-9]|1[0-2]))?")) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--period takes a year or a month, such as 2020 or 2020-05, not '" + period + "'");
        }
        return LocalDate.parse(period.length() == 4 ? period + "-01-01" : period + "-01");
    }

    private @Nullable LocalDate last() {
        LocalDate from = first();
        return from == null
                ? null
                : from.plusMonths(Objects.requireNonNull(period).length() == 4 ? 12 : 1)
                        .minusDays(1);
    }
}
