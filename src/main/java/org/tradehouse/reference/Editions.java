package org.tradehouse.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Classification codes of UN Comtrade and the spellings publishers use for them. */
final class Editions {
    private static final Pattern SITC = Pattern.compile("(?:SITC *(?:REV\\.? *)?|S|ST)([1-4])");
    private static final Pattern HS = Pattern.compile("HS *-?((?:19|20)\\d\\d)");
    private static final Map<String, CodeLists.Edition> KNOWN = new HashMap<>();
    private static final Map<String, String> BY_YEAR = Map.of(
            "1988", "H0", "1992", "H0", "1996", "H1", "2002", "H2", "2007", "H3", "2012", "H4", "2017", "H5", "2022",
            "H6", "2028", "H7");

    static {
        for (int number = 0; number <= 7; number++) {
            KNOWN.put("H" + number, new CodeLists.Edition("HS", "H" + number));
        }
    }

    private Editions() {}

    static CodeLists.@Nullable Edition of(String code) {
        Matcher sitc = SITC.matcher(code);
        if (sitc.matches()) {
            return new CodeLists.Edition("SITC", "S" + sitc.group(1));
        }
        Matcher hs = HS.matcher(code);
        String edition = hs.matches() ? BY_YEAR.get(hs.group(1)) : code;
        return edition == null ? null : KNOWN.get(edition);
    }
}
