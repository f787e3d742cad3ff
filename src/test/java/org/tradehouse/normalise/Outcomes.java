package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import org.tradehouse.load.Code;
import org.tradehouse.load.Outcome;
import org.tradehouse.trade.TradeRecord;

/** What a test expects of an outcome, with the reason in the message where it is another. */
final class Outcomes {
    private Outcomes() {}

    static TradeRecord accepted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).trade();
    }

    static Outcome.Rejected rejected(Outcome outcome, Code code) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        assertThat(rejected.code()).as("%s", rejected).isEqualTo(code);
        return rejected;
    }

    static Outcome.ControlTotal controlTotal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.ControlTotal.class);
        return (Outcome.ControlTotal) outcome;
    }
}
