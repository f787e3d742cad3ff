package org.tradehouse.trade;

/**
 * A member of the area dimension: a country, a region of one, or a special partner of the publishers' lists.
 *
 * @param key key in {@code dw.dim_area}, fixed by {@code sql/reference/area.csv}
 * @param code ISO 3166-1 alpha-2, ISO 3166-2 for a region, own code for special members ({@code W-??}, {@code X-BUNK})
 * @param name English name
 * @param kind what the member is (rule B2)
 * @param countryKey key of the country itself
 * @param countryCode code of the country itself
 */
public record Area(int key, String code, String name, Kind kind, int countryKey, String countryCode) {
    /** World, as a publisher's top row says it. In the warehouse it stands for "World, not broken down". */
    public static final Area WORLD = new Area(1, "W-??", "World, not broken down", Kind.NES, 1, "W-??");

    /** Kinds of rule B2. Countries enter rankings; all but group and world enter totals. */
    public enum Kind {
        COUNTRY,
        REGION,
        GROUP,
        WORLD,
        NES,
        BUNKERS,
        FREE_ZONE,
        SPECIAL,
        NEUTRAL
    }

    /** True for the top of the partner hierarchy. */
    public boolean isWorld() {
        return key == WORLD.key;
    }
}
