package org.tradehouse.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Area;

/**
 * What publishers' codes and words stand for: areas, units, currencies, editions, chapters. Source codes decide (rules B1,
 * B2); a likeness is only ever suggested. Safe for use by several threads.
 */
public final class CodeLists {
    /** Answers kept per code system; files repeat few codes many times. */
    private static final int REMEMBERED = 4096;

    private static final double WORTH_SUGGESTING = 0.4;

    private static final Set<String> KINDS = Set.of("partner", "region", "product", "unit", "flow", "currency");

    private final Seeded seeded;
    private final Map<String, Map<String, String>> aliases;
    private final Map<String, Map<String, AreaMatch>> answers = new ConcurrentHashMap<>();

    private CodeLists(Seeded seeded, Map<String, Map<String, String>> aliases) {
        this.seeded = seeded;
        this.aliases = aliases;
    }

    /** The lists that come with the product; read once. */
    public static CodeLists seeded() {
        return Seeded.LISTS;
    }

    /**
     * A publisher's spelling and our code.
     *
     * @param kind partner, region, product, unit, flow or currency
     */
    public record Alias(String kind, String alias, String code) {}

    /**
     * The area, or null with the likeliest name.
     *
     * @param area null where the text is in no list
     * @param suggestion our code of the likeliest area, empty where none is likely
     * @param suggestionName its English name
     * @param score likeness of the name, 0 to 1
     */
    public record AreaMatch(@Nullable Area area, String suggestion, String suggestionName, double score) {
        private static final AreaMatch NONE = new AreaMatch(null, "", "", 0);
    }

    /**
     * A unit of quantity (rule C4). Key 0, code {@code -}: the publisher says that there is none.
     *
     * @param isWeight a quantity in it is a net weight
     * @param toKilograms kilograms in one; zero where it is no weight
     * @param toBase base units in one: 12 for a dozen
     * @param baseCode the unit its quantities are kept in: NO for a dozen
     */
    public record Unit(
            int key,
            String code,
            String name,
            boolean isWeight,
            BigDecimal toKilograms,
            BigDecimal toBase,
            String baseCode) {}

    /** A nomenclature and its edition: HS and H6, SITC and S4. */
    public record Edition(String nomenclature, String edition) {}

    /**
     * These lists with a publisher's spellings, which win over the lists.
     *
     * @throws IllegalArgumentException for an unknown kind, or a partner or region code that no area has
     */
    public CodeLists withAliases(List<Alias> more) {
        Map<String, Map<String, String>> all = new HashMap<>();
        aliases.forEach((kind, words) -> all.put(kind, new HashMap<>(words)));
        for (Alias alias : more) {
            require(alias);
            all.computeIfAbsent(alias.kind(), it -> new HashMap<>()).put(NameKey.of(alias.alias()), alias.code());
        }
        return new CodeLists(seeded, all);
    }

    private void require(Alias alias) {
        if (!KINDS.contains(alias.kind())) {
            throw new IllegalArgumentException("'" + alias.kind() + "' is no kind of alias ('" + alias.alias()
                    + "'); there are partner, region, product, unit, flow, currency");
        }
        boolean place = alias.kind().equals("partner") || alias.kind().equals("region");
        if (place && areaByCode(alias.code()) == null) {
            throw new IllegalArgumentException("the alias '" + alias.alias() + "' points to '" + alias.code()
                    + "', which is no area; use a code such as CN or CN-XJ");
        }
    }

    /** Our code for a publisher's word by the aliases alone, or null: for products, flows and whatever has no list here. */
    public @Nullable String alias(String kind, String text) {
        Map<String, String> words = aliases.get(kind);
        return words == null ? null : words.get(NameKey.of(text));
    }

    /**
     * The area a publisher's code or name stands for.
     *
     * @param system m49, gacc-country, gacc-region, iso2, iso3, iso3166-2, names-en, names-ru, names-zh, names-kk; empty for our own code
     */
    public AreaMatch area(String system, String text) {
        Map<String, AreaMatch> known = answers.computeIfAbsent(system, it -> new ConcurrentHashMap<>());
        AreaMatch answer = known.get(text);
        if (answer == null) {
            answer = find(system, text);
            if (known.size() < REMEMBERED) {
                known.put(text, answer);
            }
        }
        return answer;
    }

