package org.tradehouse.stage;

import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.TradeRecord;

/**
 * Rows for {@code stg.load_N} of which the same columns are sent. A publisher fills few of the columns that a figure may have;
 * what no row of a file has filled so far is left to the default of the table, because a field that is sent costs the server as
 * much as the smallest of the others.
 */
final class FilledRows {
    /** Sent with every row. */
    private static final List<String> ALWAYS = List.of(
            "value_usd",
            "product_key",
            "from_date",
            "to_date",
            "source_row",
            "block_no",
            "reporter_key",
            "partner_key",
            "flow_key",
            "terms_key",
            "status_key");

    /** Sent where a row has more in them than the default of {@code stg.template}, in the order of their bits. */
    private static final List<String> OPTIONAL = List.of(
            "value_national",
            "cif_usd",
            "fob_usd",
            "net_weight_kg",
            "gross_weight_kg",
            "quantity",
            "quantity2",
            "part_key",
            "partner2_key",
            "unit_key",
            "unit2_key",
            "currency_key",
            "supply_code");

    private static final String ALL_SUPPLY = "0";

    private final int filled;
    private final BinaryRows rows;

    /**
     * No rows yet.
     *
     * @param filled which of the optional columns are sent, a bit each
     * @param room bytes to begin with
     */
    FilledRows(int filled, byte[] room) {
        this.filled = filled;
        this.rows = new BinaryRows(ALWAYS.size() + Integer.bitCount(filled), room);
    }

    /** The keys of a row that are not part of its record. */
    record Keys(int product, int block, int row, int part, int terms, int status, int unit, int unit2, int currency) {}

    /** Which of the optional columns a row needs. */
    static int needed(TradeRecord trade, Keys keys) {
        return bit(0, Amount.isPresent(trade.valueNational()))
                | bit(1, Amount.isPresent(trade.cifUsd()))
                | bit(2, Amount.isPresent(trade.fobUsd()))
                | bit(3, Amount.isPresent(trade.netWeightKg()))
                | bit(4, Amount.isPresent(trade.grossWeightKg()))
                | bit(5, Amount.isPresent(trade.quantity()))
                | bit(6, Amount.isPresent(trade.quantity2()))
                | bit(7, keys.part() != 0)
                | bit(8, !trade.partner2().isWorld())
                | bit(9, keys.unit() != 0)
                | bit(10, keys.unit2() != 0)
                | bit(11, keys.currency() != 0)
                | bit(12, !trade.supply().equals(ALL_SUPPLY));
    }

    private static int bit(int place, boolean isSet) {
        return isSet ? 1 << place : 0;
    }

    /** Which of the optional columns are sent. */
    int filled() {
        return filled;
    }

    /** The columns, as COPY names them. */
    String columns() {
        StringBuilder names = new StringBuilder(ALWAYS.stream().collect(Collectors.joining(", ")));
        for (int i = 0; i < OPTIONAL.size(); i++) {
            if (has(i)) {
                names.append(", ").append(OPTIONAL.get(i));
            }
        }
        return names.toString();
    }

    BinaryRows rows() {
        return rows;
    }

    /** Adds a row that needs no other columns than these. */
    void add(TradeRecord trade, Keys keys) {
        rows.row();
        rows.amount(trade.valueUsd());
        rows.number(keys.product());
        rows.date(trade.period().from());
        rows.date(trade.period().to());
        rows.number(keys.row());
        rows.number(keys.block());
        rows.small(trade.reporter().key());
        rows.small(trade.partner().key());
        rows.small(trade.flow().key());
        rows.small(keys.terms());
        rows.small(keys.status());
        amount(0, trade.valueNational());
        amount(1, trade.cifUsd());
        amount(2, trade.fobUsd());
        amount(3, trade.netWeightKg());
        amount(4, trade.grossWeightKg());
        amount(5, trade.quantity());
        amount(6, trade.quantity2());
        if (has(7)) {
            rows.number(keys.part());
        }
        small(8, trade.partner2().key());
        small(9, keys.unit());
        small(10, keys.unit2());
        small(11, keys.currency());
        if (has(12)) {
            rows.text(trade.supply());
        }
    }

    private void amount(int place, long thousandths) {
        if (has(place)) {
            rows.amount(thousandths);
        }
    }

    private void small(int place, int key) {
        if (has(place)) {
            rows.small(key);
        }
    }

    private boolean has(int place) {
        return (filled & 1 << place) != 0;
    }
}
