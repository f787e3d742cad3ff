package org.tradehouse.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks at everything once and says nothing: what Java keeps of it lets commands that look start sooner. Run by the launcher. */
final class Rehearsal {
    private static final List<String> VERBS = List.of("runs", "rejects", "feeds");

    private Rehearsal() {}

    public static void main(String[] arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Desk desk = Desk.ofThisProcess().silent(nowhere);
        VERBS.forEach(verb -> Tradehouse.run(desk, verb));
        System.exit(Tradehouse.run(desk, "status"));
    }
}
