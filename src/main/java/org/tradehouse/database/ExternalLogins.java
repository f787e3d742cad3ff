package org.tradehouse.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logins of a server somebody else runs, as the environment names them. Passwords come by reference, never in the URL. */
final class ExternalLogins {
    private final Map<String, String> env;

    ExternalLogins(Map<String, String> env) {
        this.env = env;
    }

    /** True where the environment names a server. */
    static boolean named(Map<String, String> env) {
        return !env.getOrDefault("TRADEHOUSE_DB_URL", "").isBlank();
    }

    Login of(Database.Role role) {
        return switch (role) {
            case LOADER -> login("TRADEHOUSE_DB_", null);
            case MIGRATOR -> login("TRADEHOUSE_DB_MIGRATOR_", of(Database.Role.LOADER));
            case READER -> reader();
        };
    }

    private Login reader() {
        if (!env.containsKey("TRADEHOUSE_DB_READER_USER") && !env.containsKey("TRADEHOUSE_DB_READER_URL")) {
            throw new DatabaseException(
                    "TH-5003",
                    "No reader is named for the database at "
                            + of(Database.Role.LOADER).url() + ".",
                    "Set TRADEHOUSE_DB_READER_USER and TRADEHOUSE_DB_READER_PASSWORD_FILE, for example to the user 'bi'.");
        }
        return login("TRADEHOUSE_DB_READER_", of(Database.Role.LOADER));
    }

    /** What is not said for the migrator or the reader is as for the loader; a user of its own has a password of its own. */
    private Login login(String prefix, @Nullable Login otherwise) {
        String url = env.getOrDefault(prefix + "URL", otherwise == null ? "" : otherwise.url());
        refuseOddUrl(prefix + "URL", url);
        String user = env.getOrDefault(prefix + "USER", otherwise == null ? "loader" : otherwise.user());
        String password = password(prefix);
        if (password == null) {
            password = otherwise != null && otherwise.user().equals(user) ? otherwise.password() : "";
        }
        return new Login(url, user, password);
    }

    private static void refuseOddUrl(String name, String url) {
        if (!url.startsWith("jdbc:postgresql:") || url.contains("password=")) {
            String shown = url.replaceAll("password=[^&]*", "password=***");
            throw new DatabaseException(
                    "TH-5004",
                    name + " is '" + shown + "', which is no address of a PostgreSQL database without a password.",
                    "Write it as jdbc:postgresql://host:5432/database and give the password by "
                            + name.replace("URL", "PASSWORD_FILE") + ".");
        }
    }

    private @Nullable String password(String prefix) {
        String file = env.get(prefix + "PASSWORD_FILE");
        if (file == null) {
            return env.get(prefix + "PASSWORD");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new DatabaseException(
                    "TH-5004",
                    prefix + "PASSWORD_FILE names '" + file + "', which can not be read.",
                    "Name a file that holds the password alone and that this user may read.",
                    unreadable);
        }
    }
}
