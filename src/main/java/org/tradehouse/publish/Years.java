package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/** Makes sure that the monthly fact has a partition for every year the load has months of. */
final class Years {
    private final LoadSql sql;

    Years(LoadSql sql) {
        this.sql = sql;
    }

    void ensure() throws SQLException {
        sql.run("""
                do $do$ declare y int; begin
                  for y in select distinct extract(year from from_date)::int from slice where freq = 'M' order by 1 loop
                    if not exists (select 1 from pg_inherits where inhrelid = to_regclass('dw_part.fact_trade_' || y)) then perform ops.ensure_year(y); end if;
                  end loop; end $do$""");
    }
}
