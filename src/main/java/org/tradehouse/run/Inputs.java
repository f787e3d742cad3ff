package org.tradehouse.run;

import java.util.Map;
import java.util.TreeMap;
import org.tradehouse.trade.Field;

/**
 * Everything besides the file that decides what a load becomes. Equal inputs restart a load, others make a child load
 * (semantics §6.2).
 *
 * @param rateChanges exchange rates of the load's months that came or changed since it was made; 0 for the load itself
 */
record Inputs(
        String feedVersion,
        long mappingVersion,
        long referenceVersion,
        String parserVersion,
        Map<Field, String> given,
        long rateChanges) {

    /** Raised when the same file would be read differently. */
    static final String PARSER_VERSION = "1";

    Inputs {
        given = Map.copyOf(given);
    }

    /** The same with what became of the exchange rates. */
    Inputs withRateChanges(long changes) {
        return new Inputs(feedVersion, mappingVersion, referenceVersion, parserVersion, given, changes);
    }

    /** What changed since, in words: "the feed file, the aliases". Empty for equal inputs. */
    String changesSince(Inputs before) {
        Map<String, Boolean> changed = new TreeMap<>();
        changed.put("the feed file or its aliases", !feedVersion.equals(before.feedVersion));
        changed.put("the aliases", mappingVersion != before.mappingVersion);
        changed.put("the code lists", referenceVersion != before.referenceVersion);
        changed.put("the exchange rates", rateChanges != before.rateChanges);
        changed.put("the program", !parserVersion.equals(before.parserVersion));
        changed.put("what is said beside the file", !given.equals(before.given));
        return changed.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
