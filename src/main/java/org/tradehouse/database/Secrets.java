package org.tradehouse.database;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** Passwords of the embedded server, random, in a file only its owner reads. */
final class Secrets {
    static final String OWNER = "tradehouse";
    static final String LOADER = "loader";
    static final String READER = "bi";
    private static final List<String> USERS = List.of(OWNER, LOADER, READER);

    private final Properties passwords;

    private Secrets(Properties passwords) {
        this.passwords = passwords;
    }

    static Secrets in(Path file) throws IOException {
        Properties passwords = new Properties();
        passwords.load(new StringReader(Files.readString(file)));
        return new Secrets(passwords);
    }

    /** Writes new passwords, complete or not at all. */
    static void create(Path file) throws IOException {
        StringBuilder text = new StringBuilder("# Passwords of the embedded server. Keep this file to yourself.\n");
        SecureRandom random = new SecureRandom();
        for (String user : USERS) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            text.append(user)
                    .append('=')
                    .append(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                    .append('\n');
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, text.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    String of(String user) {
        return passwords.getProperty(user, "");
    }
}
