package org.tradehouse.acceptance;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a warehouse with vintages is, in a few lines: for each slice a pile of versions, of which the top one is live. */
final class Vintages {
    private final Map<Slice, Deque<Version>> piles = new HashMap<>();

    /** A month, a flow and a partner: what a file of the test is complete for. */
    record Slice(String month, String flow, String partner) {}

    /** What a publishing run put there, and the run it took back or 0; null figures = the slice left the warehouse. */
    private record Version(long run, long undoes, SortedMap<String, Long> figures, LocalDate edition) {
        boolean isGone() {
            return figures == null;
        }
    }

    /** A file: its slices with their figures by product, also the empty ones. */
    record File(LocalDate edition, Map<Slice, SortedMap<String, Long>> slices) {}

    /** New, changed, withdrawn and same figures. */
    record Counts(long fresh, long changed, long withdrawn, long same) {}

    /** The slices of a file that would be published. */
    List<Slice> wanted(File file, boolean again) {
        return file.slices.keySet().stream()
                .filter(slice -> again
                        || !live(slice)
                        || !piles.get(slice).peek().edition.isAfter(file.edition))
                .toList();
    }

    /** Rule R3: a published total of some weight moves by more than 2 %. */
    boolean holds(File file, boolean again) {
        return wanted(file, again).stream().filter(this::live).anyMatch(slice -> {
            long old = sum(piles.get(slice).peek().figures);
            long now = sum(file.slices.get(slice));
            return old >= 1000 && Math.abs(now - old) * 50 > old;
        });
    }

    Counts publish(File file, boolean again, long run) {
        Counts counts = new Counts(0, 0, 0, 0);
        for (Slice slice : wanted(file, again)) {
            counts = plus(counts, put(slice, new Version(run, 0, file.slices.get(slice), file.edition)));
        }
        return counts;
    }

    /** True where a run published slices, and what came on top of it in them was taken back again. */
    boolean canUndo(long run) {
        boolean any = false;
        for (Deque<Version> pile : piles.values()) {
            boolean of = pile.stream().anyMatch(version -> version.run == run);
            any |= of;
            if (of && !isOnTop(run, pile)) {
                return false;
            }
        }
        return any;
    }

    private static boolean isOnTop(long run, Deque<Version> pile) {
        Set<Long> above = new HashSet<>();
        Set<Long> takenBack = new HashSet<>();
        for (Version version : pile) {
            if (version.run == run) {
                return above.containsAll(takenBack);
            }
            if (!takenBack.contains(version.run)) {
                if (version.undoes == 0) {
                    return false;
                }
                takenBack.add(version.undoes);
            }
            above.add(version.run);
        }
        return false;
    }

    Counts undo(long undone, long run) {
        Counts counts = new Counts(0, 0, 0, 0);
        for (Map.Entry<Slice, Deque<Version>> pile : List.copyOf(piles.entrySet())) {
            if (pile.getValue().stream().anyMatch(version -> version.run == undone)) {
                Version before = pile.getValue().stream()
                        .dropWhile(version -> version.run != undone)
                        .skip(1)
                        .findFirst()
                        .orElse(new Version(0, 0, null, null));
                counts = plus(counts, put(pile.getKey(), new Version(run, undone, before.figures, before.edition)));
            }
        }
        return counts;
    }

    /** Every live figure as {@code month flow partner product value}, sorted. */
    List<String> figures() {
        List<String> lines = new ArrayList<>();
        piles.forEach((slice, pile) -> {
            if (!pile.peek().isGone()) {
                pile.peek()
                        .figures
                        .forEach((product, value) -> lines.add(
                                slice.month + " " + slice.flow + " " + slice.partner + " " + product + " " + value));
            }
        });
        return lines.stream().sorted().toList();
    }

    /** Every covered slice with its edition and value, sorted. */
    List<String> coverage() {
        List<String> lines = new ArrayList<>();
        piles.forEach((slice, pile) -> {
            if (!pile.peek().isGone()) {
                lines.add(slice.month + " " + slice.flow + " " + slice.partner + " " + pile.peek().edition + " "
                        + sum(pile.peek().figures));
            }
        });
        return lines.stream().sorted().toList();
    }

    private boolean live(Slice slice) {
        return piles.containsKey(slice) && !piles.get(slice).peek().isGone();
    }

    private Counts put(Slice slice, Version version) {
        SortedMap<String, Long> old = live(slice) ? piles.get(slice).peek().figures : new TreeMap<>();
        SortedMap<String, Long> now = version.isGone() ? new TreeMap<>() : version.figures;
        piles.computeIfAbsent(slice, x -> new ArrayDeque<>()).push(version);
        long same = now.entrySet().stream()
                .filter(it -> it.getValue().equals(old.get(it.getKey())))
                .count();
        long kept = now.keySet().stream().filter(old::containsKey).count();
        return new Counts(now.size() - kept, kept - same, old.size() - kept, same);
    }

    private static Counts plus(Counts a, Counts b) {
        return new Counts(a.fresh + b.fresh, a.changed + b.changed, a.withdrawn + b.withdrawn, a.same + b.same);
    }

    private static long sum(SortedMap<String, Long> figures) {
        return figures.values().stream().mapToLong(Long::longValue).sum();
    }
}
