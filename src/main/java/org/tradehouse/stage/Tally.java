package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.TradeRecord;

/**
 * Sums the candidates of a load over products while they are staged, so that settlement need not go through all of them for
 * it, and watches whether one is stated twice. Money as a {@code long} of thousandths; where a sum leaves it, it gives up and
 * settlement asks the database. Where there are many sums they are handed over in parts: the same key may then come again, and
 * who asks adds them up. A file in no order would hand over nearly as many sums as it has rows: that is given up too.
 */
final class Tally {
    private static final String COLUMNS = "value_usd, net_weight_kg, n, from_date, to_date, reporter_key, partner_key, "
            + "partner2_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, code_level, nomenclature, supply_code";
    private static final int SMALLEST = 1 << 10;
    /** From so many on they are handed over with the next block. */
    private static final int MANY = 1 << 16;
    /** Longs of one sum: four of key, its value, its weight, and how many candidates and weights they are. */
    private static final int WIDTH = 7;

    private static final int MOST_WORDS = 1 << 12;
    /** Longs of a candidate that waits: its key, value and weight. */
    private static final int CANDIDATE = 6;

    private static final int BATCH = 128;
    /** Sums that are sent at once. */
    private static final int PIECE = 1 << 12;

    private final int many;
    private final Fingerprints fingerprints = new Fingerprints();
    private final BitSet products = new BitSet();
    private final List<String> supplies = new ArrayList<>();
    private final List<Product> kinds = new ArrayList<>();
    /** One sum after the other: what is asked for at random should lie close together. */
    private long[] sums = new long[SMALLEST * WIDTH];

    /** Where a sum stands among them, from 1, by the hash of its key; at most half is filled. */
    private int[] index = new int[SMALLEST * 2];

    private final long[] candidates = new long[BATCH * CANDIDATE];
    private final int[] places = new int[BATCH];
    private int waiting;
    /** Keeps the first reading of memory from being left out as useless. */
    private long seen;

    private int size;
    private long added;
    private long handedOver;
    private boolean gaveUp;
    private @Nullable Period lastPeriod;
    private long lastDays;

    Tally() {
        this(MANY);
    }

    /** @param many sums that are handed over at once, about */
    Tally(int many) {
        this.many = many;
    }

    void add(TradeRecord trade, int product, int terms, int unit, int unit2, int currency, int status) {
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
        added++;
        long key = Fingerprints.mix(who + Fingerprints.mix(when));
        fingerprints.add(Fingerprints.mix(
                Fingerprints.mix(key + ((long) product << 32 | (terms & 0xFFFF) << 16 | unit & 0xFFFF)) + supply));
        if (gaveUp) {
            return;
        }
        int at = waiting * CANDIDATE;
        candidates[at] = who;
        candidates[at + 1] = when;
        candidates[at + 2] = where;
        candidates[at + 3] = what;
        candidates[at + 4] = trade.valueUsd();
        candidates[at + 5] = trade.netWeightKg();
        if (++waiting == BATCH) {
            count();
        }
    }

    /** Counts the candidates that wait. Their places are looked up first, so that memory is asked for many at once. */
    private void count() {
        long touched = 0;
        for (int i = 0; i < waiting; i++) {
            int at = i * CANDIDATE;
            int place = index[slot(candidates[at], candidates[at + 1], candidates[at + 2], candidates[at + 3])];
            places[i] = place;
        }
        for (int i = 0; i < waiting; i++) {
            touched += places[i] == 0 ? 0 : sums[(places[i] - 1) * WIDTH] ^ sums[places[i] * WIDTH - 1];
        }
        seen = touched;
        for (int i = 0; i < waiting && !gaveUp; i++) {
            int at = i * CANDIDATE;
            int sum = find(candidates[at], candidates[at + 1], candidates[at + 2], candidates[at + 3]);
            count(sum, candidates[at + 4], candidates[at + 5]);
        }
        waiting = 0;
    }

