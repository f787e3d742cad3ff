package org.tradehouse.database;

import java.security.SecureRandom;
import org.postgresql.util.PasswordUtil;

/** Passwords of logins: made here, and sent to the server only as what it keeps of them. */
public final class Passwords {
    /** Without signs that look alike or mean something to a shell, an address or a connection string. */
    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    private Passwords() {}

    /** A new one that nobody guesses. */
    public static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        while (password.length() < LENGTH) {
            password.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return password.toString();
    }

    /** What PostgreSQL keeps of a password: with it nobody can log in, and no log of the server shows more. */
    public static String verifier(String password) {
        return PasswordUtil.encodeScramSha256(password.toCharArray());
    }
}
