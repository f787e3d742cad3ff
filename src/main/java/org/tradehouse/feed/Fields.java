package org.tradehouse.feed;

import static org.tradehouse.trade.Field.*;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tradehouse.trade.Field;

/** The fields of the trade as a feed names them: what they mean and which keys and code systems go with them. */
final class Fields {
    static final Set<Field> NUMBERS = EnumSet.of(VALUE, CIF, FOB, QUANTITY, QUANTITY2, NET_WEIGHT, GROSS_WEIGHT);
    static final Set<Field> MONEY = EnumSet.of(VALUE, CIF, FOB);
    static final Set<Field> BREAKDOWNS = EnumSet.of(PROCEDURE, TRANSPORT, SUPPLY, PARTNER2);
    private static final Set<Field> AREAS = EnumSet.of(REPORTER, REPORTER_REGION, PARTNER, PARTNER_REGION, PARTNER2);
    private static final List<String> AREA_SYSTEMS = List.of(
            "m49", "gacc-country", "gacc-region", "iso2", "iso3", "iso3166-2", "names-en", "names-ru", "names-zh");
    private static final List<String> UNIT_SYSTEMS = List.of("units-comtrade", "units-comtrade-legacy", "units-gacc");
    private static final Map<Field, String> DOCS = docs();

    private Fields() {}

    static List<String> names() {
        return names(EnumSet.allOf(Field.class));
    }

    static List<String> names(Set<Field> fields) {
        return fields.stream().map(Field::yamlName).toList();
    }

    static boolean isKnown(String yamlName) {
        return names().contains(yamlName);
    }

    /** The field of a YAML name that was checked before. */
    static Field named(String yamlName) {
        return Arrays.stream(Field.values())
                .filter(it -> it.yamlName().equals(yamlName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + yamlName + "' is no field"));
    }

    static String doc(Field field) {
        return DOCS.getOrDefault(field, "");
    }

    /** Code systems whose codes this field may hold; empty where it has none. */
    static List<String> systems(Field field) {
        if (AREAS.contains(field)) {
            return AREA_SYSTEMS;
        }
        return switch (field) {
            case PRODUCT -> List.of("hs");
            case EDITION -> List.of("comtrade-classification");
            case UNIT, UNIT2 -> UNIT_SYSTEMS;
            case CURRENCY -> List.of("currency-names");
            default -> List.of();
        };
    }

    private static Map<Field, String> docs() {
        Map<Field, String> docs = new EnumMap<>(Field.class);
        docs.put(PERIOD, "Year or month in one cell; see formats.");
        docs.put(YEAR, "Calendar year.");
        docs.put(MONTH, "Month, or first month of a span, as number or name.");
        docs.put(TO_MONTH, "Last month of a span.");
        docs.put(FREQUENCY, "A or M, where the file says which of the two a period is.");
        docs.put(FLOW, "Exports X, imports M and parts of them: RX, RM, DX, FM, XIP, XOP, MIP, MOP.");
        docs.put(REPORTER, "The country that declares.");
        docs.put(REPORTER_REGION, "Region of the reporter, such as the province where a firm is registered.");
        docs.put(PARTNER, "The country traded with.");
        docs.put(PARTNER_REGION, "Region of the partner.");
        docs.put(PARTNER2, "Second partner: country of consignment.");
        docs.put(PRODUCT, "Product code, or TOTAL.");
        docs.put(PRODUCT_NAME, "The publisher's words for the product.");
        docs.put(EDITION, "Edition of the nomenclature, such as H5.");
        docs.put(PROCEDURE, "Customs procedure code.");
        docs.put(PROCEDURE_NAME, "Customs procedure in words.");
        docs.put(TRANSPORT, "Mode of transport code.");
        docs.put(TRANSPORT_NAME, "Mode of transport in words.");
        docs.put(SUPPLY, "Mode of supply code.");
        docs.put(VALUE, "Statistical value. Every feed has it.");
        docs.put(CURRENCY, "Currency of the value, where the file says it.");
        docs.put(CIF, "CIF value in the currency of the value.");
        docs.put(FOB, "FOB value in the currency of the value.");
        docs.put(QUANTITY, "Supplementary quantity.");
        docs.put(UNIT, "Unit of the quantity.");
        docs.put(QUANTITY_ESTIMATED, "True where the quantity is estimated.");
        docs.put(QUANTITY2, "Second quantity.");
        docs.put(UNIT2, "Unit of the second quantity.");
        docs.put(QUANTITY2_ESTIMATED, "True where the second quantity is estimated.");
        docs.put(NET_WEIGHT, "Net weight in kilograms after factor.");
        docs.put(NET_WEIGHT_ESTIMATED, "True where the net weight is estimated.");
        docs.put(GROSS_WEIGHT, "Gross weight in kilograms after factor.");
        docs.put(GROSS_WEIGHT_ESTIMATED, "True where the gross weight is estimated.");
        docs.put(ESTIMATION, "Comtrade's flag: 0 none, 2 quantity, 4 weight, 6 both estimated.");
        docs.put(MEASURE, "What a column of a wide table measures; turnover makes a control total.");
        docs.put(EDITION_DATE, "Date of the publisher's edition; see edition.date-format.");
        docs.put(RELEASE_STATUS, "provisional, revised, final or unknown.");
        docs.put(PARTNER_SCOPE, "What the file is complete for: all partners, or each that it names.");
        docs.put(PRODUCT_SCOPE, "What the file is complete for: all products, or each that it names.");
        return docs;
    }
}
