package org.tradehouse.feed;

import java.util.List;
import java.util.stream.Collectors;

/** A feed cannot be used. Carries every problem of the file, so that one look repairs them all. */
public final class FeedException extends RuntimeException {
    /** The feed file or its alias file is wrong. */
    public static final String WRONG = "TH-6001";

    /** No feed has this name. */
    public static final String UNKNOWN = "TH-6002";

    private static final long serialVersionUID = 1;
    private final String code;
    private final transient List<Problem> problems;

    FeedException(String code, List<Problem> problems) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    /** {@link #WRONG} or {@link #UNKNOWN}. */
    public String code() {
        return code;
    }

    /** Never empty; in the order of the lines. */
    public List<Problem> problems() {
        return problems;
    }
}
