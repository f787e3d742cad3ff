package org.tradehouse.cli;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.FigureFilter;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.Original;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a number came about, down to the cell. */
@Command(
        name = "explain",
        description = "How a figure came about: facts, cells, totals, rates, corrections, vintages.",
        footer = {
            "",
            "  tradehouse explain KZ CN 2022              every source side by side",
            "  tradehouse explain KZ_BNS/A KZ CN 2022 M   one figure",
            "  tradehouse explain 12:34:56 --rows         the cells it was read from"
        })
final class ExplainVerb extends Verb {
    @Mixin
    FigureOptions figure = new FigureOptions();

    @Option(
            names = "--as-of",
            paramLabel = "MOMENT",
            description = "As published then: 2023-07-14 (the end of that day), or with a time.")
    @Nullable
    String asOf;

    @Option(names = "--rows", description = "Read the cells of the listed facts once more from the archived file.")
    boolean cells;

    @Option(
            names = "--limit",
            defaultValue = "5",
            description = "List so many facts, largest first (${DEFAULT-VALUE}).")
    int limit = 5;

    @Spec
    @Nullable
    CommandSpec spec;

    ExplainVerb(House house) {
        super(house);
    }

    private record Explained(Explanation explanation, List<Original> originals) {}

    @Override
    public Integer call() throws SQLException {
        FigureFilter filter = asOf == null ? figure.filter() : figure.filter().asOf(moment(asOf));
        Explained explained = house().looking(look -> explained(look, filter));
        return show(
                cells
                        ? Map.of("explanation", explained.explanation, "originals", explained.originals)
                        : Map.of("explanation", explained.explanation),
                ExplainScreen.of(explained.explanation, explained.originals, desk()));
    }

    private Explained explained(Look look, FigureFilter filter) throws SQLException {
        Explanation explanation = look.explain(filter, Math.max(1, limit));
        return new Explained(
                explanation, cells ? look.originals(explanation, house().feeds(), house().home()) : List.of());
    }

    /** A day means its end, where the person is. */
    private Instant moment(String said) {
        try {
            if (said.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(said)
                        .plusDays(1)
                        .atStartOfDay(desk().zone())
                        .toInstant()
                        .minusNanos(1000);
            }
            return said.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(said.replace(' ', 'T')).toInstant()
                    : LocalDateTime.parse(said.replace(' ', 'T'))
                            .atZone(desk().zone())
                            .toInstant();
        } catch (DateTimeException none) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--as-of takes a day such as 2023-07-14, or a moment such as 2023-07-14T09:30, not '" + said + "'",
                    none);
        }
    }
}
