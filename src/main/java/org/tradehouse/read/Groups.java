package org.tradehouse.read;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tradehouse.trade.Field;

/** Named groups of a pattern as fields: {@code toMonth} is TO_MONTH. */
final class Groups {
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Groups() {}

    static Map<String, Field> of(Pattern pattern) {
        Map<String, Field> groups = new LinkedHashMap<>();
        Matcher matcher = GROUP.matcher(pattern.pattern());
        while (matcher.find()) {
            groups.put(matcher.group(1), field(matcher.group(1)));
        }
        return groups;
    }

    private static Field field(String group) {
        return Field.valueOf(HUMP.matcher(group).replaceAll("_").toUpperCase(Locale.ROOT));
    }

    /** What a match says; groups that took no part say nothing. */
    static Map<Field, String> said(Matcher match, Map<String, Field> groups) {
        Map<Field, String> said = new EnumMap<>(Field.class);
        groups.forEach((group, field) -> {
            String text = match.group(group);
            if (text != null && !Blanks.isBlank(text)) {
                said.put(field, Blanks.strip(text));
            }
        });
        return said;
    }
}
