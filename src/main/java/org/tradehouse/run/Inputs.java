package org.tradehouse.run;

import java.util.Map;
import java.util.TreeMap;
import org.tradehouse.trade.Field;

/**
 * Everything besides the file that decides what a load becomes. Equal inputs restart a load, others make a child load
 * (semantics §6.2).
 */
record Inputs(
        String feedVersion,
        long mappingVersion,
        long referenceVersion,
        String parserVersion,
        Map<Field, String> given) {

    /** Raised when the same file would be read differently. */
    static final String PARSER_VERSION = "1";

    Inputs {
        given = Map.copyOf(given);
    }

    /** What changed since, in words: "the feed file, the aliases". Empty for equal inputs. */
    String changesSince(Inputs before) {
        Map<String, Boolean> changed = new TreeMap<>();
        changed.put("the feed file or its aliases", !feedVersion.equals(before.feedVersion));
        changed.put("the aliases", mappingVersion != before.mappingVersion);
        changed.put("the code lists", referenceVersion != before.referenceVersion);
        changed.put("the program", !parserVersion.equals(before.parserVersion));
        changed.put("what is said beside the file", !given.equals(before.given));
        return changed.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
