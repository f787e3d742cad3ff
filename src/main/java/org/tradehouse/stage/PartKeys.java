package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.tradehouse.load.SourcePart;

/** Keys of {@code ops.source_part}: archive member and sheet; 0 is the whole file. */
final class PartKeys {
    private record Place(String member, String sheet) {}

    private final Connection connection;
    private final int load;
    private final Map<Place, Integer> known = new HashMap<>();
    private SourcePart last = new SourcePart("", "", java.util.List.of());
    private int lastKey;

    PartKeys(Connection connection, int load) {
        this.connection = connection;
        this.load = load;
        known.put(new Place("", ""), 0);
    }

    /** Where in the file, in one text: {@code member}, {@code sheet} or {@code member!sheet}; empty for the whole file. */
    static String place(SourcePart part) {
        String both = part.member().isEmpty() || part.sheet().isEmpty() ? "" : "!";
        return SafeText.fit(part.member() + both + part.sheet(), 80);
    }

    int key(SourcePart part) throws SQLException {
        if (part != last) {
            lastKey = find(new Place(SafeText.fit(part.member(), 400), SafeText.fit(part.sheet(), 80)));
            last = part;
        }
        return lastKey;
    }

    private int find(Place place) throws SQLException {
        Integer key = known.get(place);
        if (key == null) {
            add(place);
            key = select(place);
            known.put(place, key);
        }
        return key;
    }

    private void add(Place place) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(
                "insert into ops.source_part (load_key, member, sheet) values (?, ?, ?) on conflict do nothing")) {
            fill(add, place);
            add.executeUpdate();
        }
    }

    private int select(Place place) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select part_key from ops.source_part where (load_key, member, sheet, block) = (?, ?, ?, '')")) {
            fill(select, place);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void fill(PreparedStatement statement, Place place) throws SQLException {
        statement.setInt(1, load);
        statement.setString(2, place.member);
        statement.setString(3, place.sheet);
    }
}
