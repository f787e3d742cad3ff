package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;

/**
 * Signed corrections of figures (rule R4). One applies while the source is within 1 % of the value it was made for: then its
 * value takes the place of the reported one in what is published, under the same business key, and the slice knows the
 * difference. The stage keeps what was reported, so that checks speak of the publisher's figures. Without a signed
 * correction this costs one look at a small table a load.
 */
final class Corrections {
    private static final String FIGURE = "partner_key, product_key, reporter_key, terms_key, unit_key";

    /** What of {@code row_key} leads to members of the dimensions, and to the slice whose scope holds the figure. */
    private static final String KEYS = """
            join dw.dim_dataset d on d.dataset_code = c.dataset_code
            join dw.dim_area r on r.area_code = c.row_key ->> 'reporter'
            join dw.dim_area p on p.area_code = c.row_key ->> 'partner'
            join dw.dim_flow w on w.flow_code = c.row_key ->> 'flow'
            join dw.dim_product g on (g.nomenclature, g.edition, g.code) = (c.row_key ->> 'nomenclature', c.row_key ->> 'edition', c.row_key ->> 'product')
            join dw.dim_terms t on (t.procedure_code, t.transport_code, t.valuation, t.trade_system)
              = (c.row_key ->> 'procedure', c.row_key ->> 'transport', c.row_key ->> 'valuation', c.row_key ->> 'system')
            join dw.dim_unit u on u.unit_code = c.row_key ->> 'unit'
            join slice z on (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date)
              = (d.dataset_key, r.country_key, w.flow_key, (c.row_key ->> 'from')::date, (c.row_key ->> 'to')::date) and not z.is_withdrawn
            join dw.scope q on q.scope_key = z.scope_key
              and (q.partners is null or p.country_code = any (q.partners) or p.area_code = any (q.partners))
              and (q.product_prefixes is null or exists (select from unnest(q.product_prefixes) x where g.code like x || '%'))""";

    private final LoadSql sql;
    private boolean any;

    Corrections(LoadSql sql) {
        this.sql = sql;
    }

    /** True where a signed correction is about a slice of this load; {@code hit} then says what becomes of each. */
    boolean any() {
        return any;
    }

    /** Fills {@code hit} and {@code corrected}, the figures to publish in the place of reported ones. Call when slices are known. */
    void gather() throws SQLException {
        if (!sql.isTrue("select exists (select from ops.correction where approver is not null and valid_to is null)")) {
            return;
        }
        sql.run(
                "create temp table signed as select c.correction_id, c.dataset_code, c.row_key, c.seen_value, c.new_value, z.slice_no, "
                        + "d.dataset_key, z.from_date, z.to_date, z.flow_key, p.area_key as partner_key, g.product_key, r.area_key as reporter_key, t.terms_key, u.unit_key from ops.correction c "
                        + KEYS + " where c.approver is not null and c.valid_to is null");
        any = sql.number("select count(*) from signed") > 0;
        if (any) {
            sql.run("analyze signed");
            hits();
            take();
        }
    }

    private void hits() throws SQLException {
        sql.run("""
                create temp table hit as
                select s.*, f.wid, f.origin, f.source_usd, f.source_row, f.part_key, f.status_key, f.net_weight_kg, f.unit2_key, f.currency_key,
                  case when f.wid is null then 'no figure' when abs(f.source_usd - s.seen_value) <= abs(s.seen_value) * 0.01 then 'applied' else 'other value' end as outcome
                from signed s left join (
                  select f.wid, f.origin, f.slice_no, %1$s, f.value_usd as source_usd, f.source_row, f.part_key, f.status_key, f.net_weight_kg, f.unit2_key, f.currency_key
                  from stg.figure_$load f where f.slice_no in (select slice_no from signed)
                    and f.status_key in (select status_key from dw.dim_status where row_kind = 'leaf')) f
                using (slice_no, %1$s)""".formatted(FIGURE));
    }

