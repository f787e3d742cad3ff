package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tradehouse.database.Database;
import org.tradehouse.database.EmbeddedServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The database itself: the embedded server, or the one the environment names. */
final class DbVerbs {
    private DbVerbs() {}

    @Command(name = "db", description = "The database: start, status, stop.")
    static final class Status extends Verb {
        Status(House house) {
            super(house);
        }

        @Override
        public Integer call() throws SQLException {
            if (house().isExternal()) {
                house().database().connect(Database.Role.LOADER).close();
                return show(
                        Map.of(
                                "embedded",
                                false,
                                "running",
                                true,
                                "address",
                                house().database().address()),
                        "external server at " + house().database().address() + ": answers\n");
            }
            EmbeddedServer.Status status = EmbeddedServer.under(house().home()).status();
            return show(status(status), screen(status));
        }

        private static String screen(EmbeddedServer.Status status) {
            return status.running()
                    ? "embedded server runs: 127.0.0.1:" + status.port() + "  pid " + status.pid() + "  "
                            + status.folder() + "\n"
                    : "embedded server is down  " + status.folder() + "\nNext     tradehouse db start\n";
        }
    }

    @Command(name = "start", description = "Start the embedded server where it is down; bring the schema up to date.")
    static final class Start extends Verb {
        Start(House house) {
            super(house);
        }

        @Override
        public Integer call() {
            house().announceStart();
            house().database().migrate();
            String address = house().database().address();
            return show(
                    Map.of("embedded", !house().isExternal(), "running", true, "address", address),
                    "database at " + address + " is up and its schema is current\n");
        }
    }

    @Command(name = "stop", description = "Stop the embedded server.")
    static final class Stop extends Verb {
        @Option(
                names = "--even-at-work",
                description = "Also while other commands are connected; they fail and can be retried.")
        boolean evenAtWork;

        Stop(House house) {
            super(house);
        }

        @Override
        public Integer call() {
            if (house().isExternal()) {
                show(
                        Map.of("embedded", false, "stopped", false),
                        "the database at " + house().database().address() + " is not ours to stop\n");
                return Exit.NOTHING;
            }
            boolean stopped = EmbeddedServer.under(house().home()).stop(evenAtWork);
            show(
                    Map.of("embedded", true, "stopped", stopped),
                    stopped ? "embedded server stopped\n" : "embedded server was down\n");
            return stopped ? Exit.OK : Exit.NOTHING;
        }
    }

    private static Map<String, Object> status(EmbeddedServer.Status status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("embedded", true);
        json.put("running", status.running());
        json.put("pid", status.pid());
        json.put("port", status.port());
        json.put("folder", status.folder().toString());
        return json;
    }
}
