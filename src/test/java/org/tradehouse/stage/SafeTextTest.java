package org.tradehouse.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void nulAndLoneSurrogatesAreReplacedAndPairsKept() {
        assertThat(SafeText.of("a\0b\uD800c\uDC00d😀")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd😀");
    }

    @Test
    void soundTextStaysTheSameObject() {
        String text = "Республика Казахстан";
        assertThat(SafeText.of(text)).isSameAs(text);
    }

    @Test
    void twoLongTextsStayTwo() {
        String a = SafeText.fit("x".repeat(300) + "a", 200);
        String b = SafeText.fit("x".repeat(300) + "b", 200);
        assertThat(a).isNotEqualTo(b).hasSize(200);
        assertThat(b).hasSize(200);
    }

    @Test
    void lengthIsCountedAsTheDatabaseCountsIt() {
        assertThat(SafeText.cut("😀".repeat(5), 5)).isEqualTo("😀".repeat(5));
        assertThat(SafeText.cut("😀".repeat(6), 5)).isEqualTo("😀".repeat(4) + "…");
    }
}
