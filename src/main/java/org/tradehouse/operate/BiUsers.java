package org.tradehouse.operate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.tradehouse.database.Passwords;
import org.tradehouse.load.LoadException;

/**
 * Logins of BI tools: members of {@code trade_reader} with limits of their own and nothing else. Acts as the owner of the
 * schema, and never on a login that is more than that.
 */
public final class BiUsers {
    private static final String ADD = "bi-user add";
    private static final String RESET = "bi-user reset";
    private static final String DROP = "bi-user drop";

    /** Members of trade_reader and of nothing else, without any attribute of power. */
    private static final String PLAIN = """
            r.rolcanlogin and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)
            and exists (select from pg_auth_members m where m.member = r.oid and m.roleid = 'trade_reader'::regrole)
            and not exists (select from pg_auth_members m where m.member = r.oid and m.roleid <> 'trade_reader'::regrole)""";

    private final Connection owner;
    private final String who;

    /**
     * Acts through a connection of the owner of the schema, which belongs to the caller.
     *
     * @param who the person, for the audit trail
     */
    public BiUsers(Connection owner, String who) {
        this.owner = owner;
        this.who = who;
    }

    /** Who may read, but for {@code bi} itself, which is what {@code tradehouse sql} asks as. */
    public List<BiUser> all() throws SQLException {
        return new Rows(owner)
                .list(
                        """
                        select r.rolname, shobj_description(r.oid, 'pg_authid') as made_by,
                          (select count(*) from pg_stat_activity a where a.usesysid = r.oid) as sessions
                        from pg_roles r where r.rolname <> 'bi' and """ + " " + PLAIN + " order by 1",
                        row -> new BiUser(row.text("rolname"), row.text("made_by"), row.whole("sessions")));
    }

    /**
     * Makes a login.
     *
     * @throws LoadException TH-5060 for a name that cannot be one, TH-5061 where it exists, TH-5063 where the owner may not
     */
    public void add(String name, String password) throws SQLException {
        BiUserWords.requireName(name);
        BiUserWords.requirePassword(password);
        if (plain(name).isPresent()) {
            requirePlain(name);
            throw new LoadException(
                    "TH-5061", "user '" + name + "' exists already", "tradehouse bi-user " + name + " --reset");
        }
        act(ADD, name, BiUserSql.create(name, Passwords.verifier(password), comment(who)));
    }

    /** Gives a login another password. */
    public void reset(String name, String password) throws SQLException {
        BiUserWords.requirePassword(password);
        requirePlain(name);
        act(RESET, name, BiUserSql.reset(name, Passwords.verifier(password)));
    }

    /** Takes a login away; what its open sessions ask from then on is refused. */
    public void drop(String name) throws SQLException {
        requirePlain(name);
        try {
            act(DROP, name, List.of(BiUserSql.drop(name)));
        } catch (SQLException refused) {
            if ("2BP01".equals(refused.getSQLState())) {
                throw new LoadException(
                        "TH-5064",
                        "user '" + name + "' has more than the right to read and is not dropped: " + message(refused),
                        "an administrator takes from it what the message names, then: tradehouse bi-user " + name
                                + " --drop",
                        refused);
            }
            throw refused;
        }
    }

    /**
     * What an administrator runs where the owner of the schema may make no logins.
     *
     * @throws LoadException TH-5060 for a name that cannot be one
     */
    public static String script(String name, String password, String who) {
        BiUserWords.requireName(name);
        BiUserWords.requirePassword(password);
        return String.join(";\n", BiUserSql.create(name, Passwords.verifier(password), comment(who))) + ";\n";
    }

    /** What a login of a BI tool may not do, in a sentence. */
    public static String limits() {
        return "reads mart and dw, writes nothing; a query may take 60 s, a transaction may be idle for 5 min, at most "
                + BiUserSql.CONNECTIONS + " connections";
    }

    private void act(String action, String name, List<String> statements) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            admitToDatabase(statement);
            audit(action, name);
            owner.commit();
        } catch (SQLException refused) {
            owner.rollback();
            if ("42501".equals(refused.getSQLState())) {
                throw mayNot(action, name, refused);
            }
            throw refused;
        } finally {
            owner.setAutoCommit(true);
        }
    }

    /** Where an administrator has closed the database to the public, its readers are named. */
    private static void admitToDatabase(Statement statement) throws SQLException {
        statement.execute("""
                do $$ begin
                  if not has_database_privilege('trade_reader', current_database(), 'connect') then
                    execute format('grant connect on database %I to trade_reader', current_database());
                  end if;
                end $$""");
    }

    private void audit(String action, String name) throws SQLException {
        try (PreparedStatement entry = owner.prepareStatement(
                "insert into ops.audit (who, action, after) values (?, ?, jsonb_build_object('user', ?::text))")) {
            entry.setString(1, who);
            entry.setString(2, action);
            entry.setString(3, name);
            entry.executeUpdate();
        }
    }

    private LoadException mayNot(String action, String name, SQLException refused) throws SQLException {
        String owns = owner.getMetaData().getUserName();
        String instead = switch (action) {
            case ADD -> "tradehouse bi-user " + name + " --sql > " + name + ".sql";
            case DROP -> "an administrator runs: " + BiUserSql.drop(name);
            default ->
                "an administrator runs: alter role " + owns + " createrole; grant \"" + name + "\" to " + owns
                        + " with admin option";
        };
        return new LoadException(
                "TH-5063",
                "the owner of the schema, " + owns + ", may not do that on this server, an administrator may: "
                        + message(refused),
                instead,
                refused);
    }

    private Optional<Boolean> plain(String name) throws SQLException {
        return new Rows(owner)
                .first(
                        "select " + PLAIN + " as plain from pg_roles r where r.rolname = ?",
                        row -> row.truth("plain"),
                        name);
    }

    private void requirePlain(String name) throws SQLException {
        Optional<Boolean> plain = BiUserWords.isTaken(name) ? Optional.of(false) : plain(name);
        if (plain.isEmpty()) {
            throw new LoadException("TH-5062", "there is no BI user '" + name + "'", "tradehouse bi-user");
        }
        if (!plain.get()) {
            throw new LoadException(
                    "TH-5064",
                    "'" + name + "' is more than a BI user on this server and is left alone",
                    "tradehouse bi-user");
        }
    }

    private static String comment(String who) {
        return "BI user of Tradehouse, made by " + who + " on " + LocalDate.now(ZoneOffset.UTC);
    }

    private static String message(SQLException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^ERROR: ", "").replaceAll("\\s*\\R\\s*", " ");
    }
}
