package org.tradehouse.cli;

import java.io.Console;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.database.Database;
import org.tradehouse.database.Passwords;
import org.tradehouse.load.LoadException;
import org.tradehouse.operate.BiUser;
import org.tradehouse.operate.BiUsers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Logins of BI tools. Needs no framework: the owner of the schema makes them, in SQL. */
@Command(
        name = "bi-user",
        description = {
            "A login for Power BI, Metabase, Excel and others: reads mart and dw, writes nothing.",
            "Without NAME: the logins there are. The password is made here and shown once, asked for with --ask,"
                    + " or taken from TRADEHOUSE_BI_PASSWORD."
        })
final class BiUserVerb extends Verb {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Small letters, digits and _ . - after a letter.")
    @Nullable
    String name;

    @ArgGroup
    @Nullable
    Instead instead;

    /** What is done instead of making the login. */
    static final class Instead {
        @Option(names = "--reset", description = "Give it a new password.")
        boolean reset;

        @Option(names = "--drop", description = "Drop the login.")
        boolean drop;

        @Option(names = "--sql", description = "Print what an administrator runs instead; nothing is done here.")
        boolean sql;
    }

    @Option(names = "--ask", description = "Ask for the password at the terminal.")
    boolean ask;

    @Spec
    @Nullable
    CommandSpec spec;

    BiUserVerb(House house) {
        super(house);
    }

    @Override
    public Integer call() throws SQLException {
        if (name == null) {
            return list();
        }
        Instead what = instead == null ? new Instead() : instead;
        if (what.sql) {
            return script(name);
        }
        house().announceStart();
        house().database().migrate();
        try (Connection owner = house().database().connect(Database.Role.MIGRATOR)) {
            BiUsers users = new BiUsers(owner, desk().who());
            return what.drop ? drop(users, name) : admit(users, name, what.reset);
        }
    }

    private int list() throws SQLException {
        if (instead != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "Missing required parameter: 'NAME'");
        }
        house().database().requireSchema();
        try (Connection looking = house().database().connect(Database.Role.LOADER)) {
            List<BiUser> users = new BiUsers(looking, desk().who()).all();
            return show(Map.of("users", users), BiUserScreen.list(users, desk()));
        }
    }

    private int admit(BiUsers users, String login, boolean reset) throws SQLException {
        String password = password();
        if (reset) {
            users.reset(login, password);
        } else {
            users.add(login, password);
        }
        BiUserScreen card = new BiUserScreen(
                login, isMade() ? password : "", house().database().place(), reset);
        return show(card.json(), card.text());
    }

    private int drop(BiUsers users, String login) throws SQLException {
        users.drop(login);
        String undo = "tradehouse bi-user " + login;
        return show(
                Map.of("user", login, "dropped", true, "undo", undo),
                "BI user '" + login + "' is dropped: nobody logs in as it, and its open sessions read nothing more.\n"
                        + "Undo     " + undo + "   (with a new password)\n");
    }

    private int script(String login) {
        String password = password();
        String script = BiUsers.script(login, password, desk().who());
        if (isMade()) {
            desk().err().println("Password of " + login + ", shown once: " + password);
        }
        return show(Map.of("user", login, "sql", script), script);
    }

    private boolean isMade() {
        return !ask && given().isEmpty();
    }

    private String given() {
        return desk().environment().getOrDefault("TRADEHOUSE_BI_PASSWORD", "");
    }

    private String password() {
        return ask ? asked() : given().isEmpty() ? Passwords.random() : given();
    }

    private static String asked() {
        Console console = System.console();
        if (console == null) {
            throw new LoadException(
                    "TH-5066", "there is no terminal to ask for a password at", "export TRADEHOUSE_BI_PASSWORD=...");
        }
        char[] typed = console.readPassword("Password: ");
        char[] again = console.readPassword("Again: ");
        if (typed == null || again == null || !Arrays.equals(typed, again)) {
            throw new LoadException("TH-5066", "the two passwords differ", "type the same command again");
        }
        return String.valueOf(typed);
    }
}
