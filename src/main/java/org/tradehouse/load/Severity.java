package org.tradehouse.load;

/** What a finding does (rules.md): REJECT fails the load, HOLD waits for a steward, FLAG and INFO travel along. */
public enum Severity {
    REJECT,
    HOLD,
    QUARANTINE,
    FLAG,
    INFO
}
