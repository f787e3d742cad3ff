package org.tradehouse.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The feeds of an installation. A broken feed never stops the others. */
public final class Feeds {
    private final Path folder;
    private final Map<String, Feed> good = new TreeMap<>();
    private final Map<String, List<Problem>> broken = new TreeMap<>();

    private Feeds(Path folder) {
        this.folder = folder;
    }

    /**
     * Every {@code *.yaml} below a folder. Feeds with mistakes are kept apart, see {@link #problems()}.
     *
     * @throws FeedException when there is no such folder
     */
    public static Feeds in(Path jobsFolder) {
        Feeds feeds = new Feeds(jobsFolder);
        files(jobsFolder).forEach(feeds::add);
        return feeds;
    }

    /**
     * One feed, from its file and the alias file beside it.
     *
     * @throws FeedException with every mistake of the two files
     */
    public static Feed read(Path yaml) {
        return FeedFile.read(yaml);
    }

    /** The JSON Schema of the feed language, as {@code jobs/feed.schema.json} holds it for editors. */
    public static String schema() {
        return Schema.text();
    }

    /** The feeds without mistakes, by name. */
    public List<Feed> all() {
        return List.copyOf(good.values());
    }

    /** The mistakes of all other feeds, by feed and line. */
    public List<Problem> problems() {
        return broken.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The feed of this name.
     *
     * @throws FeedException with its mistakes, or where there is no such feed with the nearest name
     */
    public Feed named(String name) {
        @Nullable Feed feed = good.get(name);
        if (feed != null) {
            return feed;
        }
        @Nullable List<Problem> mistakes = broken.get(name);
        if (mistakes != null) {
            throw new FeedException(FeedException.WRONG, mistakes);
        }
        throw new FeedException(
                FeedException.UNKNOWN,
                List.of(new Problem(folder, 0, "there is no feed '" + name + "'" + nearest(name), "tradehouse feeds")));
    }

    private String nearest(String name) {
        List<String> known = new ArrayList<>(good.keySet());
        known.addAll(broken.keySet());
        return known.isEmpty()
                ? ": the folder holds none"
                : Nearest.to(name, known)
                        .map(it -> "; did you mean '" + it + "'?")
                        .orElse("");
    }

    private void add(Path yaml) {
        String name = FeedFile.name(yaml);
        try {
            Feed feed = FeedFile.read(yaml);
            @Nullable Feed twin = good.get(name);
            if (twin == null && !broken.containsKey(name)) {
                good.put(name, feed);
                return;
            }
            refuse(name, new Problem(yaml, 0, "the feed '" + name + "' is there twice", "Keep one of the two files."));
            if (twin != null) {
                refuse(
                        name,
                        new Problem(
                                twin.file(),
                                0,
                                "the feed '" + name + "' is there twice",
                                "Keep one of the two files."));
            }
        } catch (FeedException mistakes) {
            mistakes.problems().forEach(it -> refuse(name, it));
        }
    }

    private void refuse(String name, Problem problem) {
        good.remove(name);
        broken.computeIfAbsent(name, it -> new ArrayList<>()).add(problem);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FeedException(
                    FeedException.UNKNOWN,
                    List.of(new Problem(
                            folder, 0, "there is no such folder", "Name the folder that holds the feeds.")));
        }
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
