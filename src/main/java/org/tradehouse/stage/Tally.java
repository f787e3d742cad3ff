package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.TradeRecord;

/**
 * Sums the candidates of a load over products while they are staged, so that settlement need not go through all of them for
 * it, and watches whether one is stated twice. Money as a {@code long} of thousandths; where a sum leaves it, or there are
 * too many sums, it gives up and settlement asks the database.
 */
final class Tally {
    private static final String COLUMNS = "value_usd, net_weight_kg, n, from_date, to_date, reporter_key, partner_key, "
            + "partner2_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, code_level, nomenclature, supply_code";
    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST = 1 << 19;
    /** Longs of one sum: four of key, its value, its weight, and how many candidates and weights they are. */
    private static final int WIDTH = 7;

    private static final int MOST_WORDS = 1 << 12;

    private final Fingerprints fingerprints = new Fingerprints();
    private final BitSet products = new BitSet();
    private final List<String> supplies = new ArrayList<>();
    private final List<Product> kinds = new ArrayList<>();
    private long[] sums = new long[SMALLEST * WIDTH];
    private int size;
    private boolean gaveUp;
    private @Nullable Period lastPeriod;
    private long lastDays;

    void add(TradeRecord trade, int product, int terms, int unit, int unit2, int currency, int status) {
        if (gaveUp) {
            return;
        }
        long who = pack(
                trade.reporter().key(),
                trade.partner().key(),
                trade.partner2().key(),
                trade.flow().key());
        long when = days(trade.period());
        int supply = supply(trade.supply());
        long where = pack(terms, unit, unit2, currency);
        long what = pack(status, supply, kind(trade.product()), 0);
        products.set(product);
        long key = Fingerprints.mix(who + Fingerprints.mix(when));
        fingerprints.add(Fingerprints.mix(
                Fingerprints.mix(key + ((long) product << 32 | (terms & 0xFFFF) << 16 | unit & 0xFFFF)) + supply));
        if (gaveUp) {
            return;
        }
        int place = place(who, when, where, what, Fingerprints.mix(key + where + Fingerprints.mix(what)));
        count(place, trade.valueUsd(), trade.netWeightKg());
        if (size * 5L > sums.length / WIDTH * 3L) {
            grow();
        }
    }

    /** True when it knows the sums of all that was added. */
    boolean isComplete() {
        return !gaveUp;
    }

    boolean isDistinct() {
        return !gaveUp && fingerprints.isDistinct();
    }

    private void giveUp() {
        gaveUp = true;
        sums = new long[0];
        fingerprints.giveUp();
    }

    private static long pack(int a, int b, int c, int d) {
        return (long) (a & 0xFFFF) << 48 | (long) (b & 0xFFFF) << 32 | (long) (c & 0xFFFF) << 16 | d & 0xFFFF;
    }

    private long days(Period period) {
        if (period != lastPeriod) {
            lastPeriod = period;
            lastDays = period.from().toEpochDay() << 32 | period.to().toEpochDay() & 0xFFFFFFFFL;
        }
        return lastDays;
    }

    private int supply(String code) {
        for (int i = 0; i < supplies.size(); i++) {
            if (supplies.get(i).equals(code)) {
                return i;
            }
        }
        return word(supplies, code);
    }

    /** Products of one nomenclature and level are of one kind. */
    private int kind(Product product) {
        int level = product.level();
        for (int i = 0; i < kinds.size(); i++) {
            Product it = kinds.get(i);
            if (it.level() == level && it.nomenclature().equals(product.nomenclature())) {
                return i;
            }
        }
        return word(kinds, product);
    }

    private <T> int word(List<T> words, T word) {
        words.add(word);
        if (words.size() > MOST_WORDS) {
            giveUp();
        }
        return words.size() - 1;
    }

