package org.tradehouse.normalise;

import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Terms;

/** How the goods moved: procedure, transport, mode of supply and valuation; a table without the column means all together. */
final class Movement {
    private static final String NOT_SAID = "n/a";
    private static final String CIF = "CIF";
    private static final String FOB = "FOB";
    private static final int CODE_LENGTH = 4;
    private static final int PROCEDURE_NAME_LENGTH = 120;
    private static final int TRANSPORT_NAME_LENGTH = 60;

    private final Cells procedure;
    private final Cells procedureName;
    private final Cells transport;
    private final Cells transportName;
    private final Cells supply;
    /** Of late, by valuation: exports and imports take turns. */
    private @Nullable Terms lastCif;

    private @Nullable Terms lastFob;

    Movement(Feed feed) {
        this.procedure = Cells.of(feed, Field.PROCEDURE);
        this.procedureName = Cells.of(feed, Field.PROCEDURE_NAME);
        this.transport = Cells.of(feed, Field.TRANSPORT);
        this.transportName = Cells.of(feed, Field.TRANSPORT_NAME);
        this.supply = Cells.of(feed, Field.SUPPLY);
    }

    /** One object for neighbouring rows that moved alike. */
    Terms terms(Draft draft, Flow flow) {
        SourceRow row = draft.row();
        String procedureCode = code(draft, procedure, Terms.ALL_PROCEDURES);
        String procedureWords = Characters.atMost(PROCEDURE_NAME_LENGTH, procedureName.text(row));
        String transportCode = code(draft, transport, Terms.ALL_MODES);
        String transportWords = Characters.atMost(TRANSPORT_NAME_LENGTH, transportName.text(row));
        String valuation = valuation(draft, flow);
        boolean cif = valuation.equals(CIF);
        Terms same = cif ? lastCif : lastFob;
        if (same != null
                && same.procedure() == procedureCode
                && same.procedureName() == procedureWords
                && same.transport() == transportCode
                && same.transportName() == transportWords) {
            return same;
        }
        Terms terms = new Terms(procedureCode, procedureWords, transportCode, transportWords, valuation, NOT_SAID);
        if (cif) {
            lastCif = terms;
        } else {
            lastFob = terms;
        }
        return terms;
    }

    String supply(Draft draft) {
        return code(draft, supply, Terms.ALL_MODES);
    }

    private static String code(Draft draft, Cells cells, String whole) {
        String code = cells.oursIn(draft.row());
        if (code.length() > CODE_LENGTH) {
            draft.refuse(
                    Code.UNKNOWN_PROCEDURE, cells.field(), code, "a code has at most " + CODE_LENGTH + " characters");
        }
        return code.isEmpty() ? whole : code;
    }

    /** The row's own where its value is one of CIF and FOB alone (rule V1), else the rule: imports CIF, exports FOB. */
    private static String valuation(Draft draft, Flow flow) {
        boolean cif = Amount.isPresent(draft.valueUsd) && draft.cifUsd == draft.valueUsd;
        boolean fob = Amount.isPresent(draft.valueUsd) && draft.fobUsd == draft.valueUsd;
        if (cif != fob) {
            return cif ? CIF : FOB;
        }
        return flow.direction() == Flow.M ? CIF : FOB;
    }
}
