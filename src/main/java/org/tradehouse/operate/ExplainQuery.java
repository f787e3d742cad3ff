package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;
import org.tradehouse.operate.Meant.Dataset;
import org.tradehouse.trade.Period;

/**
 * Goes from a figure to what it is made of (mart.explain_vintages): which dataset and period are meant, then {@link Evidence}
 * for them. Datasets are never added: where several hold such figures, one must be chosen.
 */
final class ExplainQuery {
    private final Rows rows;

    ExplainQuery(Rows rows) {
        this.rows = rows;
    }

    private record Found(
            Dataset dataset,
            Period period,
            long figures,
            @Nullable BigDecimal exportUsd,
            @Nullable BigDecimal importUsd) {}

    /**
     * @param limit how many of the largest facts are listed
     * @throws LoadException TH-4040 where a word is not understood, TH-4041 where nothing of the kind is loaded
     */
    Explanation explain(FigureFilter filter, int limit) throws SQLException {
        Meant meant = Meant.of(rows, filter);
        List<Found> found = found(meant);
        List<Found> filled = found.stream().filter(it -> it.figures > 0).toList();
        List<Found> worth = filled.isEmpty() ? found : filled;
        if (worth.size() > 1) {
            return choice(filter, worth);
        }
        Found one = worth.get(0);
        Meant only = meant.only(one.dataset, one.period);
        return new Evidence(rows, only, limit).explanation(command(filter, one), filter.period() == null);
    }

    /** What one figure is, for those who want to correct it. */
    Meant one(FigureFilter filter) throws SQLException {
        Meant meant = Meant.of(rows, filter);
        List<Found> found = found(meant).stream().filter(it -> it.figures > 0).toList();
        if (found.size() > 1) {
            throw new LoadException(
                    "TH-4042",
                    found.size() + " datasets hold such figures ("
                            + found.stream().map(it -> it.dataset.code()).collect(Collectors.joining(", "))
                            + "): a correction is of one figure of one dataset",
                    "say which: --dataset '" + found.get(0).dataset.code() + "'");
        }
        return found.isEmpty() ? meant : meant.only(found.get(0).dataset, found.get(0).period);
    }

    /** Where coverage says that there can be such a figure; an empty slice counts, because it is zero. */
    private List<Found> found(Meant meant) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (Dataset dataset : meant.datasets()) {
            Meant only = meant.only(dataset, null);
            Optional<Period> period = period(only);
            if (period.isPresent()) {
                found.add(counted(meant.only(dataset, period.get()), dataset, period.get()));
            }
        }
        if (found.isEmpty()) {
            throw new LoadException(
                    "TH-4041",
                    (meant.filter().asOf() == null
                                    ? "nothing is loaded of "
                                    : "nothing had been published by "
                                            + meant.filter().asOf() + " of ")
                            + said(meant)
                            + near(meant)
                            + partly(meant),
                    "tradehouse datasets");
        }
        return found;
    }

    /** The period that was said, if anything is covered in it, else the newest one. */
    private Optional<Period> period(Meant only) throws SQLException {
        Period said = only.filter().period();
        return rows.first(
                "select k.from_date, k.to_date from " + only.covered() + " k where " + only.slices() + " and "
                        + place(only) + " order by k.to_date desc, k.from_date limit 1",
                row -> said != null ? said : FigureFilter.between(row.date("from_date"), row.date("to_date")));
    }

    /** A figure at a place is in the slices of that load: no others need be looked through. */
    private static String place(Meant only) {
        FigureFilter.Place place = only.filter().place();
        return place == null ? "true" : """
                exists (select from ops.load_slice s where s.load_key = %1$d and (s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date)
                  = (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date)) and exists (select from mart.explain_vintages v where v.is_current
                  and v.dataset_key = k.dataset_key and v.from_date = k.from_date and v.to_date = k.to_date and v.flow_key = k.flow_key
                  and v.load_key = %1$d and v.part_key = %2$d and v.source_row = %3$d)""".formatted(place.load(), place.part(), place.row());
    }

    private Found counted(Meant only, Dataset dataset, Period period) throws SQLException {
        return rows.list(
                        """
                        select count(*) as n, sum(v.value_usd) filter (where v.flow_key = 1) as x, sum(v.value_usd) filter (where v.flow_key = 2) as m
                        from mart.explain_vintages v where """ + " " + only.figures(),
                        row -> new Found(dataset, period, row.whole("n"), row.exactOrNull("x"), row.exactOrNull("m")))
                .get(0);
    }

    private static Explanation choice(FigureFilter filter, List<Found> found) {
        List<Explanation.Choice> choices = found.stream()
                .map(it -> new Explanation.Choice(
                        it.dataset.code(),
                        it.period.label(),
                        it.figures,
                        it.exportUsd,
                        it.importUsd,
                        command(filter, it)))
                .toList();
        return new Explanation(
                "tradehouse explain " + filter.options(),
                choices,
                null,
                "",
                "",
                false,
                filter.asOf(),
                false,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Explanation.Proof(0, 0, 0, List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static String command(FigureFilter filter, Found found) {
        return "tradehouse explain "
                + filter.withDataset(found.dataset.code()).within(found.period).options()
                + (filter.asOf() == null ? "" : " --as-of " + filter.asOf());
    }

    private static String said(Meant meant) {
        String options = meant.filter().options().strip();
        return options.isEmpty() ? "any dataset" : "'" + options + "'";
    }

    /** Where files of that period are there, which say nothing about it. */
    private String partly(Meant meant) throws SQLException {
        return rows.first(
                        "select 1 as one from " + meant.covered() + " k where " + meant.near() + " limit 1",
                        row -> true)
                .map(
                        any ->
                                "; what there is of that period is complete for other partners, products or regions: not known, and not zero")
                .orElse("");
    }

    /** What is loaded that comes near: the periods of the same datasets and reporters. */
    private String near(Meant meant) throws SQLException {
        Meant any = meant.withoutFlow();
        return rows
                .list(
                        """
                        select d.dataset_code, min(k.from_date) as from_date, max(k.to_date) as to_date from dw.coverage k join dw.dim_dataset d using (dataset_key)
                        where """ + " " + any.near() + " group by 1 order by 1 limit 3",
                        row -> row.text("dataset_code") + " from "
                                + row.date("from_date").toString().substring(0, 7) + " to "
                                + row.date("to_date").toString().substring(0, 7))
                .stream()
                .reduce((a, b) -> a + ", " + b)
                .map(all -> "; loaded are " + all)
                .orElse("");
    }
}
