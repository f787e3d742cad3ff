package org.tradehouse.run;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.tradehouse.database.DatabaseException;
import org.tradehouse.load.LoadException;

/**
 * Why a run failed, in an operator's words.
 *
 * @param nextStep what to do; empty means: retry this run
 * @param isTransient the same wish may well succeed a little later
 * @param isUnreachable the database did not answer
 */
record Failure(String code, String message, String nextStep, boolean isTransient, boolean isUnreachable) {

    /**
     * Classifies by the innermost cause that speaks for itself. What is refused in our own words goes first, then the database: the
     * exception of a socket beneath is about no file.
     */
    static Failure of(Throwable thrown) {
        return innermost(causes(thrown).filter(LoadException.class::isInstance))
                .or(() -> innermost(causes(thrown).filter(Failure::isOfDatabase)))
                .or(() -> innermost(causes(thrown)))
                .orElseGet(() -> unexpected(thrown));
    }

    private static Optional<Failure> innermost(Stream<Throwable> causes) {
        return causes.flatMap(Failure::known).reduce((outer, inner) -> inner);
    }

    private static boolean isOfDatabase(Throwable cause) {
        return cause instanceof DatabaseException || cause instanceof SQLException;
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, it -> it != null, Throwable::getCause).limit(30);
    }

    private static Stream<Failure> known(Throwable cause) {
        if (cause instanceof LoadException refusal) {
            return Stream.of(new Failure(refusal.code(), text(refusal), refusal.nextStep(), false, false));
        }
        if (cause instanceof DatabaseException database) {
            boolean away = database.isUnreachable();
            return Stream.of(new Failure(database.code(), text(database), database.nextStep(), away, away));
        }
        if (cause instanceof SQLException sql) {
            return Stream.of(sql(sql));
        }
        if (cause instanceof NoSuchFileException absent) {
            return Stream.of(new Failure(
                    "TH-1014", absent.getFile() + " is not there", "check the path, then load it again", false, false));
        }
        if (cause instanceof IOException file) {
            return Stream.of(new Failure(
                    "TH-1090",
                    "the file cannot be read: " + text(file),
                    "check that it is a file and that you may read it, then load it again",
                    true,
                    false));
        }
        return Stream.empty();
    }

    private static Failure sql(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P") || e instanceof SQLTransientConnectionException) {
            return new Failure("TH-5001", "the database went away: " + text(e), "", true, true);
        }
        return switch (state) {
            case "40001", "40P01", "55P03" ->
                new Failure("TH-5040", "another transaction was in the way: " + text(e), "", true, false);
            case "57014" -> new Failure("TH-5041", "a statement took too long: " + text(e), "", true, false);
            case "53100" ->
                new Failure(
                        "TH-5042",
                        "the database's disk is full: " + text(e),
                        "free some space there, then retry",
                        false,
                        false);
            default -> new Failure("TH-5043", "the database refused a statement: " + text(e), "", false, false);
        };
    }

    private static Failure unexpected(Throwable thrown) {
        LoggerFactory.getLogger(Failure.class).error("a fault of Tradehouse", thrown);
        Throwable root = causes(thrown).reduce((outer, inner) -> inner).orElse(thrown);
        return new Failure(
                "TH-4900", "unexpected " + root.getClass().getSimpleName() + ": " + text(root), "", false, false);
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\s*\\R\\s*", " ");
    }
}
