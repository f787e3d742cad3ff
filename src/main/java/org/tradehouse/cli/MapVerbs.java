package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.AliasLine;
import org.tradehouse.operate.AliasTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs that look at aliases. */
final class MapVerbs {
    private MapVerbs() {}

    @Command(name = "map", description = "Aliases: the publishers' spellings and our codes.")
    static final class ListAll extends Verb {
        ListAll(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            List<AliasLine> aliases = house().looking(look -> look.aliases());
            return show(Map.of("aliases", aliases), CatalogueScreen.aliases(aliases, desk()));
        }
    }

    @Command(name = "test", description = "What an alias would repair; changes nothing.")
    static final class Test extends Verb {
        @Parameters(index = "0", paramLabel = "KIND", description = "partner, region, product, unit, flow, currency")
        String kind = "";

        @Parameters(index = "1", paramLabel = "SPELLING")
        String alias = "";

        @Parameters(index = "2", paramLabel = "CODE")
        String code = "";

        @Option(names = "--feed", paramLabel = "FEED", description = "Only this feed's rejects.")
        @Nullable
        String feed;

        Test(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            AliasTest test = house().looking(look -> look.aliasTest(kind, alias, code, feed));
            return show(test, screen(test));
        }

        private static String screen(AliasTest test) {
            String means = test.codeName().isEmpty() ? test.code() : test.code() + " " + test.codeName();
            String first =
                    "'" + Grid.visible(test.alias()) + "' as " + means + " would repair " + Say.count(test.rejects())
                            + " open rejects"
                            + (test.usd().signum() == 0 ? "" : " worth " + Say.usd(test.usd()) + " USD") + " in "
                            + test.runs().size() + (test.runs().size() == 1 ? " run" : " runs")
                            + "; published rows change: 0 before a retry\n";
            return first + (test.command().isEmpty() ? "" : "Next     " + Grid.visible(test.command()) + "\n");
        }
    }
}
