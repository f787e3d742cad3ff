package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void aSentenceIsFoldedBetweenWordsAndHangs() {
        assertThat(Lines.fold("Next     say which of the two it is", 20, "         "))
                .isEqualTo("Next     say which\n         of the two\n         it is");
    }

    @Test
    void aCommandStaysWholeHoweverLongItIs() {
        String command = "tradehouse approve un-comtrade#4 --reason \"as agreed; see (7)\"";
        assertThat(Lines.fold("It waits: " + command + "; then look", 20, "  "))
                .isEqualTo("It waits:\n  " + command + ";\n  then look");
        assertThat(Lines.fold("Next  " + command, 20, "      ")).isEqualTo("Next  " + command);
    }

    @Test
    void coloursTakeNoRoomAndAPipeIsNotFolded() {
        assertThat(Lines.fold("\u001b[1mbold\u001b[0m text", 9, "")).doesNotContain("\n");
        assertThat(Lines.fold("a b\n", Integer.MAX_VALUE, "")).isEqualTo("a b\n");
    }
}
