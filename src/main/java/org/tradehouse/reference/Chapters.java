package org.tradehouse.reference;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chapters of the Harmonized System. */
final class Chapters {
    record Chapter(String name, String section) {}

    private final Map<String, Chapter> byCode = new HashMap<>();

    Chapters() {
        for (NamedCsvRecord row : Seeds.rows("chapter.csv")) {
            byCode.put(row.getField("hs2"), new Chapter(row.getField("name_en"), row.getField("section")));
        }
    }

    @Nullable
    Chapter byCode(String hs2) {
        return byCode.get(hs2);
    }
}
