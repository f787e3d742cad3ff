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

    @Test
    void onANarrowTerminalNotesStandBelowAndLongNamesLoseTheirMiddleButNoFigureIsCut() {
        Grid grid = new Grid("year", "~source", ">turnover", "_");
        grid.row("2022", "UN_COMTRADE/A/HS/TOTAL×country (mirror)", "31 174 482 975", "");
        grid.row("2023", "KZ_BNS", "30 055 389 612", "from months");
        assertThat(grid.text(" ", 45)).isEqualTo("""
                 year  source                        turnover
                 2022  UN_COMTRADE…y (mirror)  31 174 482 975
                 2023  KZ_BNS                  30 055 389 612
                     from months
                """);
        assertThat(grid.text(" ", 200)).isEqualTo(grid.text(" "));
    }
}
