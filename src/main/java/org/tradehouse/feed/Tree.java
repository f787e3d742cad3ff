package org.tradehouse.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML file as it is written: texts, lists and sections, each with its line. Nothing is converted: {@code NO} is a text. */
sealed interface Tree {
    /** Line in the file, from 1. */
    int line();

    /**
     * One value.
     *
     * @param plain written without quotes, so it may be a number or true and false
     */
    record Text(int line, String value, boolean plain) implements Tree {}

    /** A key without a value. */
    record Nothing(int line) implements Tree {}

    /** A list. */
    record Items(int line, List<Tree> items) implements Tree {}

    /** Keys and values in the order of the file. */
    record Section(int line, Map<String, Tree> entries, Map<String, Integer> lines) implements Tree {
        Section(int line) {
            this(line, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        boolean has(String key) {
            return entries.containsKey(key);
        }

        /** Line of a key, or of the section where it lacks the key. */
        int lineOf(String key) {
            return lines.getOrDefault(key, line);
        }

        /** The section below a key; empty where there is none. */
        Section section(String key) {
            return entries.get(key) instanceof Section section ? section : new Section(lineOf(key));
        }

        /** The sections of the list below a key. */
        List<Section> sections(String key) {
            List<Section> sections = new ArrayList<>();
            for (Tree item : entries.get(key) instanceof Items list ? list.items : List.<Tree>of()) {
                if (item instanceof Section section) {
                    sections.add(section);
                }
            }
            return sections;
        }

        /** The texts of the list below a key, or the only text. */
        List<Text> listed(String key) {
            if (entries.get(key) instanceof Text text) {
                return List.of(text);
            }
            List<Text> texts = new ArrayList<>();
            for (Tree item : entries.get(key) instanceof Items list ? list.items : List.<Tree>of()) {
                if (item instanceof Text text) {
                    texts.add(text);
                }
            }
            return texts;
        }

        /** {@link #listed} without lines. */
        List<String> texts(String key) {
            return listed(key).stream().map(Text::value).toList();
        }

        @Nullable
        String text(String key) {
            return entries.get(key) instanceof Text text ? text.value : null;
        }

        String text(String key, String otherwise) {
            return entries.get(key) instanceof Text text ? text.value : otherwise;
        }

        boolean isTrue(String key) {
            return text(key, "").equals("true");
        }
    }
}
