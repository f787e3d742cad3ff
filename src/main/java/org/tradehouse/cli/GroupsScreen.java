package org.tradehouse.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.operate.GroupLine;

/** Groups of products, one a line; or the prefixes of a few. */
final class GroupsScreen {
    private GroupsScreen() {}

    static String of(List<GroupLine> groups, boolean inFull, Desk desk) {
        return inFull ? prefixes(groups, desk) : overview(groups, desk);
    }

    private static String overview(List<GroupLine> groups, Desk desk) {
        Grid grid = new Grid("set", "group", "name", ">products", "_prefixes");
        groups.forEach(group -> grid.row(
                group.set(),
                group.group(),
                group.name() + (hasProxy(group) ? " *" : ""),
                Say.count(group.products()),
                brief(group)));
        return grid.text("", desk.width())
                + "* a prefix only approximates the product. Notes: tradehouse groups GROUP\n";
    }

    private static boolean hasProxy(GroupLine group) {
        return group.rules().stream().anyMatch(GroupLine.Rule::proxy);
    }

    /** {@code 15, not 1520}. */
    private static String brief(GroupLine group) {
        return prefixes(group, false) + (excludes(group) ? ", not " + prefixes(group, true) : "");
    }

    private static boolean excludes(GroupLine group) {
        return group.rules().stream().anyMatch(GroupLine.Rule::excluded);
    }

    private static String prefixes(GroupLine group, boolean excluded) {
        return group.rules().stream()
                .filter(rule -> rule.excluded() == excluded)
                .map(rule -> rule.prefix() + (rule.proxy() ? "*" : ""))
                .collect(Collectors.joining(" "));
    }

    private static String prefixes(List<GroupLine> groups, Desk desk) {
        StringBuilder text = new StringBuilder();
        for (GroupLine group : groups) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append("%s  %s (set %s), %s in the warehouse, %s of them by a proxy\n"
                            .formatted(
                                    group.group(),
                                    group.name(),
                                    group.set(),
                                    Say.count(group.products()) + (group.products() == 1 ? " code" : " codes"),
                                    Say.count(group.proxies())));
            Grid grid = new Grid("", "", "_");
            group.rules().forEach(rule -> grid.row(rule.nomenclature() + " " + rule.prefix(), what(rule), rule.note()));
            text.append(grid.text("  ", desk.width()));
        }
        return text.toString();
    }

    private static String what(GroupLine.Rule rule) {
        return rule.excluded() ? "not in it" : rule.proxy() ? "proxy" : "in it";
    }
}
