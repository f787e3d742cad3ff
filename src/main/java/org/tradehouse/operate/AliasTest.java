package org.tradehouse.operate;

import java.math.BigDecimal;
import java.util.List;

/**
 * What an alias would repair, before it is added.
 *
 * @param codeName name of the code, empty where the code list has none
 * @param command the command that adds it and repairs the newest run, empty where there is nothing to repair
 */
public record AliasTest(
        String kind,
        String alias,
        String code,
        String codeName,
        long rejects,
        BigDecimal usd,
        List<Long> runs,
        String command) {}
