package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ledger of corrections and what the newest load of each figure's slice made of it. */
final class CorrectionQuery {
    private static final String ALL = """
            select c.*, o.outcome, o.source_usd, o.source_row, coalesce(l.source_name, '') as source_name,
              row_key ->> 'reporter' as reporter, row_key ->> 'partner' as partner, row_key ->> 'product' as product, row_key ->> 'flow' as flow,
              (row_key ->> 'from')::date as from_date, (row_key ->> 'to')::date as to_date,
              case when valid_to is not null and approver is null then 'withdrawn' when valid_to is not null then 'retired' when approver is null then 'proposed'
                when outcome is null then 'signed' when outcome = 'applied' then 'in force' else 'not applied' end as state
            from ops.correction c left join lateral (
              select o.*, l.source_name from ops.correction_outcome o join dw.dim_load l using (load_key)
              where o.correction_id = c.correction_id order by l.published_at desc limit 1) o on true
            left join dw.dim_load l on l.load_key = o.load_key""";

    private final Rows rows;

    CorrectionQuery(Rows rows) {
        this.rows = rows;
    }

    /** All of a state, or all that are not over; newest first. */
    List<CorrectionLine> list(@Nullable String state, boolean over) throws SQLException {
        return lines("(?::text is null and (? or valid_to is null) or state = ?)", state, over, state);
    }

    Optional<CorrectionLine> one(long id) throws SQLException {
        return lines("correction_id = ?", id).stream().findFirst();
    }

    /** Those of figures a filter means; retired ones too, because they explain vintages. */
    List<CorrectionLine> of(Meant meant) throws SQLException {
        return lines("""
                exists (select from dw.dim_dataset d, dw.dim_area r, dw.dim_area p, dw.dim_flow w
                  cross join lateral (select d.dataset_key, r.area_key as reporter_key, p.area_key as partner_key, w.flow_key, x.product as product_code, x.from_date, x.to_date,
                    0 as load_key, 0 as part_key, 0 as source_row) v
                  where d.dataset_code = x.dataset_code and r.area_code = x.reporter and p.area_code = x.partner and w.flow_code = x.flow and """ + " " + meant.withoutPlace().anyVintage() + ")");
    }

    private List<CorrectionLine> lines(String which, @Nullable Object... parameters) throws SQLException {
        return rows.list(
                "select x.* from (" + ALL + ") x where " + which + " order by correction_id desc",
                CorrectionQuery::line,
                parameters);
    }

    private static CorrectionLine line(Rows.Row row) throws SQLException {
        String state = row.text("state");
        long id = row.whole("correction_id");
        return new CorrectionLine(
                id,
                state,
                row.text("dataset_code"),
                row.text("reporter"),
                row.text("partner"),
                row.text("product"),
                row.text("flow"),
                row.date("from_date"),
                row.date("to_date"),
                FigureFilter.between(row.date("from_date"), row.date("to_date")).label(),
                row.exact("seen_value"),
                row.exact("new_value"),
                row.exactOrNull("source_usd"),
                row.text("source_name"),
                row.wholeOrNull("source_row") == null ? null : (int) row.whole("source_row"),
                row.text("correction_type"),
                row.text("reason"),
                row.text("author"),
                row.instant("valid_from"),
                row.text("approver"),
                row.instantOrNull("approved_at"),
                row.text("approve_reason"),
                row.text("retired_by"),
                row.instantOrNull("valid_to"),
                row.text("retire_reason"),
                next(state, id));
    }

    private static String next(String state, long id) {
        return switch (state) {
            case "proposed" -> "another person: tradehouse correction approve " + id;
            case "signed" -> "tradehouse correction approve " + id;
            case "in force" -> "tradehouse correction retire " + id + " --reason \"...\"";
            case "not applied" -> "tradehouse correction retire " + id + " --reason \"the source was revised\"";
            default -> "";
        };
    }
}
