package org.tradehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.RejectFilter;
import org.tradehouse.operate.RejectGroup;
import org.tradehouse.operate.RejectRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verbs of the quarantine. */
final class RejectVerbs {
    private RejectVerbs() {}

    /** Options that choose rejects. */
    abstract static class Choosing extends Verb {
        @Option(names = "--feed", paramLabel = "FEED", description = "Only of this feed.")
        @Nullable
        String feed;

        @Option(names = "--code", paramLabel = "TH-nnnn", description = "Only with this code; the number is enough.")
        @Nullable
        String code;

        @Option(names = "--value", paramLabel = "TEXT", description = "Only with this offending value.")
        @Nullable
        String value;

        @Option(names = "--run", paramLabel = "RUN", description = "Only of this run: 4812 or feed#4812.")
        @Nullable
        String run;

        Choosing(House house) {
            super(house);
        }

        final RejectFilter filter(Look look) throws SQLException {
            String full = code == null || code.startsWith("TH-") ? code : "TH-" + code;
            return new RejectFilter(
                    feed, full, value, run == null ? null : look.run(run).runId());
        }
    }

    @Command(
            name = "rejects",
            description = "Open rejects by code and value, heaviest first, with the command that repairs each.")
    static final class Groups extends Choosing {
        Groups(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            List<RejectGroup> groups = house().looking(look -> look.rejects(filter(look)));
            return show(Map.of("groups", groups), RejectScreen.groups(groups, desk().width()));
        }
    }

    @Command(name = "show", description = "Open rejects one by one, with their place and cells.")
    static final class Show extends Choosing {
        Show(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            List<RejectRow> rejects = house().looking(look -> look.rejectRows(filter(look)));
            return show(Map.of("rejects", rejects), RejectScreen.rows(rejects, desk().width()));
        }
    }

    @Command(name = "export", description = "Open rejects as CSV (RFC 4180, safe to open in a spreadsheet).")
    static final class Export extends Choosing {
        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE",
                description = "Write to this file, not to standard output.")
        @Nullable
        Path file;

        Export(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException, IOException {
            List<RejectRow> rejects = house().looking(look -> look.rejectRows(filter(look)));
            String csv = RejectScreen.csv(rejects);
            Path out = file;
            if (out == null) {
                return show(Map.of("rejects", rejects), csv);
            }
            write(out, csv);
            return show(
                    Map.of("file", out.toString(), "rejects", rejects.size()),
                    rejects.size() + " rejects are in " + out + "\n");
        }
    }
}
