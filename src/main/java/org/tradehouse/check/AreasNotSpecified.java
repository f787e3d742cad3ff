package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;

/** A quarter of a flow without a known partner (rule B3). A total that is not broken down at all is not meant. */
final class AreasNotSpecified implements Check {
    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        return checked.sql().list("""
                        select d.dataset_code, r.country_code, f.flow_key, min(f.from_date) as from_date, max(f.to_date) as to_date,
                          coalesce(sum(f.n) filter (where p.area_kind = 'nes'), 0)::bigint as n, sum(f.value_usd) filter (where p.area_kind = 'nes') as usd,
                          sum(f.value_usd) as all_usd
                        from stg.sum_$load f join dw.dim_dataset d using (dataset_key) join dw.scope q using (scope_key)
                        join dw.dim_area r on r.area_key = f.reporter_key join dw.dim_area p on p.area_key = f.partner_key
                        where f.partner_key <> 1 and q.partners is null
                        group by 1, 2, 3 having sum(f.value_usd) filter (where p.area_kind = 'nes') * 4 > sum(f.value_usd)
                        order by 1, 2, 3""", row -> {
            Flow flow = Checked.flow(row.getInt("flow_key"));
            BigDecimal usd = row.getBigDecimal("usd");
            String message = row.getString(1) + ", reporter " + row.getString(2) + ", " + flow.title() + ": "
                    + Say.share(usd.divide(row.getBigDecimal("all_usd"), MathContext.DECIMAL64)
                            .doubleValue())
                    + " of the value (" + Say.usd(usd)
                    + ") is with areas not specified. Shares and rankings of partners say little here.";
            return new Finding(
                    "B3",
                    Severity.FLAG,
                    message,
                    row.getString(2),
                    flow,
                    Checked.period(row, "from_date", "to_date"),
                    row.getLong("n"),
                    usd);
        });
    }
}
