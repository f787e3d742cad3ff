package org.tradehouse.cli;

import java.util.List;

/** Exit codes, a contract with scripts (operations.md 1). */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int WITH_REJECTS = 3;
    static final int BUSY = 4;
    static final int NOTHING = 5;
    static final int HELD = 6;
    static final int UNREACHABLE = 7;
    static final int STOPPED = 143;

    private static final List<Integer> GRAVEST_FIRST =
            List.of(UNREACHABLE, STOPPED, FAILED, HELD, BUSY, WITH_REJECTS, OK);

    private Exit() {}

    /** The code of several runs together: the gravest; nothing to do only where all had nothing to do. */
    static int of(List<Integer> codes) {
        return GRAVEST_FIRST.stream().filter(codes::contains).findFirst().orElse(NOTHING);
    }
}
