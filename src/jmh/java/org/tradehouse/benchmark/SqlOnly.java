package org.tradehouse.benchmark;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/** The file as it is into a table of texts, then joins: everything in SQL. Dimensions are given. */
final class SqlOnly implements Contender {
    private static final String FIGURES = """
            insert into dw.fact_trade (value_usd, cif_usd, fob_usd, net_weight_kg, quantity, product_key, period_date, load_key, source_row, dataset_key, scope_key, reporter_key, partner_key,
              flow_key, terms_key, unit_key, status_key)
            select r.c44::numeric, r.c42::numeric, r.c43::numeric, r.c38::numeric, case when u.unit_code <> 'KG' then r.c32::numeric end, p.product_key, to_date(r.c6, 'YYYYMM'), 1, r.row_no + 1, 1, 0,
              o.area_key, a.area_key, w.flow_key, t.terms_key, case when u.unit_code = 'KG' then 0 else u.unit_key end, s.status_key
            from public.raw r join public.m49 a on a.code = r.c12 join public.m49 o on o.code = r.c7 join dw.dim_product p on (p.nomenclature, p.edition, p.code) = ('HS', r.c18, r.c21)
            join dw.dim_flow w on w.flow_code = r.c10
            join dw.dim_terms t on (t.procedure_code, t.transport_code, t.valuation, t.trade_system) = (r.c25, r.c28, case when r.c42 = r.c44 then 'CIF' else 'FOB' end, 'n/a')
            join dw.dim_unit u on u.unit_code = case r.c30 when '5' then 'NO' when '8' then 'KG' end
            join dw.dim_status s on (s.obs_status, s.conf_status, s.row_kind, s.usd_derived, s.net_weight_estimated, s.gross_weight_estimated, s.quantity_estimated, s.quantity2_estimated)
              = ('A', 'F', 'leaf', false, r.c39::boolean, r.c41::boolean, r.c33::boolean, r.c37::boolean)
            where r.c12 <> '0' and r.c25 = 'C00' and r.c28 = '0' and r.c44 ~ '^\\d+(\\.\\d{1,3})?$'""";
    private static final String REJECTS = """
            insert into public.reject (row_no, code, value)
            select r.row_no + 1, case when a.code is null then 'unknown partner' else 'not a number' end, case when a.code is null then r.c12 else r.c44 end
            from public.raw r left join public.m49 a on a.code = r.c12
            where r.c12 <> '0' and (a.code is null or r.c44 !~ '^\\d+(\\.\\d{1,3})?$')""";
    private final Setting setting;
    private final Keys keys;

    SqlOnly(Setting setting, Keys keys) {
        this.setting = setting;
        this.keys = keys;
    }

    @Override
    public String name() {
        return keys.name("sql");
    }

    @Override
    public String title() {
        return keys.title("COPY to texts, then joins in SQL");
    }

    @Override
    public String template() {
        return Setting.FILLED;
    }

    @Override
    public void prepare(String database) throws SQLException {
        Targets.prepare(setting, database);
        try (Connection owner = setting.server.owner(database);
                var statement = owner.createStatement()) {
            statement.execute("create table public.raw (row_no int generated always as identity, "
                    + columns().replace(",", " text,") + " text)");
            statement.execute("alter table public.raw owner to loader");
        }
    }

    @Override
    public Map<String, Meter.Used> run(String database) throws Exception {
        try (Connection loader = setting.loader(database);
                var statement = loader.createStatement();
                var in = Files.newInputStream(setting.csv)) {
            loader.setAutoCommit(false);
            statement.execute("set session_replication_role = " + keys.role());
            statement.execute("set local work_mem = '128MB'");
            loader.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy public.raw (" + columns() + ") from stdin (format csv, header, encoding 'WIN1252')",
                            in,
                            1 << 16);
            statement.execute("analyze public.raw");
            statement.execute(REJECTS);
            statement.execute(FIGURES);
            loader.commit();
        }
        return Map.of();
    }

    @Override
    public void check(String database) throws SQLException {
        Targets.check(setting, database, name());
    }

    /** 47 columns and what stands after the last comma. */
    private static String columns() {
        return IntStream.rangeClosed(1, 48).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }
}