    private AreaMatch find(String system, String text) {
        String code = alias("partner", text);
        if (code == null) {
            code = alias("region", text);
        }
        Area area = code == null ? seeded.places.find(system, text) : areaByCode(code);
        return area != null ? new AreaMatch(area, "", "", 1) : suggestion(system, text);
    }

    private AreaMatch suggestion(String system, String text) {
        String key = NameKey.of(text);
        if (key.chars().filter(Character::isLetter).count() < 2) {
            return AreaMatch.NONE;
        }
        Similarity likeness = new Similarity(key);
        AreaMatch best = AreaMatch.NONE;
        for (Map<String, Area> names : seeded.places.names(system)) {
            for (Map.Entry<String, Area> name : names.entrySet()) {
                Area area = name.getValue();
                best = likelier(best, area, likeness.to(name.getKey(), area.kind() == Area.Kind.REGION));
            }
        }
        return best.score < WORTH_SUGGESTING ? AreaMatch.NONE : best;
    }

    /** Ties go to the smaller key, so that the suggestion does not depend on the order of a hash map. */
    private static AreaMatch likelier(AreaMatch best, Area area, double exact) {
        double score = Math.round(exact * 100) / 100.0;
        boolean better =
                score > best.score || (score == best.score && area.code().compareTo(best.suggestion) < 0);
        return better ? new AreaMatch(null, area.code(), area.name(), score) : best;
    }

    /** The area of our own code ({@code CN}, {@code CN-XJ}, {@code W-??}), or null. */
    public @Nullable Area areaByCode(String code) {
        return seeded.places.byCode(code);
    }

    /** False where the area had ended before the period or began after it (rule B5). */
    public boolean existed(Area area, LocalDate from, LocalDate to) {
        return seeded.places.existed(area, from, to);
    }

    /** Which code to use instead, or what the publisher's code includes (rule B5); empty where there is nothing to say. */
    public String successorHint(Area area) {
        return seeded.places.hint(area);
    }

    /** The unit of a publisher's code or word, or null. System units-comtrade, units-comtrade-legacy or units-gacc. */
    public @Nullable Unit unit(String system, String text) {
        String code = alias("unit", text);
        return code == null ? seeded.measures.unit(system, text) : unitByCode(code);
    }

    /** The unit of our own code, or null. */
    public @Nullable Unit unitByCode(String code) {
        return seeded.measures.unitByCode(code);
    }

    /** The ISO 4217 code of a currency, or null. System currency-names also knows words such as 人民币; empty only codes. */
    public @Nullable String currency(String system, String text) {
        String code = alias("currency", text);
        return code == null ? seeded.measures.currency(system, text) : code;
    }

    /** The nomenclature and edition of a publisher's classification code, {@code H6} or {@code S4}; null where unknown. */
    public @Nullable Edition edition(String text) {
        return Editions.of(text.strip().toUpperCase(Locale.ROOT));
    }

    /** English name of an HS chapter in a few own words; empty where there is none. */
    public String chapterName(String hs2) {
        Chapters.Chapter chapter = seeded.chapters.byCode(hs2);
        return chapter == null ? "" : chapter.name();
    }

    /** Section of an HS chapter as a Roman numeral; empty where there is none. */
    public String sectionOf(String hs2) {
        Chapters.Chapter chapter = seeded.chapters.byCode(hs2);
        return chapter == null ? "" : chapter.section();
    }

    /** A number that changes when a reference file changes, and only then. */
    public long version() {
        return seeded.version;
    }

    /** The reference files as read. */
    private static final class Seeded {
        static final CodeLists LISTS = new CodeLists(new Seeded(), Map.of());

        final Places places = new Places();
        final Measures measures = new Measures();
        final Chapters chapters = new Chapters();
        final long version = Seeds.version();
    }
}
