package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.CorrectionLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs that look at corrections. */
final class CorrectionVerbs {
    private CorrectionVerbs() {}

    @Command(name = "correction", description = "Signed corrections of single figures; those that no longer apply.")
    static final class ListAll extends Verb {
        @Option(names = "--all", description = "Retired and withdrawn ones too.")
        boolean all;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "Only these: proposed, signed, in force, not applied, retired, withdrawn.")
        @Nullable
        String state;

        ListAll(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            List<CorrectionLine> corrections = house().looking(look -> look.corrections(state, all));
            return show(Map.of("corrections", corrections), CorrectionScreen.list(corrections, desk()));
        }
    }

    @Command(name = "show", description = "One correction: figure, value, source now, reason, who signed.")
    static final class Show extends Verb {
        @Parameters(paramLabel = "NUMBER")
        long number;

        Show(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            CorrectionLine correction = house().looking(look -> look.correction(number));
            return show(correction, CorrectionScreen.card(correction, desk()));
        }
    }
}
