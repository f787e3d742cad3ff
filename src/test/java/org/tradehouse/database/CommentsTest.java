package org.tradehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every column says what it is, in its own words or in those of sql/mart/words.sql. */
class CommentsTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyColumnSaysWhatItIs() {
        assertThat(database.query("""
                        select format('%s.%s.%s', n.nspname, r.relname, a.attname)
                        from pg_class r join pg_namespace n on n.oid = r.relnamespace
                        join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
                        where n.nspname in ('mart', 'dw', 'ops', 'stg') and r.relkind in ('r', 'p', 'v', 'm')
                          and r.relname !~ '^databasechangelog'
                          and coalesce(trim(col_description(r.oid, a.attnum)), '') in ('', a.attname)
                        order by 1"""))
                .as(
                        "columns without a comment: say it beside the view or table, or give the name a word in sql/mart/words.sql")
                .isEmpty();
    }

    @Test
    void everyColumnOfTheStarThatMayBeEmptySaysWhatThatMeans() {
        assertThat(database.query("""
                        select format('%s.%s: %s', r.relname, a.attname, col_description(r.oid, a.attnum))
                        from pg_class r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
                        where r.relnamespace = 'dw'::regnamespace and r.relkind in ('r', 'p') and not a.attnotnull
                          and col_description(r.oid, a.attnum) !~* '\\mnull\\M'
                        order by 1""")).isEmpty();
    }

    @Test
    void everyFunctionOfTheContractSaysWhatItAnswers() {
        assertThat(database.query("""
                        select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where n.nspname in ('mart', 'dw', 'ops') and coalesce(obj_description(p.oid, 'pg_proc'), '') = ''""")).isEmpty();
    }

    @Test
    void everyWordIsUsed() throws SQLException {
        String words = block().replaceFirst("(?s).*?with word \\(name, says\\) as \\(values", "values")
                .replaceFirst("(?s)\\),\\s*place as.*", "");
        assertThat(database.query("""
                with word (name, says) as (%s)
                select name from word where not exists (
                  select from pg_class r join pg_namespace n on n.oid = r.relnamespace
                  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0
                  where n.nspname in ('mart', 'dw', 'ops', 'stg')
                    and name in (a.attname, format('%%s.%%s.%%s', n.nspname, r.relname, a.attname)))""".formatted(words)))
                .as("words of sql/mart/words.sql that no column has")
                .isEmpty();
    }

    @Test
    void aColumnWithoutACommentGetsTheWordOfItsNameAndFollowsItWhileItHasNoneOfItsOwn() throws SQLException {
        try (TestDatabase other = TestDatabase.fresh();
                Connection owner = other.owner()) {
            owner.createStatement()
                    .execute("create view mart.fresh as select dataset_code, freq from mart.trade; "
                            + "comment on column mart.fresh.freq is 'M or A.'");
            owner.createStatement().execute(block());
            assertThat(said(other, "mart.fresh", 1)).startsWith("The dataset, for example");
            assertThat(said(other, "mart.fresh", 2)).isEqualTo("M or A.");

            owner.createStatement()
                    .execute(block().replace("'The dataset, for example", "'One dataset, for example")
                            .replace("'M month, Q quarter", "'M = month, Q quarter"));
            assertThat(said(other, "mart.fresh", 1)).startsWith("One dataset, for example");
            assertThat(said(other, "mart.trade", 1)).startsWith("One dataset, for example");
            assertThat(said(other, "mart.trade", 2)).startsWith("M = month");
            assertThat(said(other, "mart.fresh", 2)).isEqualTo("M or A.");
            assertThat(said(other, "dw.dim_dataset", 2)).startsWith("Derived, for example");
        }
    }

    private static String said(TestDatabase other, String relation, int column) {
        return other.query("select col_description('" + relation + "'::regclass, " + column + ")")
                .get(0);
    }

    private static String block() {
        String file = new String(Objects.requireNonNull(SqlFiles.read("sql/mart/words.sql")), StandardCharsets.UTF_8);
        return file.substring(file.indexOf("do $$"));
    }
}
