package org.tradehouse.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may stand below a key. The same shapes check a feed and make its JSON Schema, so the two cannot part. */
sealed interface Shape {
    /** Adds a problem for whatever in the tree is not of this shape. */
    void check(Tree tree, String place, Problems problems);

    /** The shape in JSON Schema, draft 2020-12. */
    Map<String, Object> schema();

    /** What is wrong with a text; null = nothing. */
    interface Rule {
        @Nullable
        Complaint about(String text);
    }

    /** A mistake and what to write instead; the message goes on after the value. */
    record Complaint(String message, String remedy) {}

    /** One key of a section. */
    record Key(String name, Shape shape, boolean required, String doc) {
        static Key required(String name, Shape shape, String doc) {
            return new Key(name, shape, true, doc);
        }

        static Key optional(String name, Shape shape, String doc) {
            return new Key(name, shape, false, doc);
        }
    }

    /**
     * One value.
     *
     * @param says what is expected, for messages: {@code a whole number}
     * @param plain it must be written without quotes, as numbers are
     */
    record Text(String says, boolean plain, Map<String, Object> schema, Rule rule) implements Shape {
        @Override
        public void check(Tree tree, String place, Problems problems) {
            if (!(tree instanceof Tree.Text text)) {
                problems.add(tree.line(), place + " is " + kind(tree), "Write " + says + ".");
                return;
            }
            if (plain && !text.plain()) {
                problems.add(
                        text.line(), place + " '" + text.value() + "' is in quotes", "Write " + says + " without.");
                return;
            }
            Complaint complaint = text.value().isEmpty()
                    ? new Complaint("is empty", "Write " + says + ".")
                    : rule.about(text.value());
            if (complaint != null) {
                problems.add(text.line(), place + " '" + text.value() + "' " + complaint.message, complaint.remedy);
            }
        }
    }

    /** A list, not empty. A list of single values may be written as the only value. */
    record Items(Shape of) implements Shape {
        @Override
        public void check(Tree tree, String place, Problems problems) {
            if (of instanceof Text && tree instanceof Tree.Text) {
                of.check(tree, place, problems);
            } else if (!(tree instanceof Tree.Items list)) {
                problems.add(tree.line(), place + " is " + kind(tree), "Write a list, [one, two] or lines with '- '.");
            } else if (list.items().isEmpty()) {
                problems.add(tree.line(), place + " is an empty list", "Leave the key out, or fill the list.");
            } else {
                for (int i = 0; i < list.items().size(); i++) {
                    of.check(list.items().get(i), place + "[" + (i + 1) + "]", problems);
                }
            }
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> list = Schema.of("type", "array", "items", of.schema(), "minItems", 1);
            return of instanceof Text ? Schema.of("anyOf", List.of(of.schema(), list)) : list;
        }
    }

    /** Free keys of one kind, each with a value of one kind. */
    record Table(Text key, Shape value) implements Shape {
        @Override
        public void check(Tree tree, String place, Problems problems) {
            if (!(tree instanceof Tree.Section section)) {
                problems.add(tree.line(), place + " is " + kind(tree), "Write {key: value}.");
                return;
            }
            section.entries().forEach((name, below) -> {
                key.check(new Tree.Text(section.lineOf(name), name, true), "the key of " + place, problems);
                value.check(below, place + "." + name, problems);
            });
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> names = new LinkedHashMap<>(key.schema);
            names.remove("type");
            Map<String, Object> table = Schema.of("type", "object", "additionalProperties", value.schema());
            if (!names.isEmpty()) {
                table.put("propertyNames", names);
            }
            return table;
        }
    }

    /**
     * Known keys.
     *
     * @param noun what its keys are: {@code key} or {@code field}
     * @param oneOf of each of these sets exactly one key is there
     */
    record Section(String noun, List<Key> keys, List<Set<String>> oneOf) implements Shape {
        static Section of(Key... keys) {
            return new Section("key", List.of(keys), List.of());
        }

        /** The same section with one of these keys, and no more. */
        Section exactlyOne(Collection<String> names) {
            List<Set<String>> sets = new ArrayList<>(oneOf);
            sets.add(new TreeSet<>(names));
            return new Section(noun, keys, List.copyOf(sets));
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }

        @Override
        public void check(Tree tree, String place, Problems problems) {
            if (!(tree instanceof Tree.Section section)) {
                problems.add(
                        tree.line(), place + " is " + kind(tree), "Write keys: " + String.join(", ", names()) + ".");
                return;
            }
            String in = place.isEmpty() ? "" : " in " + place;
            for (String name : section.entries().keySet()) {
                if (!names().contains(name)) {
                    problems.add(
                            section.lineOf(name),
                            "unknown " + noun + " '" + name + "'" + in,
                            Nearest.remedy(name, names()));
                }
            }
            keys.forEach(key -> check(key, section, place, in, problems));
            oneOf.forEach(names -> checkOne(names, section, place, problems));
        }

        private void check(Key key, Tree.Section section, String place, String in, Problems problems) {
            Tree below = section.entries().get(key.name);
            if (below != null) {
                key.shape.check(below, place.isEmpty() ? key.name : place + "." + key.name, problems);
            } else if (key.required) {
                problems.add(section.line(), "the key '" + key.name + "' is missing" + in, "Add it: " + key.doc);
            }
        }

        private static void checkOne(Set<String> names, Tree.Section section, String place, Problems problems) {
            List<String> there = names.stream().filter(section::has).toList();
            if (there.size() != 1) {
                String found = there.isEmpty() ? "has none" : "has " + String.join(" and ", there) + " instead of one";
                problems.add(
                        section.line(),
                        place + " " + found + " of " + String.join(", ", names),
                        "Write exactly one of them.");
            }
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            keys.forEach(key -> properties.put(key.name, described(key)));
            Map<String, Object> section = Schema.of("type", "object", "properties", properties);
            List<String> needed =
                    keys.stream().filter(Key::required).map(Key::name).toList();
            if (!needed.isEmpty()) {
                section.put("required", needed);
            }
            section.put("additionalProperties", false);
            if (!oneOf.isEmpty()) {
                section.put("allOf", oneOf.stream().map(Section::one).toList());
            }
            return section;
        }

        private static Map<String, Object> described(Key key) {
            Map<String, Object> described = Schema.of("description", key.doc);
            described.putAll(key.shape.schema());
            return described;
        }

        private static Map<String, Object> one(Set<String> names) {
            return Schema.of(
                    "oneOf",
                    names.stream().map(it -> Schema.of("required", List.of(it))).toList());
        }
    }

    private static String kind(Tree tree) {
        if (tree instanceof Tree.Nothing) {
            return "left empty";
        }
        return tree instanceof Tree.Text text
                ? "the text '" + text.value() + "'"
                : tree instanceof Tree.Items ? "a list" : "a section of keys";
    }
}