    private void take() throws SQLException {
        sql.run("""
                insert into dw.dim_status (obs_status, conf_status, row_kind, usd_derived, net_weight_estimated, gross_weight_estimated, quantity_estimated, quantity2_estimated, is_corrected)
                select obs_status, conf_status, row_kind, usd_derived, net_weight_estimated, gross_weight_estimated, quantity_estimated, quantity2_estimated, true
                from dw.dim_status where status_key in (select status_key from hit where outcome = 'applied')
                except select obs_status, conf_status, row_kind, usd_derived, net_weight_estimated, gross_weight_estimated, quantity_estimated, quantity2_estimated, is_corrected from dw.dim_status
                on conflict do nothing""");
        sql.run("alter table hit add column corrected_status smallint");
        sql.run("""
                update hit h set corrected_status = n.status_key from dw.dim_status o join dw.dim_status n
                  on (n.obs_status, n.conf_status, n.row_kind, n.usd_derived, n.net_weight_estimated, n.gross_weight_estimated, n.quantity_estimated, n.quantity2_estimated, n.is_corrected)
                   = (o.obs_status, o.conf_status, o.row_kind, o.usd_derived, o.net_weight_estimated, o.gross_weight_estimated, o.quantity_estimated, o.quantity2_estimated, true)
                where o.status_key = h.status_key and h.outcome = 'applied'""");
        sql.run("create temp table corrected (like stg.made_$load)");
        sql.run(
                "insert into corrected (" + PublishedSlices.FIGURE.replace("f.", "") + ") select "
                        + PublishedSlices.FIGURE
                        + " from stg.figure_$load f where (f.wid, f.origin) in (select wid, origin from hit where outcome = 'applied')");
        sql.run("""
                update corrected f set value_usd = h.new_value, status_key = h.corrected_status from hit h
                where h.outcome = 'applied' and (h.slice_no, h.partner_key, h.product_key, h.reporter_key, h.terms_key, h.unit_key)
                  = (f.slice_no, f.partner_key, f.product_key, f.reporter_key, f.terms_key, f.unit_key)""");
        sql.run("""
                update slice z set corrected_usd = h.delta from (
                  select slice_no, sum(new_value - source_usd) as delta from hit where outcome = 'applied' group by 1) h
                where h.slice_no = z.slice_no""");
    }

    /**
     * Makes figures of an earlier version ({@code stg.made_N}, before it is summed) what was reported then: the corrections
     * that are signed now are applied to them as to those of a file.
     */
    static void uncorrect(LoadSql sql) throws SQLException {
        sql.run("""
                update stg.made_$load f set
                  value_usd = coalesce((
                    select k.reported_usd from dw.correction k where k.value_usd = f.value_usd
                      and (k.dataset_key, k.from_date, k.to_date, k.reporter_key, k.partner_key, k.product_key, k.flow_key, k.terms_key, k.unit_key)
                        = (f.dataset_key, f.from_date, f.to_date, f.reporter_key, f.partner_key, f.product_key, f.flow_key, f.terms_key, f.unit_key)
                    order by k.correction_key desc limit 1), f.value_usd),
                  status_key = (
                    select n.status_key from dw.dim_status n join dw.dim_status o
                      on (n.obs_status, n.conf_status, n.row_kind, n.usd_derived, n.net_weight_estimated, n.gross_weight_estimated, n.quantity_estimated, n.quantity2_estimated)
                       = (o.obs_status, o.conf_status, o.row_kind, o.usd_derived, o.net_weight_estimated, o.gross_weight_estimated, o.quantity_estimated, o.quantity2_estimated)
                    where o.status_key = f.status_key and not n.is_corrected)
                where f.status_key in (select status_key from dw.dim_status where is_corrected)""");
    }

