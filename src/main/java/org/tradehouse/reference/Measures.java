package org.tradehouse.reference;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Words;

/** Units and currencies and the publishers' words for them. */
final class Measures {
    private final Map<String, CodeLists.Unit> unitByCode = new HashMap<>();
    private final Map<String, Map<String, CodeLists.Unit>> unitBySystem = new HashMap<>();
    private final Map<String, String> currencyByCode = new HashMap<>();
    private final Map<String, String> currencyByWord = new HashMap<>();

    Measures() {
        readUnits();
        for (NamedCsvRecord row : Seeds.rows("currency.csv")) {
            if (!row.getField("currency_key").equals("0")) {
                currencyByCode.put(row.getField("currency_code"), row.getField("currency_code"));
            }
        }
        for (NamedCsvRecord row : Seeds.rows("currency_word.csv")) {
            currencyByWord.put(Words.fold(row.getField("word")), row.getField("currency_code"));
        }
    }

    private void readUnits() {
        Map<String, String> bases = new HashMap<>();
        Seeds.rows("unit_base.csv").forEach(row -> bases.put(row.getField("unit_code"), row.getField("base_code")));
        for (NamedCsvRecord row : Seeds.rows("unit.csv")) {
            CodeLists.Unit unit = unit(row, bases);
            unitByCode.put(unit.code(), unit);
        }
        for (NamedCsvRecord row : Seeds.rows("unit_code.csv")) {
            CodeLists.Unit unit = unitByCode.get(row.getField("unit_code"));
            if (unit == null) {
                throw new IllegalStateException("unit_code.csv names the unit '" + row.getField("unit_code")
                        + "', which unit.csv does not have");
            }
            unitBySystem
                    .computeIfAbsent(row.getField("system"), it -> new HashMap<>())
                    .put(Words.fold(row.getField("code")), unit);
        }
    }

    private static CodeLists.Unit unit(NamedCsvRecord row, Map<String, String> bases) {
        String code = row.getField("unit_code");
        boolean isWeight = Boolean.parseBoolean(row.getField("is_weight"));
        BigDecimal toBase = new BigDecimal(row.getField("to_base"));
        return new CodeLists.Unit(
                Integer.parseInt(row.getField("unit_key")),
                code,
                row.getField("unit_name"),
                isWeight,
                isWeight ? toBase : BigDecimal.ZERO,
                toBase,
                bases.getOrDefault(code, code));
    }

    CodeLists.@Nullable Unit unit(String system, String text) {
        Map<String, CodeLists.Unit> units = unitBySystem.get(system);
        if (units == null) {
            throw new IllegalArgumentException("'" + system
                    + "' is no list of units; there are units-comtrade, units-comtrade-legacy, units-gacc");
        }
        return units.get(Words.fold(text));
    }

    CodeLists.@Nullable Unit unitByCode(String code) {
        return unitByCode.get(code);
    }

    @Nullable
    String currency(String system, String text) {
        String code = currencyByCode.get(text.strip().toUpperCase(Locale.ROOT));
        return code != null || system.isEmpty() ? code : currencyByWord.get(Words.fold(text));
    }
}
