package org.tradehouse.load;

/** The file as a whole cannot be loaded. Code, one plain sentence with the place, and exactly one next step. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final String nextStep;

    public LoadException(String code, String message, String nextStep) {
        super(message);
        this.code = code;
        this.nextStep = nextStep;
    }

    public LoadException(String code, String message, String nextStep, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.nextStep = nextStep;
    }

    /** {@code TH-1004}; see the handbook's table of codes. */
    public String code() {
        return code;
    }

    /** What to do, as a sentence or a command that can be pasted. */
    public String nextStep() {
        return nextStep;
    }
}
