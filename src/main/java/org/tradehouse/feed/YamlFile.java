package org.tradehouse.feed;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads YAML events into a tree. No objects are made: a tag, an anchor or an alias is refused, and so are repeated keys
 * and nesting deeper than any feed needs.
 */
final class YamlFile {
    private static final int DEEPEST = 12;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Iterator<Event> events;
    private final Problems problems;

    private YamlFile(String text, Problems problems) {
        this.events =
                new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
        this.problems = problems;
    }

    /** The section a feed file consists of; null, with a problem, where the text is no YAML or no section. */
    static Tree.@Nullable Section read(String text, Problems problems) {
        try {
            return new YamlFile(text, problems).document();
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 0 : wrong.getProblemMark().getLine() + 1;
            problems.add(line, "this is not YAML: " + plain(wrong.getProblem()), remedy(wrong));
        } catch (YAMLException wrong) {
            problems.add(0, "this is not YAML: " + plain(wrong.getMessage()), "Save it as plain UTF-8 text.");
        }
        return null;
    }

    private static String plain(@Nullable String problem) {
        return problem == null
                ? "it cannot be read"
                : problem.lines().findFirst().orElse("").strip();
    }

    private static String remedy(MarkedYAMLException wrong) {
        return String.valueOf(wrong.getProblem()).contains("'\\t'")
                ? "Indent with spaces, never with a tab."
                : "Check the brackets, and put values with special characters between single quotes.";
    }

    private Tree.@Nullable Section document() {
        Tree tree = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && tree != null) {
                problems.add(
                        line(event), "a second document begins here", "Write one feed a file, without '---' between.");
                return null;
            }
            if (event instanceof NodeEvent) {
                tree = tree(event, 0);
            }
        }
        if (tree instanceof Tree.Section section) {
            return section;
        }
        problems.add(tree == null ? 0 : tree.line(), "the file holds no keys", "Begin with 'feed: <name>'.");
        return null;
    }

    private Tree tree(Event event, int depth) {
        refuseTricks((NodeEvent) event);
        if (depth > DEEPEST) {
            throw new YAMLException("nested more than " + DEEPEST + " levels deep in line " + line(event));
        }
        if (event instanceof MappingStartEvent) {
            return section(event, depth);
        }
        if (event instanceof SequenceStartEvent) {
            return items(event, depth);
        }
        if (event instanceof ScalarEvent scalar && !(scalar.isPlain() && NULLS.contains(scalar.getValue()))) {
            return new Tree.Text(line(event), scalar.getValue(), scalar.isPlain());
        }
        return new Tree.Nothing(line(event));
    }

    private void refuseTricks(NodeEvent event) {
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof MappingStartEvent mapping
                        ? mapping.getTag()
                        : event instanceof SequenceStartEvent sequence ? sequence.getTag() : null;
        if (tag != null) {
            problems.add(line(event), "the tag '" + tag + "' is not allowed", "Take the tag away; quotes make a text.");
        }
        if (event.getAnchor() != null) {
            String kind = event instanceof AliasEvent ? "alias '*" : "anchor '&";
            problems.add(
                    line(event),
                    "the " + kind + event.getAnchor() + "' is not allowed",
                    "Write the value out, or put a text that begins with * or & between quotes.");
        }
    }

    private Tree.Items items(Event start, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(tree(event, depth + 1));
        }
        return new Tree.Items(line(start), items);
    }

    private Tree.Section section(Event start, int depth) {
        Tree.Section section = new Tree.Section(line(start));
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            Tree key = tree(event, depth + 1);
            Tree value = tree(events.next(), depth + 1);
            if (event instanceof ScalarEvent scalar) {
                add(section, scalar.getValue(), line(event), value);
            } else {
                problems.add(key.line(), "a key must be a word", "Write 'key: value'.");
            }
        }
        return section;
    }

    private void add(Tree.Section section, String key, int line, Tree value) {
        if (section.has(key)) {
            problems.add(
                    line,
                    "the key '" + key + "' is repeated, first in line " + section.lineOf(key),
                    "Keep one of the two.");
            return;
        }
        section.entries().put(key, value);
        section.lines().put(key, line);
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
