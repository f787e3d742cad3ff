package org.tradehouse.run;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a file whose content may be known (semantics §6.2, §5.2).
 *
 * @param because one sentence an operator reads
 */
record Decision(Kind kind, String because) {
    enum Kind {
        /** The first load of this content. */
        FRESH,
        /** The known load goes on from its last committed block. */
        RESTART,
        /** A child load with the next number: inputs changed, or the operator wants it once more. */
        CHILD,
        /** Live or superseded for all its slices. */
        NOTHING,
        /** A schedule does not repeat what waits for a person. */
        WAIT
    }

    /**
     * @param known the newest load of the content
     * @param patient the wish comes from a schedule: what a person must repair is left alone
     */
    static Decision about(@Nullable KnownLoad known, Inputs now, boolean again, boolean patient) {
        if (known == null) {
            return new Decision(Kind.FRESH, "");
        }
        String changes = now.changesSince(known.inputs());
        return switch (known.state()) {
            case "published" -> published(known, changes, again);
            case "withdrawn" ->
                again
                        ? new Decision(Kind.CHILD, "it was withdrawn and is wanted again")
                        : new Decision(
                                Kind.NOTHING, "its load " + known.number() + " was withdrawn; --again loads it again");
            default -> unfinished(known, changes, patient);
        };
    }

    private static Decision published(KnownLoad known, String changes, boolean again) {
        if (again) {
            return new Decision(Kind.CHILD, "it is wanted again, as the newest edition");
        }
        return changes.isEmpty()
                ? new Decision(
                        Kind.NOTHING,
                        "this content is published as load " + known.number()
                                + " or superseded by a newer edition; --again publishes it as the newest")
                : new Decision(Kind.CHILD, "changed since load " + known.number() + ": " + changes);
    }

    private static Decision unfinished(KnownLoad known, String changes, boolean patient) {
        if (!changes.isEmpty()) {
            return new Decision(Kind.CHILD, "changed since load " + known.number() + ": " + changes);
        }
        boolean waits = known.state().equals("held") || known.state().equals("refused");
        return patient && waits
                ? new Decision(
                        Kind.WAIT, "its load " + known.number() + " is " + known.state() + " and waits for a person")
                : new Decision(Kind.RESTART, "same file, feed, aliases and code lists");
    }
}
