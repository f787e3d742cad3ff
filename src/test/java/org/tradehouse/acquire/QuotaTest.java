package org.tradehouse.acquire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tradehouse.load.LoadException;

class QuotaTest {
    @Test
    void sheetOfAMillionRowsAndFifteenColumnsIsAllowed() {
        assertThatCode(() -> Quota.ofPart(75L << 20).allow(560L << 20, "a.xlsx"))
                .doesNotThrowAnyException();
    }

    @Test
    void partThatSwellsOrIsBeyondAnySheetIsRefused() {
        assertThatThrownBy(() -> Quota.ofPart(1L << 20).allow(560L << 20, "a.xlsx"))
                .isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> Quota.ofPart(1L << 30).allow(5L << 30, "a.xlsx"))
                .isInstanceOf(LoadException.class);
    }
}
