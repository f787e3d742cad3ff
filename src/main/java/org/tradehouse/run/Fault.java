package org.tradehouse.run;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Places where the crash tests pull the plug: {@code -Dtradehouse.fault=block-staged:3} halts the process the third time
 * that point is passed. Without the property a point does nothing.
 */
final class Fault {
    private static final int KILLED = 137;
    private static final @Nullable String NAME;
    private static final AtomicInteger LEFT;

    static {
        String[] wanted = System.getProperty("tradehouse.fault", "").split(":", 2);
        NAME = wanted[0].isEmpty() ? null : wanted[0];
        LEFT = new AtomicInteger(wanted.length > 1 ? Integer.parseInt(wanted[1]) : 1);
    }

    private Fault() {}

    static void point(String name) {
        if (name.equals(NAME) && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
