package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;

/** The loads whose files hold the slice a correction is about. */
final class CorrectedLoads {
    private static final String SLICE = "dataset_key, reporter_key, flow_key, from_date, to_date, scope_key";

    /**
     * The loads whose files hold the slice of a correction's figure now. An undo holds none: it gave back what was live before
     * the load it undid, and the file is that of the version before.
     */
    private static final String LOADS = """
            with recursive source as (
              select k.load_key, k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key
              from ops.correction c join dw.dim_dataset d on d.dataset_code = c.dataset_code
              join dw.dim_area r on r.area_code = c.row_key ->> 'reporter' join dw.dim_area p on p.area_code = c.row_key ->> 'partner'
              join dw.dim_flow w on w.flow_code = c.row_key ->> 'flow'
              join dw.coverage k on (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date)
                = (d.dataset_key, r.country_key, w.flow_key, (c.row_key ->> 'from')::date, (c.row_key ->> 'to')::date)
              join dw.scope q on q.scope_key = k.scope_key and (q.partners is null or p.country_code = any (q.partners) or p.area_code = any (q.partners))
                and (q.product_prefixes is null or exists (select from unnest(q.product_prefixes) x where c.row_key ->> 'product' like x || '%%'))
              where c.correction_id = ?
              union
              select v.load_key, s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.scope_key
              from source s join ops.load u on u.load_key = s.load_key
              join lateral (select max(o.revision_key) as undone from dw.revision o where o.load_key = u.undoes_load_key and (%1$s) = (%2$s)) o on true
              join lateral (select b.load_key from dw.revision b where (%3$s) = (%2$s) and b.revision_key < o.undone order by b.revision_key desc limit 1) v on true)
            select distinct s.load_key from source s join ops.load l using (load_key) where l.undoes_load_key is null""".formatted(columns("o"), columns("s"), columns("b"));

    private CorrectedLoads() {}

    /** Their keys. */
    static List<Integer> of(Rows rows, long correction) throws SQLException {
        return rows.list(LOADS, row -> (int) row.whole("load_key"), correction);
    }

    private static String columns(String table) {
        return table + "." + SLICE.replace(", ", ", " + table + ".");
    }
}