    /** True when it knows the sums of all that was added. */
    boolean isComplete() {
        count();
        return !gaveUp;
    }

    /** True when no candidate that was added is stated twice; false says nothing. */
    boolean isDistinct() {
        return fingerprints.isDistinct();
    }

    /** What is to be written with the block that was added last; mostly nothing. */
    List<BinaryRows> part() {
        if (size < many) {
            return List.of();
        }
        count();
        handedOver += size;
        if (handedOver * 4 > added) {
            giveUp();
            return List.of();
        }
        List<BinaryRows> part = rows();
        Arrays.fill(sums, 0, size * WIDTH, 0);
        Arrays.fill(index, 0);
        size = 0;
        return part;
    }

    private void giveUp() {
        gaveUp = true;
        sums = new long[0];
        index = new int[1];
        size = 0;
        waiting = 0;
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
            fingerprints.giveUp();
        }
        return words.size() - 1;
    }

    private int slot(long who, long when, long where, long what) {
        long hash = Fingerprints.mix(Fingerprints.mix(who + Fingerprints.mix(when)) + where + Fingerprints.mix(what));
        return (int) (hash >>> 32) & index.length - 1;
    }

    private int find(long who, long when, long where, long what) {
        int slot = slot(who, when, where, what);
        for (int place = index[slot]; place != 0; place = index[slot]) {
            int at = (place - 1) * WIDTH;
            if (sums[at] == who && sums[at + 1] == when && sums[at + 2] == where && sums[at + 3] == what) {
                return at;
            }
            slot = slot + 1 & index.length - 1;
        }
        if (size * 2 >= index.length) {
            grow();
            return find(who, when, where, what);
        }
        int at = size++ * WIDTH;
        index[slot] = size;
        sums[at] = who;
        sums[at + 1] = when;
        sums[at + 2] = where;
        sums[at + 3] = what;
        return at;
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
        sums = Arrays.copyOf(sums, sums.length * 2);
        index = new int[index.length * 2];
        for (int i = 0; i < size; i++) {
            int at = i * WIDTH;
            int slot = slot(sums[at], sums[at + 1], sums[at + 2], sums[at + 3]);
            while (index[slot] != 0) {
                slot = slot + 1 & index.length - 1;
            }
            index[slot] = i + 1;
        }
    }

    /** Adds what was not handed over yet to {@code stg.tally_N} and fills {@code stg.goods_N}, which is empty. */
    void copy(Connection connection, int load) throws SQLException {
        write(connection, load, rows());
        BinaryRows goods = new BinaryRows(1);
        for (int key = products.nextSetBit(0); key >= 0; key = products.nextSetBit(key + 1)) {
            goods.row();
            goods.number(key);
        }
        BinaryCopy.all(connection, "stg.goods_" + load, "product_key", goods);
    }

    /** Adds sums to {@code stg.tally_N}. */
    static void write(Connection connection, int load, List<BinaryRows> part) throws SQLException {
        if (!part.isEmpty()) {
            try (BinaryCopy copy = new BinaryCopy(connection, "stg.tally_" + load, COLUMNS)) {
                for (BinaryRows rows : part) {
                    copy.send(rows);
                }
                copy.finish();
            }
        }
    }

    private List<BinaryRows> rows() {
        List<BinaryRows> pieces = new ArrayList<>();
        for (int from = 0; from < size; from += PIECE) {
            BinaryRows rows = new BinaryRows(BinaryRows.width(COLUMNS));
            for (int i = from; i < Math.min(size, from + PIECE); i++) {
                row(rows, i * WIDTH);
            }
            pieces.add(rows);
        }
        return pieces;
    }

    private void row(BinaryRows copy, int at) {
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

    private static void four(BinaryRows copy, long packed) {
        copy.small((int) (packed >>> 48));
        copy.small((int) (packed >>> 32) & 0xFFFF);
        copy.small((int) (packed >>> 16) & 0xFFFF);
        copy.small((int) packed & 0xFFFF);
    }
}
