package org.tradehouse.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.load.LoadException;

class AskTest {
    static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from dw.dim_flow",
                "delete from mart.turnover",
                "create table dw.x (a int)",
                "commit; delete from dw.dim_flow",
                "set session characteristics as transaction read write; commit; delete from dw.dim_flow",
                "select * from ops.run",
                "select nextval('dw.dataset_key')"
            })
    void sqlWritesNothingAndStaysInMartAndDw(String query) throws SQLException {
        assertThatThrownBy(() -> ask(query)).isInstanceOfSatisfying(LoadException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("TH-5020");
            assertThat(refusal.nextStep()).startsWith("tradehouse sql");
        });
        assertThat(database.query("select count(*) from dw.dim_flow")).containsExactly("10");
    }

    @Test
    void numbersAreExactAndNothingStaysNothing() throws SQLException {
        Table table = ask("select 0.10::numeric(22,3) as usd, null as nothing, 'x' as text, true as yes");
        assertThat(table.rows().get(0)).containsExactly(new BigDecimal("0.100"), null, "x", true);
        assertThat(table.columns().get(0)).isEqualTo(new Table.Column("usd", true));
    }

    @Test
    void aLimitSaysThatThereIsMore() throws SQLException {
        try (Connection reader = database.reader()) {
            assertThat(new Ask(reader).sql("select * from dw.dim_flow", 9).cut())
                    .isTrue();
            assertThat(new Ask(reader).sql("select * from dw.dim_flow", 10).cut())
                    .isFalse();
            assertThat(new Ask(reader).sql("select * from dw.dim_flow", 10).rows())
                    .hasSize(10);
        }
    }

    @Test
    void aSyntaxErrorIsToldInPostgresqlsWords() {
        assertThatThrownBy(() -> ask("selec 1"))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("syntax error at or near \"selec\"");
    }

    @Test
    void aSumOverDatasetsIsRefusedWithWhatToAskInstead() {
        database.execute("""
                insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference)
                values ('A/M/HS/TOTAL×country', 'a', 'a', 'a', 'M', 'HS', 0, 'country', 'country', 1), ('B/M/HS/TOTAL×country', 'b', 'b', 'b', 'M', 'HS', 0, 'country', 'country', 2)""");
        assertThatThrownBy(() -> ask("select sum(turnover_usd) from mart.turnover"))
                .isInstanceOfSatisfying(LoadException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("TH-5021");
                    assertThat(refusal).hasMessageContaining("datasets are never added");
                    assertThat(refusal.nextStep()).startsWith("add where dataset_code = '...'");
                });
    }

    @Test
    void anArgumentThatNamesNothingIsRefusedWithWhereToLook() {
        for (String call :
                List.of("product_in_edition('h5')", "concentration_of_products('h5', 'KZ', null, 'X', 2022)")) {
            assertThatThrownBy(() -> ask("select * from mart." + call))
                    .isInstanceOfSatisfying(LoadException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo("TH-5021");
                        assertThat(refusal).hasMessageContaining("'h5' is no ");
                        assertThat(refusal.nextStep()).matches("say the edition .*|select dataset_code .*");
                    });
        }
    }

    @Test
    void aQueryThatTakesTooLongIsNoFaultOfTheProgram() {
        assertThatThrownBy(() -> ask("select set_config('statement_timeout', '20', false); select pg_sleep(5)"))
                .isInstanceOfSatisfying(
                        LoadException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("TH-5021"));
    }

    private static Table ask(String query) throws SQLException {
        try (Connection reader = database.reader()) {
            return new Ask(reader).sql(query, 100);
        }
    }
}
