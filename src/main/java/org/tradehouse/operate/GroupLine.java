package org.tradehouse.operate;

import java.util.List;

/**
 * A group of products and what people maintain of it.
 *
 * @param set groups that belong together
 * @param products codes of the warehouse that are in it now
 * @param proxies those of them that only approximate what the group means
 * @param rules its prefixes; in each group the longest that fits a code decides
 */
public record GroupLine(
        String set, String group, String name, long products, long proxies, List<GroupLine.Rule> rules) {
    /**
     * A prefix of a group.
     *
     * @param excluded codes with this prefix are not in the group
     * @param proxy the prefix only approximates the product; the note says how
     */
    public record Rule(String nomenclature, String prefix, boolean excluded, boolean proxy, String note) {}
}
