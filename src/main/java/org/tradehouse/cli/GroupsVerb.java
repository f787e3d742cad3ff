package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.GroupLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Groups of products: which codes they are made of, and which of these only approximate what is meant. */
@Command(name = "groups", description = "Groups of products: their code prefixes, proxies and notes.")
final class GroupsVerb extends Verb {
    @Parameters(arity = "0..1", paramLabel = "GROUP", description = "One group or one set, prefix by prefix.")
    @Nullable
    String wanted;

    @Spec
    @Nullable
    CommandSpec spec;

    GroupsVerb(House house) {
        super(house);
    }

    @Override
    public Integer call() throws SQLException {
        List<GroupLine> all = house().looking(look -> look.groups());
        List<GroupLine> groups = all.stream().filter(this::isWanted).toList();
        if (groups.isEmpty() && wanted != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "there is no group or set '" + wanted + "'; tradehouse groups lists them");
        }
        return show(Map.of("groups", groups), GroupsScreen.of(groups, wanted != null, desk()));
    }

    private boolean isWanted(GroupLine group) {
        String name = wanted == null ? "" : wanted.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || group.set().toLowerCase(Locale.ROOT).equals(name)
                || group.group().toLowerCase(Locale.ROOT).equals(name);
    }
}