    private int place(long who, long when, long where, long what, long hash) {
        int slots = sums.length / WIDTH;
        int slot = (int) (hash >>> 40) & slots - 1;
        while (true) {
            int at = slot * WIDTH;
            if (sums[at + 6] == 0) {
                sums[at] = who;
                sums[at + 1] = when;
                sums[at + 2] = where;
                sums[at + 3] = what;
                size++;
                return at;
            }
            if (sums[at] == who && sums[at + 1] == when && sums[at + 2] == where && sums[at + 3] == what) {
                return at;
            }
            slot = slot + 1 & slots - 1;
        }
    }

    private void count(int at, long valueUsd, long netWeightKg) {
        long value = sums[at + 4] + valueUsd;
        boolean hasWeight = Amount.isPresent(netWeightKg);
        long weight = sums[at + 5] + (hasWeight ? netWeightKg : 0);
        if (((sums[at + 4] ^ value) & (valueUsd ^ value)) < 0
                || hasWeight && ((sums[at + 5] ^ weight) & (netWeightKg ^ weight)) < 0) {
            giveUp();
            return;
        }
        sums[at + 4] = value;
        sums[at + 5] = weight;
        sums[at + 6] += hasWeight ? 1L << 32 | 1 : 1;
    }

    private void grow() {
        int slots = sums.length / WIDTH;
        if (slots == 0 || slots >= LARGEST) {
            giveUp();
            return;
        }
        long[] old = sums;
        sums = new long[old.length * 2];
        size = 0;
        for (int at = 0; at < old.length; at += WIDTH) {
            if (old[at + 6] != 0) {
                long key = Fingerprints.mix(old[at] + Fingerprints.mix(old[at + 1]));
                long hash = Fingerprints.mix(key + old[at + 2] + Fingerprints.mix(old[at + 3]));
                int to = place(old[at], old[at + 1], old[at + 2], old[at + 3], hash);
                System.arraycopy(old, at + 4, sums, to + 4, 3);
            }
        }
    }

    /** Fills {@code stg.tally_N} and {@code stg.goods_N}, which are empty. */
    void copy(Connection connection, BinaryCopy.Buffer buffer, int load) throws SQLException {
        try (BinaryCopy copy = new BinaryCopy(connection, buffer, "stg.tally_" + load, COLUMNS)) {
            for (int at = 0; at < sums.length; at += WIDTH) {
                if (sums[at + 6] != 0) {
                    row(copy, at);
                }
            }
            copy.finish(size);
        }
        try (BinaryCopy copy = new BinaryCopy(connection, buffer, "stg.goods_" + load, "product_key")) {
            for (int key = products.nextSetBit(0); key >= 0; key = products.nextSetBit(key + 1)) {
                copy.row();
                copy.number(key);
            }
            copy.finish(products.cardinality());
        }
    }

    private void row(BinaryCopy copy, int at) throws SQLException {
        copy.row();
        copy.amount(sums[at + 4]);
        copy.amount(sums[at + 6] >>> 32 == 0 ? Amount.MISSING : sums[at + 5]);
        copy.number(sums[at + 6] & 0xFFFFFFFFL);
        copy.date(LocalDate.ofEpochDay(sums[at + 1] >> 32));
        copy.date(LocalDate.ofEpochDay((int) sums[at + 1]));
        four(copy, sums[at]);
        four(copy, sums[at + 2]);
        long what = sums[at + 3];
        Product kind = kinds.get((int) (what >>> 16) & 0xFFFF);
        copy.small((int) (what >>> 48));
        copy.small(kind.level());
        copy.text(kind.nomenclature());
        copy.text(supplies.get((int) (what >>> 32) & 0xFFFF));
    }

    private static void four(BinaryCopy copy, long packed) {
        copy.small((int) (packed >>> 48));
        copy.small((int) (packed >>> 32) & 0xFFFF);
        copy.small((int) (packed >>> 16) & 0xFFFF);
        copy.small((int) packed & 0xFFFF);
    }
}
