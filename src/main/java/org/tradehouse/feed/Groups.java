package org.tradehouse.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tradehouse.trade.Field;

/** Named groups of regular expressions: fields in lower camel case, {@code toMonth} for TO_MONTH. */
final class Groups {
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
    private static final List<String> KNOWN =
            Arrays.stream(Field.values()).map(Groups::name).toList();

    private Groups() {}

    static List<String> known() {
        return KNOWN;
    }

    /** Names of the groups of a regular expression. */
    static List<String> of(String regex) {
        return GROUP.matcher(regex).results().map(it -> it.group(1)).toList();
    }

    /** {@code toMonth} for TO_MONTH. */
    static String name(Field field) {
        String[] words = field.yamlName().split("-");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }
}
