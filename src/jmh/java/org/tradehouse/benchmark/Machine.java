package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** On what it was measured. No names of hosts or people. */
final class Machine {
    private Machine() {}

    static Map<String, String> words(Setting setting) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        words.put("processor", line(Path.of("/proc/cpuinfo"), "model name"));
        words.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        words.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        words.put("java_heap_limit_mb", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
        try (Connection owner = setting.server.owner("postgres")) {
            for (String name : List.of(
                    "server_version",
                    "fsync",
                    "synchronous_commit",
                    "full_page_writes",
                    "wal_level",
                    "shared_buffers")) {
                words.put("postgresql_" + name, setting(owner, name));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return words;
    }

    private static String setting(Connection owner, String name) throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String line(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(it -> it.startsWith(name))
                    .findFirst()
                    .map(it -> it.substring(it.indexOf(':') + 1).strip().replaceAll("\\s+", " "))
                    .orElse("");
        } catch (IOException unreadable) {
            return "";
        }
    }
}
