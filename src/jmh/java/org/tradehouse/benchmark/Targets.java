package org.tradehouse.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/** What contenders with a transformation of their own find ready: empty years with live indexes, code table, a table of rejects. */
final class Targets {
    private Targets() {}

    static void prepare(Setting setting, String database) throws SQLException {
        try (Connection owner = setting.server.owner(database);
                var statement = owner.createStatement()) {
            for (int year : setting.years()) {
                statement.execute("select ops.ensure_year(" + year + ")");
            }
            statement.execute("create table public.reject (row_no int, code text, value text)");
            statement.execute("create table public.m49 (code text primary key, area_key smallint not null)");
            codes(owner);
            statement.execute("grant all on public.reject, public.m49 to trade_loader");
            statement.execute("analyze");
        }
    }

    private static void codes(Connection owner) throws SQLException {
        try (var insert = owner.prepareStatement(
                "insert into public.m49 select ?, area_key from dw.dim_area where area_code = ?")) {
            insert.setString(1, Setting.REPORTER);
            insert.setString(2, "CN");
            insert.executeUpdate();
            for (Trade.Partner partner : Trade.PARTNERS_OF_ALL) {
                insert.setString(1, partner.code());
                insert.setString(2, partner.area());
                insert.executeUpdate();
            }
        }
    }

    static void check(Setting setting, String database, String who) throws SQLException {
        try (Connection owner = setting.server.owner(database)) {
            Facts.in(owner, "dw.fact_trade", "CN", "select count(*) from public.reject")
                    .mustBe(setting.reference(), who, true);
        }
    }
}
