package org.tradehouse.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the server's time goes inside a job: the statements that its log says took long, those that differ by numbers together. */
final class Statements {
    private static final int MOST = 30;
    private static final Pattern ENTRY = Pattern.compile(
            "duration: ([0-9.]+) ms  (?:statement|execute [^:]*|bind [^:]*|parse [^:]*): (.*?)(?=\\n\\d{4}-\\d\\d-\\d\\d |\\z)",
            Pattern.DOTALL);

    private final Path folder;
    private final Map<String, Long> before = new LinkedHashMap<>();
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<String, Integer> times = new LinkedHashMap<>();

    Statements(Path logFolder) {
        this.folder = logFolder;
    }

    /** From here on. */
    void begin() throws IOException {
        before.clear();
        for (Path log : logs()) {
            before.put(log.toString(), Files.size(log));
        }
    }

    /** Up to here. */
    void end() throws IOException {
        for (Path log : logs()) {
            long from = before.getOrDefault(log.toString(), 0L);
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
                file.seek(Math.min(from, file.length()));
                file.readFully(bytes);
                add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    private void add(String text) {
        var entry = ENTRY.matcher(text);
        while (entry.find()) {
            String statement = entry.group(2).replaceAll("\\s+", " ").replaceAll("\\d+", "N");
            String key = statement.substring(0, Math.min(140, statement.length()));
            seconds.merge(key, Double.parseDouble(entry.group(1)) / 1000, Double::sum);
            times.merge(key, 1, Integer::sum);
        }
    }

    String text(int rounds) {
        StringBuilder text = new StringBuilder("\nstatements of the whole job, seconds a round\n");
        seconds.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .forEach(it -> text.append("%8s %6d  %s%n"
                        .formatted(
                                Report.number(it.getValue() / rounds),
                                times.getOrDefault(it.getKey(), 0) / rounds,
                                it.getKey())));
        return text.toString();
    }

    private List<Path> logs() throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(it -> it.toString().endsWith(".log")).sorted().toList());
        }
    }
}
