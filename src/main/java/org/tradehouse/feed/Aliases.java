package org.tradehouse.feed;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tradehouse.trade.Words;

/** A publisher's spellings: {@code kind,alias,code}, one a line. */
final class Aliases {
    static final List<String> KINDS = List.of("partner", "region", "product", "unit", "flow", "currency");
    private static final List<String> HEADER = List.of("kind", "alias", "code");

    private Aliases() {}

    static List<Feed.Alias> read(String text, Problems problems) {
        List<Feed.Alias> aliases = new ArrayList<>();
        Map<String, Feed.Alias> seen = new HashMap<>();
        try (CsvReader<CsvRecord> lines = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
            boolean header = false;
            for (CsvRecord line : lines) {
                if (!header) {
                    checkHeader(line, problems);
                    header = true;
                } else if (isAlias(line, problems)) {
                    add(line, aliases, seen, problems);
                }
            }
        } catch (CsvParseException | java.io.IOException wrong) {
            problems.add(0, "this is not CSV: " + wrong.getMessage(), "Put texts with commas between double quotes.");
        }
        return List.copyOf(aliases);
    }

    private static void checkHeader(CsvRecord line, Problems problems) {
        if (!line.getFields().equals(HEADER)) {
            problems.add(
                    1,
                    "the header is '" + String.join(",", line.getFields()) + "'",
                    "Begin the file with the line kind,alias,code.");
        }
    }

    private static boolean isAlias(CsvRecord line, Problems problems) {
        int at = (int) line.getStartingLineNumber();
        if (line.getFieldCount() != HEADER.size() || line.getFields().stream().anyMatch(String::isBlank)) {
            problems.add(
                    at,
                    "'" + String.join(",", line.getFields()) + "' is no alias",
                    "Write kind,alias,code; a text with a comma goes between double quotes.");
            return false;
        }
        if (!KINDS.contains(line.getField(0))) {
            problems.add(at, "'" + line.getField(0) + "' is no kind of alias", Nearest.remedy(line.getField(0), KINDS));
            return false;
        }
        return true;
    }

    private static void add(CsvRecord line, List<Feed.Alias> aliases, Map<String, Feed.Alias> seen, Problems problems) {
        Feed.Alias alias = new Feed.Alias(
                line.getField(0), line.getField(1), line.getField(2).strip());
        Feed.Alias earlier = seen.putIfAbsent(alias.kind() + "\n" + Words.fold(alias.alias()), alias);
        if (earlier == null) {
            aliases.add(alias);
        } else if (!earlier.code().equals(alias.code())) {
            problems.add(
                    (int) line.getStartingLineNumber(),
                    alias.kind() + " '" + alias.alias() + "' stands for " + earlier.code() + " and for " + alias.code(),
                    "Keep one of the two lines.");
        }
    }
}