    /** Signed corrections that do not apply, with what the source shows now. */
    List<Finding> findings() throws SQLException {
        return !any
                ? List.of()
                : sql.list(
                        """
                        select correction_id, dataset_code, row_key ->> 'reporter', row_key ->> 'flow', row_key ->> 'partner', row_key ->> 'product', from_date, to_date, seen_value, source_usd, source_row
                        from hit where outcome <> 'applied' order by 1 limit 200""",
                        row -> Finding.of(
                                "R4",
                                Severity.FLAG,
                                "correction " + row.getLong(1) + " is not applied (" + row.getString(2) + ", "
                                        + row.getString(3) + " " + row.getString(4) + " " + row.getString(5) + " "
                                        + row.getString(6) + ", " + row.getDate(7) + " to " + row.getDate(8)
                                        + "): it was made for " + row.getBigDecimal(9) + " USD, the source now "
                                        + (row.getBigDecimal(10) == null
                                                ? "has no such figure"
                                                : "shows " + row.getBigDecimal(10) + " in row " + row.getInt(11))
                                        + ". Retire it, or make another: tradehouse correction show "
                                        + row.getLong(1)));
    }

    /** Writes what became of each, and keeps {@code dw.correction} to the facts; after the facts are written. */
    void remember() throws SQLException {
        if (any) {
            sql.run("""
                    insert into ops.correction_outcome (load_key, correction_id, outcome, source_usd, source_row, part_key)
                    select distinct on (correction_id) $load, correction_id, outcome, source_usd, source_row, part_key from hit order by correction_id, outcome
                    on conflict (correction_id, load_key) do update set outcome = excluded.outcome, source_usd = excluded.source_usd, source_row = excluded.source_row, part_key = excluded.part_key""");
        }
        if (any || sql.isTrue("select exists (select from dw.correction where ended_by_load_key is null)")) {
            end();
        }
        if (any) {
            begin();
        }
    }

    /** What is no longer in the facts, or stands beside another reported value, has ended. */
    private void end() throws SQLException {
        sql.run("""
                update dw.correction x set ended_by_load_key = $load from slice z, dw.dim_area a
                where x.ended_by_load_key is null and a.area_key = x.reporter_key
                  and (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date) = (x.dataset_key, a.country_key, x.flow_key, x.from_date, x.to_date)
                  and (%s or not (%s))""".formatted(
                        any
                                ? "exists (select from hit h where h.correction_id = x.correction_id and h.outcome = 'applied' and (h.source_usd, h.new_value) <> (x.reported_usd, x.value_usd))"
                                : "false",
                        inFacts()));
    }

    private static String inFacts() {
        var exists = new StringBuilder();
        for (var fact : Fact.values()) {
            exists.append(exists.isEmpty() ? "" : " or ").append("""
                    exists (select from dw.%s f join dw.dim_status s using (status_key) where s.is_corrected and f.value_usd = x.value_usd %s
                       and (f.dataset_key, f.%s, f.reporter_key, f.partner_key, f.product_key, f.flow_key, f.terms_key, f.unit_key)
                         = (x.dataset_key, x.from_date, x.reporter_key, x.partner_key, x.product_key, x.flow_key, x.terms_key, x.unit_key))""".formatted(
                            fact.table(), fact.hasTo() ? "and f.to_date = x.to_date" : "", fact.fromColumn()));
        }
        return exists.toString();
    }

    private void begin() throws SQLException {
        sql.run("""
                insert into dw.correction (correction_id, dataset_key, reporter_key, partner_key, flow_key, product_key, terms_key, unit_key, from_date, to_date,
                  reported_usd, value_usd, correction_type, reason, author, approver, load_key)
                select h.correction_id, h.dataset_key, h.reporter_key, h.partner_key, h.flow_key, h.product_key, h.terms_key, h.unit_key, h.from_date, h.to_date,
                  h.source_usd, h.new_value, c.correction_type, c.reason, c.author, c.approver, $load
                from hit h join ops.correction c using (correction_id)
                where h.outcome = 'applied' and not exists (select from dw.correction x where x.correction_id = h.correction_id and x.ended_by_load_key is null)""");
    }
}
