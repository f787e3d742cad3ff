package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", ";=1", ",=1", "\"=1", "＝1", "＋1", "－1", "＠x"})
    void aTextThatASpreadsheetWouldCalculateGetsAnApostrophe(String text) {
        assertThat(Csv.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "СУАР", "0701", "a=b", "1-2", ";", "中国"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(Csv.guarded(text)).isEqualTo(text);
    }

    @Test
    void numbersStayNumbersWithAllTheirDigits() throws IOException {
        String csv = new Csv()
                .row(Arrays.asList(new BigDecimal("-1E+3"), new BigDecimal("0.1230"), null, 7, true))
                .text();
        assertThat(csv).isEqualTo("-1000,0.1230,,7,true\r\n");
    }

    @Test
    void quotesCommasAndLineEndsAreQuoted() throws IOException {
        assertThat(new Csv().row(List.of("a,b", "c\"d", "e\nf")).text()).isEqualTo("\"a,b\",\"c\"\"d\",\"e\nf\"\r\n");
    }
}
