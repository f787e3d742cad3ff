package org.tradehouse.run;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tradehouse.acquire.Archive.Acquired;
import org.tradehouse.load.Load;
import org.tradehouse.trade.Field;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The loads and archived files of {@code ops.load} and {@code ops.source_file}. */
final class LoadBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String LOAD = """
            select l.*, f.archive_path from ops.load l join ops.source_file f using (feed, sha256)""";

    private final JdbcClient sql;
    private final TransactionTemplate together;
    private final Path home;

    LoadBook(DataSource pool, Path home) {
        this.sql = JdbcClient.create(pool);
        this.together = new TransactionTemplate(new JdbcTransactionManager(pool));
        this.home = home.toAbsolutePath().normalize();
    }

    /** Remembers an archived file; content that is known keeps its first name. */
    void enter(String feed, Acquired file) {
        sql.sql("""
                        insert into ops.source_file (feed, sha256, file_name, byte_count, archive_path, acquired_at)
                        values (?, ?, ?, ?, ?, clock_timestamp()) on conflict do nothing""")
                .params(feed, file.sha256(), file.fileName(), file.byteCount(), stored(file.archived()))
                .update();
    }

    /** The newest load of a content; what was only planned is none. */
    @Nullable
    KnownLoad newest(String feed, String sha256) {
        return sql.sql(LOAD
                        + " where l.feed = ? and l.sha256 = ? and l.state <> 'planned' order by l.load_no desc limit 1")
                .params(feed, sha256)
                .query((row, n) -> known(row))
                .optional()
                .orElse(null);
    }

    /** The load of a key. */
    Optional<KnownLoad> load(int key) {
        return sql.sql(LOAD + " where l.load_key = ?")
                .param(key)
                .query((row, n) -> known(row))
                .optional();
    }

    /**
     * The next load of a content. With it goes what the one before has staged, which is never gone on with: who is killed here leaves the
     * one or the other.
     */
    Load add(String feed, String sha256, String fileName, Inputs inputs, @Nullable KnownLoad parent) {
        return Objects.requireNonNull(together.execute(status -> added(feed, sha256, fileName, inputs, parent)));
    }

    private Load added(String feed, String sha256, String fileName, Inputs inputs, @Nullable KnownLoad parent) {
        Load load = draft(feed, sha256, fileName, inputs, parent, null);
        sql.sql("update ops.load set state = 'open' where load_key = ?")
                .param(load.key())
                .update();
        if (parent != null) {
            dropStage(parent.load().key());
        }
        return load;
    }

    /**
     * What may become the next load of a content: no decision sees it. There is one a content; whoever needs it next takes it
     * over, with nothing left of what it was.
     *
     * @param undoes the load that it gives the previous version back for
     */
    Load draft(
            String feed,
            String sha256,
            String fileName,
            Inputs inputs,
            @Nullable KnownLoad parent,
            @Nullable Integer undoes) {
        int key = sql.sql("""
                        insert into ops.load (feed, sha256, load_no, parent_load_key, undoes_load_key, file_name, given, edition_date, release_status,
                          feed_version, mapping_version, reference_version, parser_version, state)
                        values (?, ?, (select coalesce(max(load_no), 0) + 1 from ops.load where feed = ? and sha256 = ?), nullif(?, 0), nullif(?, 0), ?, ?::jsonb,
                          ?, 'unknown', ?, ?, ?, ?, 'planned')
                        on conflict (feed, sha256) where state = 'planned' do update set parent_load_key = excluded.parent_load_key,
                          undoes_load_key = excluded.undoes_load_key, file_name = excluded.file_name, given = excluded.given,
                          edition_date = excluded.edition_date, release_status = 'unknown', feed_version = excluded.feed_version,
                          mapping_version = excluded.mapping_version, reference_version = excluded.reference_version,
                          parser_version = excluded.parser_version, created_at = now(), acquired_on = current_date,
                          rows_read = null, rows_accepted = null, rows_control_total = null, rows_excluded = null, rows_rejected = null, rows_duplicate = null, is_distinct = null
                        returning load_key""")
                .params(
                        feed,
                        sha256,
                        feed,
                        sha256,
                        parent == null ? 0 : parent.load().key(),
                        undoes == null ? 0 : undoes,
                        fileName,
                        json(inputs.given()),
                        acquiredOn(feed, sha256),
                        inputs.feedVersion(),
                        inputs.mappingVersion(),
                        inputs.referenceVersion(),
                        inputs.parserVersion())
                .query(Integer.class)
                .single();
        forget(key);
        return load(key).orElseThrow().load();
    }

    /** Drops what a load has staged, and its rejects with it. */
    void forget(int key) {
        dropStage(key);
        for (String table : List.of("stage_block", "control_total", "reject", "excluded", "merged_row")) {
            sql.sql("delete from ops." + table + " where load_key = ?")
                    .param(key)
                    .update();
        }
    }

    /** A load that was denied, or that no steward may let through: its rejects and findings stay, what it staged does not. */
    void refuse(int key) {
        together.executeWithoutResult(status -> {
            if (state(key, "refused")) {
                dropStage(key);
            }
        });
    }

    /** Whether rows of the load are staged, or were about to be. */
    boolean isStaged(int key) {
        return sql.sql("select to_regclass('stg.load_' || ?) is not null")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private boolean state(int key, String state) {
        return sql.sql(
                                "update ops.load set state = ? where load_key = ? and state not in ('published', 'withdrawn', 'planned')")
                        .params(state, key)
                        .update()
                == 1;
    }

    Counts counts(int key) {
        return sql.sql("""
                        select coalesce(rows_read, 0), coalesce(rows_accepted, 0), coalesce(rows_control_total, 0),
                          coalesce(rows_excluded, 0), coalesce(rows_rejected, 0), coalesce(rows_duplicate, 0)
                        from ops.load where load_key = ?""")
                .param(key)
                .query((row, n) -> new Counts(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)))
                .single();
    }

    /** The larger of the rejected share of rows and the rejected share of value. */
    double rejectedShare(int key) {
        return sql.sql("""
                        select greatest(
                          (select coalesce(rows_rejected::float8 / nullif(rows_read, 0), 0) from ops.load where load_key = :load),
                          (select coalesce((sum(rejected_usd) / nullif(sum(value_usd) + sum(rejected_usd), 0))::float8, 0)
                             from ops.load_slice where load_key = :load))""").param("load", key).query(Double.class).single();
    }

    /** The load after a run: published content needs its stage no more, held content waits with it. */
    void after(int key, RunState state) {
        switch (state) {
            case DONE, NOTHING -> {
                state(key, "published");
                dropStage(key);
            }
            case HELD -> state(key, "held");
            case PLANNED -> forget(key);
            default -> {}
        }
    }

    /** Drops what a run has left staged that was killed as soon as it had published. */
    void tidy(KnownLoad load) {
        if (load.state().equals("published")) {
            dropStage(load.load().key());
        }
    }

    private void dropStage(int key) {
        sql.sql("select ops.drop_stage(?)").param(key).query((row, n) -> 1).list();
    }

    private LocalDate acquiredOn(String feed, String sha256) {
        return sql.sql("select acquired_at::date from ops.source_file where feed = ? and sha256 = ?")
                .params(feed, sha256)
                .query(LocalDate.class)
                .single();
    }

    private KnownLoad known(ResultSet row) throws SQLException {
        Map<Field, String> given = given(row.getString("given"));
        Load load = new Load(
                row.getInt("load_key"),
                row.getString("feed"),
                row.getString("sha256"),
                row.getInt("load_no"),
                row.getString("file_name"),
                home.resolve(row.getString("archive_path")),
                row.getObject("acquired_on", LocalDate.class),
                given);
        return new KnownLoad(
                load,
                row.getString("state"),
                new Inputs(
                        row.getString("feed_version"),
                        row.getLong("mapping_version"),
                        row.getLong("reference_version"),
                        row.getString("parser_version"),
                        given,
                        0));
    }

    /** Relative to the home folder, so that the folder can be moved with its database. */
    private String stored(Path archived) {
        Path path = archived.toAbsolutePath().normalize();
        return (path.startsWith(home) ? home.relativize(path) : path).toString();
    }

    private static String json(Map<Field, String> given) {
        Map<String, String> texts = new LinkedHashMap<>();
        given.forEach((field, text) -> texts.put(field.yamlName(), text));
        return JSON.writeValueAsString(texts);
    }

    private static Map<Field, String> given(String json) {
        Map<Field, String> given = new EnumMap<>(Field.class);
        Map<String, String> texts = JSON.readValue(json, TEXTS);
        for (Field field : Field.values()) {
            String text = texts.get(field.yamlName());
            if (text != null) {
                given.put(field, text);
            }
        }
        return given;
    }
}
