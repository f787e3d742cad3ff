package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void wideCharactersTakeTwoColumns() {
        String text = new Grid("name", ">n").row("中国", "1").row("Qazaq", "22").text("");
        assertThat(text).isEqualTo("name    n\n中国    1\nQazaq  22\n");
    }

    @Test
    void aCellCannotSteerTheTerminal() {
        assertThat(Grid.visible("a\u001b[2Jb\nc\u202e")).isEqualTo("a\\u001b[2Jb\\u000ac\\u202e");
    }
}
