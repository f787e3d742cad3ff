package org.tradehouse.operate;

import java.util.Locale;
import java.util.Set;
import org.tradehouse.load.LoadException;

/** Which names and passwords a BI user may have. */
final class BiUserWords {
    private static final Set<String> TAKEN =
            Set.of("bi", "loader", "tradehouse", "postgres", "public", "none", "trade_reader", "trade_loader");
    private static final int SHORTEST = 12;

    private BiUserWords() {}

    /** True for names that the warehouse or PostgreSQL uses itself. */
    static boolean isTaken(String name) {
        return TAKEN.contains(name) || name.startsWith("pg_");
    }

    static void requireName(String name) {
        String why = isTaken(name)
                ? "is a name that the warehouse or PostgreSQL uses itself"
                : !name.matches("[a-z][a-z0-9_.-]{0,62}")
                        ? "is no name for a user: small letters a-z, digits and _ . - after a letter, at most 63"
                        : "";
        if (!why.isEmpty()) {
            throw new LoadException("TH-5060", "'" + name + "' " + why, "tradehouse bi-user " + suggestion(name));
        }
    }

    private static String suggestion(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "_").replaceAll("^[^a-z]+|[_.-]+$", "");
        boolean usable = plain.matches("[a-z][a-z0-9_.-]{0,58}") && !isTaken(plain);
        return usable
                ? plain
                : "bi_" + (plain.isEmpty() ? "reports" : plain.substring(0, Math.min(58, plain.length())));
    }

    static void requirePassword(String password) {
        boolean odd = password.codePoints().anyMatch(Character::isISOControl);
        if (odd || password.codePointCount(0, password.length()) < SHORTEST) {
            throw new LoadException(
                    "TH-5065",
                    odd
                            ? "the password has a control character in it"
                            : "the password is shorter than " + SHORTEST + " characters",
                    "leave it away and one is made for you");
        }
    }
}
