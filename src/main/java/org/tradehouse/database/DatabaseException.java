package org.tradehouse.database;

/** The database can not be used as it is. Code, one plain sentence with the place, and exactly one next step. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final String nextStep;

    DatabaseException(String code, String message, String nextStep) {
        super(message);
        this.code = code;
        this.nextStep = nextStep;
    }

    DatabaseException(String code, String message, String nextStep, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.nextStep = nextStep;
    }

    /** {@code TH-5001}; see the handbook's table of codes. */
    public String code() {
        return code;
    }

    /** What to do, as a sentence or a command that can be pasted. */
    public String nextStep() {
        return nextStep;
    }

    /** True where the server does not answer or refuses the login (exit code 7). */
    public boolean isUnreachable() {
        return code.equals("TH-5001") || code.equals("TH-5002");
    }
}
