package org.tradehouse.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This process, as leases and runs name it. */
final class Here {
    private static final String HOST = name();

    private Here() {}

    static String host() {
        return HOST;
    }

    static int pid() {
        return (int) ProcessHandle.current().pid();
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
