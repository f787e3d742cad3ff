package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.tradehouse.trade.Status;

/** Keys of {@code dw.dim_status} for rows as published: kind 'leaf'. */
final class StatusKeys {
    private static final String FIND = """
            select status_key from dw.dim_status where (obs_status, conf_status, usd_derived, net_weight_estimated,
              gross_weight_estimated, quantity_estimated, quantity2_estimated, row_kind) = (?, ?, ?, ?, ?, ?, ?, 'leaf') and not is_corrected""";

    private static final String ADD = """
            insert into dw.dim_status (obs_status, conf_status, usd_derived, net_weight_estimated,
              gross_weight_estimated, quantity_estimated, quantity2_estimated, row_kind)
            values (?, ?, ?, ?, ?, ?, ?, 'leaf') on conflict do nothing""";

    private final Connection connection;
    private final Remembered<Status> known = new Remembered<>();

    StatusKeys(Connection connection) {
        this.connection = connection;
    }

    boolean knows(Status status) {
        return known.key(status) != null;
    }

    int key(Status status) {
        Integer key = known.key(status);
        if (key == null) {
            throw new IllegalStateException(status + " was not resolved before its block");
        }
        return key;
    }

    void resolve(Collection<Status> wanted) throws SQLException {
        List<Status> inKeyOrder =
                wanted.stream().sorted(Comparator.comparing(Status::toString)).toList();
        for (Status status : inKeyOrder) {
            int key = find(status);
            if (key == 0) {
                add(status);
                key = find(status);
            }
            known.put(status, key);
        }
    }

    private int find(Status status) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            fill(find, status);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private void add(Status status) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            fill(add, status);
            add.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, Status status) throws SQLException {
        statement.setString(1, String.valueOf(status.observation()));
        statement.setString(2, String.valueOf(status.confidentiality()));
        statement.setBoolean(3, status.usdDerived());
        statement.setBoolean(4, status.netWeightEstimated());
        statement.setBoolean(5, status.grossWeightEstimated());
        statement.setBoolean(6, status.quantityEstimated());
        statement.setBoolean(7, status.quantity2Estimated());
    }
}
