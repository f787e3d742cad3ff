package org.tradehouse.reference;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Area;

/** Areas of {@code area.csv} with their lives, and the publishers' codes for them; names are read when first asked for. */
final class Places {
    /** Languages in the order in which a name is looked for after its own language. */
    private static final List<String> LANGUAGES = List.of("ru", "en", "zh", "kk");

    private static final String NAMES = "names-";

    /** An area as long as it lived. */
    private record Place(Area area, Map<String, String> names, LocalDate from, LocalDate to) {}

    private final Map<String, Place> byCode = new LinkedHashMap<>();
    private final Map<String, Map<String, Area>> bySystem = new HashMap<>();
    private final Map<String, String> hints = new HashMap<>();
    private final Map<String, Map<String, Area>> byName = new ConcurrentHashMap<>();
    private final Map<String, List<NamedCsvRecord>> aliases = new ConcurrentHashMap<>();

    Places() {
        for (NamedCsvRecord row : Seeds.rows("area.csv")) {
            Place place = place(row);
            byCode.put(place.area.code(), place);
        }
        for (NamedCsvRecord row : Seeds.rows("area_code.csv")) {
            bySystem.computeIfAbsent(row.getField("system"), it -> new HashMap<>())
                    .put(row.getField("code"), known(row.getField("area_code")));
        }
        Seeds.rows("area_hint.csv").forEach(row -> hints.put(row.getField("area_code"), row.getField("hint")));
    }

    private static Place place(NamedCsvRecord row) {
        Area area = new Area(
                Integer.parseInt(row.getField("area_key")),
                row.getField("area_code"),
                row.getField("area_name"),
                Area.Kind.valueOf(row.getField("area_kind").toUpperCase(Locale.ROOT)),
                Integer.parseInt(row.getField("country_key")),
                row.getField("country_code"));
        Map<String, String> names = Map.of(
                "en", row.getField("area_name"),
                "ru", row.getField("area_name_ru"),
                "kk", row.getField("area_name_kk"),
                "zh", row.getField("area_name_zh"));
        return new Place(
                area,
                names,
                Seeds.date(row.getField("valid_from"), LocalDate.MIN),
                Seeds.date(row.getField("valid_to"), LocalDate.MAX));
    }

    /** The area a publisher's code or name stands for. */
    @Nullable
    Area find(String system, String text) {
        if (system.startsWith(NAMES)) {
            return named(system.substring(NAMES.length()), NameKey.of(text));
        }
        String code = text.strip();
        return switch (system) {
            case "m49" -> coded(system, withoutLeadingZeros(code));
            case "gacc-country", "gacc-region" -> coded(system, code);
            case "iso2", "iso3" -> coded(system, code.toUpperCase(Locale.ROOT));
            case "", "iso3166-2" -> byCode(code.toUpperCase(Locale.ROOT));
            default ->
                throw new IllegalArgumentException("'" + system
                        + "' is no code system of areas; there are m49, gacc-country, gacc-region, iso2, iso3, iso3166-2,"
                        + " names-en, names-ru, names-zh, names-kk");
        };
    }

    private @Nullable Area coded(String system, String code) {
        return bySystem.getOrDefault(system, Map.of()).get(code);
    }

    @Nullable
    Area byCode(String code) {
        Place place = byCode.get(code);
        return place == null ? null : place.area;
    }

    /** Name keys of a names system, of every language for a code system. */
    List<Map<String, Area>> names(String system) {
        return system.startsWith(NAMES)
                ? List.of(names(system, system.substring(NAMES.length())))
                : LANGUAGES.stream().map(it -> names(NAMES + it, it)).toList();
    }

    boolean existed(Area area, LocalDate from, LocalDate to) {
        Place place = byCode.get(area.code());
        return place == null || (!place.to.isBefore(from) && !place.from.isAfter(to));
    }

    String hint(Area area) {
        String hint = hints.get(area.code());
        Place place = byCode.get(area.code());
        if (hint == null || place == null) {
            return "";
        }
        return area.code() + " (" + area.name() + ")" + life(place) + ": " + hint;
    }

    private static String life(Place place) {
        boolean ended = place.to.getYear() < 9999;
        boolean began = place.from.getYear() > 1;
        return (began || ended ? " is valid" : "")
                + (began ? " from " + place.from : "")
                + (ended ? " until " + place.to : "");
    }

    private @Nullable Area named(String language, String key) {
        Area own = names(NAMES + language, language).get(key);
        if (own != null) {
            return own;
        }
        for (String other : LANGUAGES) {
            Area found = names(NAMES + other, other).get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private Map<String, Area> names(String system, String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException(
                    "there are no names in '" + language + "'; there are names-en, names-ru, names-zh, names-kk");
        }
        return byName.computeIfAbsent(system, it -> readNames(system, language));
    }

    private Map<String, Area> readNames(String system, String language) {
        Map<String, Area> names = new HashMap<>();
        for (Place place : byCode.values()) {
            String name = Objects.requireNonNull(place.names.get(language));
            if (!name.isEmpty() && place.area.key() > 0) {
                names.putIfAbsent(NameKey.of(name), place.area);
            }
        }
        for (NamedCsvRecord row : aliases.computeIfAbsent("area_alias.csv", Seeds::rows)) {
            if (row.getField("system").equals(system)) {
                names.putIfAbsent(NameKey.of(row.getField("alias")), known(row.getField("area_code")));
            }
        }
        return names;
    }

    private Area known(String code) {
        Area area = byCode(code);
        if (area == null) {
            throw new IllegalStateException(
                    "sql/reference names the area '" + code + "', which area.csv does not have");
        }
        return area;
    }

    private static String withoutLeadingZeros(String code) {
        int start = 0;
        while (start < code.length() - 1 && code.charAt(start) == '0') {
            start++;
        }
        return code.substring(start);
    }
}
