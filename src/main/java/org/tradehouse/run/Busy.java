package org.tradehouse.run;

/** Another process was quicker: the framework's own signs of a race, which our lock should have made impossible. */
final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;

    Busy(String message, Throwable cause) {
        super(message, cause);
    }
}
