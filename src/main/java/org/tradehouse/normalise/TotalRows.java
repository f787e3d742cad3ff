package org.tradehouse.normalise;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** Rows the feed declares as totals, told by the publisher's words in one field (feeds 0.6). */
final class TotalRows {
    private final Map<Field, Cache<String, Optional<Feed.Total>>> byField = new EnumMap<>(Field.class);

    TotalRows(Feed feed) {
        Map<Field, Map<String, Feed.Total>> declared = new EnumMap<>(Field.class);
        feed.totals()
                .forEach(total -> declared.computeIfAbsent(total.field(), it -> new HashMap<>())
                        .put(Words.fold(total.value()), total));
        declared.forEach((field, words) ->
                byField.put(field, new Cache<>(text -> Optional.ofNullable(words.get(Words.fold(text))))));
    }

    Feed.@Nullable Total of(SourceRow row) {
        if (byField.isEmpty()) {
            return null;
        }
        for (var words : byField.entrySet()) {
            Optional<Feed.Total> total = words.getValue().get(row.text(words.getKey()));
            if (total.isPresent()) {
                return total.get();
            }
        }
        return null;
    }
}
