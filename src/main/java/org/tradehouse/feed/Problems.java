package org.tradehouse.feed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one feed, so that all of them are said at once. */
final class Problems {
    private final Path file;
    private final List<Problem> found;

    Problems(Path file) {
        this(file, new ArrayList<>());
    }

    private Problems(Path file, List<Problem> found) {
        this.file = file;
        this.found = found;
    }

    /** The same collection, about another file of the feed. */
    Problems in(Path other) {
        return new Problems(other, found);
    }

    void add(int line, String message, String remedy) {
        found.add(new Problem(file, line, message, remedy));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws when there is a mistake. */
    void refuse() {
        if (!found.isEmpty()) {
            throw new FeedException(FeedException.WRONG, sorted());
        }
    }

    private List<Problem> sorted() {
        return found.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }
}
