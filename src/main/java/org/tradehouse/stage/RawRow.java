package org.tradehouse.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradehouse.load.SourceRow;
import tools.jackson.databind.json.JsonMapper;

/** The cells of a rejected row as read, each under the publisher's own column name, as JSON. */
final class RawRow {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RawRow() {}

    static String json(SourceRow row) {
        List<String> headers = row.part().headers();
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.raw().size(); i++) {
            cells.put(unused(name(headers, i), cells, i), SafeText.of(row.raw().get(i)));
        }
        return JSON.writeValueAsString(cells);
    }

    private static String name(List<String> headers, int column) {
        String header =
                column < headers.size() ? SafeText.of(headers.get(column)).strip() : "";
        return header.isEmpty() ? "column " + (column + 1) : header;
    }

    private static String unused(String name, Map<String, String> cells, int column) {
        return cells.containsKey(name) ? name + " (column " + (column + 1) + ")" : name;
    }
}
