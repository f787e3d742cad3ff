package org.tradehouse.cli;

import picocli.CommandLine;

/** Which Tradehouse this is. */
final class Version implements CommandLine.IVersionProvider {
    /** The version of the jar, {@code dev} where classes run unpacked. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"tradehouse " + text()};
    }
}
