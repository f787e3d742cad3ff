package org.tradehouse.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the feed language, made of the shapes that check it. */
final class Schema {
    private Schema() {}

    /** A map in the order of its arguments: key, value, key, value. */
    static Map<String, Object> of(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** What {@code jobs/feed.schema.json} holds. */
    static String text() {
        Map<String, Object> schema = of(
                "$schema", "https://json-schema.org/draft/2020-12/schema",
                "title", "Tradehouse feed",
                "description", "A publisher's recurring file. The handbook explains it in feed-language.md.");
        Map<String, Object> named = new LinkedHashMap<>();
        schema.put("oneOf", List.of(Language.FEED.schema(named), ReferenceLanguage.FEED.schema(named)));
        schema.put("$defs", named);
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(schema)
                        .replace("\r\n", "\n")
                + "\n";
    }
}
