package org.tradehouse.feed;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a feed without figures declares, with the defaults of the language. */
final class ReferenceDraft {
    private ReferenceDraft() {}

    static @Nullable Reference of(Tree.Section tree) {
        if (tree.has("rates")) {
            return rates(tree.section("rates"));
        }
        if (tree.has("nomenclature")) {
            return names(tree.section("nomenclature"));
        }
        return tree.has("concordance") ? links(tree.section("concordance")) : null;
    }

    private static Reference rates(Tree.Section said) {
        return new Reference.Rates(
                said.text("source", ""),
                said.text("base", ""),
                said.text("quotes", "").equals("currency-for-base"),
                set(said, "currencies"),
                said.text("date", ""),
                said.text("date-format", "yyyy-MM-dd"),
                said.text("currency", ""),
                said.text("rate", ""),
                said.text("units", ""),
                set(said, "missing"),
                Integer.parseInt(said.text("holidays", "0")));
    }

    private static Reference names(Tree.Section said) {
        return new Reference.Names(
                said.text("nomenclature", ""),
                said.text("edition", ""),
                said.text("language", ""),
                said.isTrue("of-sections"),
                said.texts("code"),
                said.text("name", ""),
                said.text("section", ""),
                said.text("from", ""),
                said.text("to", ""),
                said.text("date-format", "yyyy-MM-dd"));
    }

    private static Reference links(Tree.Section said) {
        return new Reference.Links(
                said.text("from-edition", ""), said.text("to-edition", ""), said.text("from", ""), said.text("to", ""));
    }

    private static Set<String> set(Tree.Section said, String key) {
        return new LinkedHashSet<>(said.texts(key));
    }
}
