package org.tradehouse.operate;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * What a filter means in this warehouse: keys instead of words, so that indexes and partitions serve it.
 *
 * @param reporters keys of the areas that report; empty for any
 * @param countries keys of their countries, as slices have them; empty for any
 * @param partners keys of areas; empty for any
 */
record Meant(
        FigureFilter filter,
        List<Dataset> datasets,
        List<Integer> reporters,
        List<Integer> countries,
        List<Integer> partners) {

    /** A dataset that may be meant. */
    record Dataset(int key, String code, String freq, String feed) {
        boolean overlaps() {
            return freq.equals("C");
        }
    }

    /** Finds the members a filter names. */
    static Meant of(Rows rows, FigureFilter filter) throws SQLException {
        List<List<Integer>> reporters = areas(rows, filter.reporter(), "reporter");
        return new Meant(
                filter,
                datasets(rows, filter),
                reporters.get(0),
                reporters.get(1),
                areas(rows, filter.partner(), "partner").get(0));
    }

    /** The same for one dataset and, where none was said, one period. */
    Meant only(Dataset dataset, @Nullable Period period) {
        return new Meant(
                period == null ? filter : filter.within(period), List.of(dataset), reporters, countries, partners);
    }

    /** Other figures that differ in little: in their product, their period, their partner. */
    List<Meant> wider() {
        return List.of(
                new Meant(
                        new FigureFilter(
                                filter.dataset(),
                                filter.reporter(),
                                filter.partner(),
                                null,
                                filter.flow(),
                                filter.period(),
                                null,
                                null),
                        datasets,
                        reporters,
                        countries,
                        partners),
                withoutPeriod(),
                new Meant(
                        new FigureFilter(
                                filter.dataset(),
                                filter.reporter(),
                                null,
                                null,
                                filter.flow(),
                                filter.period(),
                                null,
                                null),
                        datasets,
                        reporters,
                        countries,
                        List.of()));
    }

    /** The same wherever it stands. */
    Meant withoutPlace() {
        FigureFilter all = new FigureFilter(
                filter.dataset(),
                filter.reporter(),
                filter.partner(),
                filter.product(),
                filter.flow(),
                filter.period(),
                null,
                filter.asOf());
        return new Meant(all, datasets, reporters, countries, partners);
    }

    /** All there is of the same datasets and reporters. */
    Meant withoutFlow() {
        FigureFilter all = new FigureFilter(filter.dataset(), filter.reporter(), null, null, null, null, null, null);
        return new Meant(all, datasets, reporters, countries, List.of());
    }

    /** The same in any period and at any place. */
    Meant withoutPeriod() {
        FigureFilter all = new FigureFilter(
                filter.dataset(),
                filter.reporter(),
                filter.partner(),
                filter.product(),
                filter.flow(),
                null,
                null,
                null);
        return new Meant(all, datasets, reporters, countries, partners);
    }

    private static List<Dataset> datasets(Rows rows, FigureFilter filter) throws SQLException {
        String said = filter.dataset();
        if (said == null) {
            return some(rows, "true");
        }
        List<Dataset> exact =
                some(rows, "dataset_code = ? or replace(dataset_code, '×', 'x') = ?", said, said.replace('×', 'x'));
        List<Dataset> found = !exact.isEmpty()
                ? exact
                : some(
                        rows,
                        "feed = ? or starts_with(replace(lower(dataset_code), '×', 'x'), replace(lower(?), '×', 'x'))",
                        said,
                        said);
        if (found.isEmpty()) {
            throw new LoadException("TH-4041", "there is no dataset '" + said + "'", "tradehouse datasets");
        }
        return found;
    }

    private static List<Dataset> some(Rows rows, String which, String... words) throws SQLException {
        return rows.list(
                "select dataset_key, dataset_code, freq, feed from dw.dim_dataset where " + which
                        + " order by preference, dataset_code",
                row -> new Dataset(
                        (int) row.whole("dataset_key"), row.text("dataset_code"), row.text("freq"), row.text("feed")),
                (Object[]) words);
    }

    /** Keys of an area, with its regions where it is a country; and keys of their countries. */
    private static List<List<Integer>> areas(Rows rows, @Nullable String said, String what) throws SQLException {
        if (said == null) {
            return List.of(List.of(), List.of());
        }
        List<Integer> countries = new ArrayList<>();
        List<Integer> keys = rows.list(
                """
                with named as (
                  select area_key, country_key from dw.dim_area
                  where area_code = upper(?) or iso3 = upper(?) or lower(area_name) = lower(?) or lower(area_name_ru) = lower(?) or area_code = ?
                  order by area_code = upper(?) desc, area_kind = 'country' desc, area_key limit 1)
                select a.area_key, a.country_key from dw.dim_area a join named n on a.area_key = n.area_key
                  or n.area_key = n.country_key and a.country_key = n.country_key""",
                row -> {
                    countries.add((int) row.whole("country_key"));
                    return (int) row.whole("area_key");
                },
                said,
                said,
                said,
                said,
                ours(said),
                said);
        if (keys.isEmpty()) {
            refuseGathered(rows, said);
            CodeLists.AreaMatch near = CodeLists.seeded().area("names-en", said);
            throw new LoadException(
                    "TH-4040",
                    "the " + what + " '" + said + "' is no area"
                            + (near.suggestion().isEmpty()
                                    ? ""
                                    : "; nearest: " + near.suggestion() + " " + near.suggestionName()),
                    "give its code, such as CN or CN-XJ");
        }
        return List.of(keys, countries.stream().distinct().toList());
    }

    /** Blocs and groups of products are sums of many figures, of other days and prefixes: what they are made of is explained. */
    private static void refuseGathered(Rows rows, String said) throws SQLException {
        Optional<String> bloc = rows.first(
                "select bloc_code from dw.dim_bloc where lower(?) in (lower(bloc_code), lower(bloc_name))",
                row -> row.text("bloc_code"),
                said);
        if (bloc.isPresent()) {
            throw new LoadException(
                    "TH-4040",
                    "'" + said + "' is a bloc and no area: explain its members one by one",
                    "tradehouse sql \"select * from mart.bloc_trade where bloc_code = '" + bloc.get() + "'\"");
        }
        Optional<String> group = rows.first(
                "select group_code from dw.dim_product_group where lower(?) in (lower(group_code), lower(group_name))",
                row -> row.text("group_code"),
                said);
        if (group.isPresent()) {
            throw new LoadException(
                    "TH-4040",
                    "'" + said + "' is a group of products and no area: explain its prefixes one by one with --product",
                    "tradehouse groups " + group.get());
        }
    }

    /** Our code of a name in any of the languages we have lists of; empty where it is a code already or no name. */
    private static String ours(String said) {
        if (said.matches("[A-Za-z?-]{2,6}[A-Z0-9?]{0,3}")) {
            return "";
        }
        for (String system : List.of("names-en", "names-ru", "names-zh", "names-kk")) {
            Area area = CodeLists.seeded().area(system, said).area();
            if (area != null) {
                return area.code();
            }
        }
        return "";
    }

    /** Which figures of a view {@code v} with the columns of {@code mart.explain_vintages}, of whatever vintage. */
    String anyVintage() {
        List<String> all = new ArrayList<>();
        all.add("v.dataset_key in ("
                + listed(datasets.stream().map(Dataset::key).toList()) + ")");
        if (!reporters.isEmpty()) {
            all.add("v.reporter_key in (" + listed(reporters) + ")");
        }
        if (!partners.isEmpty()) {
            all.add("v.partner_key in (" + listed(partners) + ")");
        }
        Flow flow = filter.flow();
        if (flow != null) {
            all.add("v.flow_key = " + flow.key());
        }
        String product = filter.product();
        if (product != null) {
            all.add("v.product_code like '" + product.replaceAll("[^A-Za-z0-9]", "") + "%'");
        }
        FigureFilter.Place place = filter.place();
        if (place != null) {
            all.add("v.load_key = " + place.load() + " and v.part_key = " + place.part() + " and v.source_row = "
                    + place.row());
        }
        all.add(within("v"));
        return String.join(" and ", all);
    }

    /** The same, as it is published now or was at the filter's moment. */
    String figures() {
        Instant asOf = filter.asOf();
        return anyVintage()
                + (asOf == null
                        ? " and v.is_current"
                        : " and v.published_at <= '" + asOf + "' and (v.superseded_at is null or v.superseded_at > '"
                                + asOf + "')");
    }

    /** Which slices {@code k} of {@link #covered} there are of the datasets, reporters, flow and period. */
    String near() {
        List<String> all = new ArrayList<>();
        all.add("k.dataset_key in ("
                + listed(datasets.stream().map(Dataset::key).toList()) + ")");
        if (!countries.isEmpty()) {
            all.add("k.reporter_key in (" + listed(countries) + ")");
        }
        Flow flow = filter.flow();
        if (flow != null) {
            all.add("k.flow_key = " + flow.key());
        }
        all.add(within("k"));
        return String.join(" and ", all);
    }

    /**
     * Which of these can hold such figures. The others say nothing about them, not even zero: their files are complete for
     * other partners or products, or their dataset does not go down to regions, partners or these products.
     */
    String slices() {
        String product = filter.product();
        return near() + " and " + within(reporters, "reporter", "true") + " and "
                + within(partners, "partner", SCOPE.formatted("partners", "s.partners && (" + CODES + ")"))
                + (product == null
                        ? ""
                        : PRODUCT.formatted(
                                product.replaceAll("[^A-Za-z0-9]", ""),
                                SCOPE.formatted(
                                        "product_prefixes",
                                        "exists (select from unnest(s.product_prefixes) p where starts_with(p, '%1$s') or starts_with('%1$s', p))"
                                                .formatted(product.replaceAll("[^A-Za-z0-9]", "")))));
    }

    private static final String CODES =
            "select array_agg(c.area_code) from dw.dim_area a join dw.dim_area c on c.area_key in (a.area_key, a.country_key) where a.area_key in (%s)";
    private static final String SCOPE =
            "exists (select from dw.scope s where s.scope_key = k.scope_key and (s.%s is null or %s))";
    private static final String PRODUCT =
            " and exists (select from dw.dim_dataset d where d.dataset_key = k.dataset_key and d.product_level >= length('%s')) and %s";

    /** Regions are known where the dataset goes down to them, partners where it has any. */
    private static String within(List<Integer> areas, String role, String scope) {
        String keys = listed(areas);
        return areas.isEmpty() ? "true" : """
                exists (select from dw.dim_dataset d, dw.dim_area a where d.dataset_key = k.dataset_key and a.area_key in (%2$s)
                  and (d.%1$s_grain = 'region' or a.area_key = a.country_key and (d.%1$s_grain = 'country' or a.area_code like 'W%%'))) and %3$s""".formatted(role, keys, scope.replace("(%s)", "(" + keys + ")"));
    }

    /** Coverage now, or as it was at the filter's moment. */
    String covered() {
        Instant asOf = filter.asOf();
        return asOf == null ? "dw.coverage" : """
                (select v.* from (select distinct on (x.dataset_key, x.reporter_key, x.flow_key, x.from_date, x.to_date, x.scope_key) x.*
                  from dw.revision x join dw.dim_load l using (load_key) where l.published_at <= '%s'
                  order by x.dataset_key, x.reporter_key, x.flow_key, x.from_date, x.to_date, x.scope_key, x.revision_key desc) v where not v.is_withdrawn)""".formatted(asOf);
    }

    /** Spans overlap: of these only the one that is exactly the period. */
    private String within(String table) {
        Period period = filter.period();
        if (period == null) {
            return "true";
        }
        LocalDate from = period.from();
        LocalDate to = period.to();
        String overlapping = datasets.stream()
                .filter(Dataset::overlaps)
                .map(it -> Integer.toString(it.key))
                .collect(Collectors.joining(", "));
        return "%1$s.from_date >= '%2$s' and %1$s.from_date <= '%3$s' and %1$s.to_date <= '%3$s'"
                        .formatted(table, from, to)
                + (overlapping.isEmpty()
                        ? ""
                        : " and (%1$s.dataset_key not in (%2$s) or %1$s.from_date = '%3$s' and %1$s.to_date = '%4$s')"
                                .formatted(table, overlapping, from, to));
    }

    private static String listed(List<Integer> keys) {
        return keys.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
