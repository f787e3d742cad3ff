package org.tradehouse.trade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void caseSpacesAndLineBreaksDoNotTellWordsApart() {
        assertThat(Words.fold("  Trade\r\n Value \t(US$) ")).isEqualTo("trade value (us$)");
        assertThat(Words.fold("страны\u00a0\u00a0СНГ")).isEqualTo("страны снг");
        assertThat(Words.fold("trade value")).isEqualTo("trade value");
        assertThat(Words.fold("two  spaces")).isEqualTo("two spaces");
        assertThat(Words.fold("")).isEmpty();
        assertThat(Words.fold(" ")).isEmpty();
    }

    @Test
    void invisibleCharactersAreStripped() {
        assertThat(Words.fold("\ufeffper\u00adiod\u200b")).isEqualTo("period");
    }

    @Test
    void compatibilityFormsAreTheSameWord() {
        assertThat(Words.fold("ＨＳ２０２２　商品")).isEqualTo("hs2022 商品");
        assertThat(Words.isSame("Türkiye", "Tu\u0308rkiye")).isTrue();
        assertThat(Words.isSame("STRASSE", "straße")).isTrue();
    }

    @Test
    void yoIsYe() {
        assertThat(Words.isSame("Самолёты", "самолеты")).isTrue();
    }

    @Test
    void shortIKeepsItsBreve() {
        assertThat(Words.isSame("Китай", "Китаи")).isFalse();
        assertThat(Words.isSame("Китай", "Китаи\u0306")).isTrue();
    }

    @Test
    void aLatinLetterInACyrillicWordIsCyrillic() {
        assertThat(Words.fold("Китaй")).isEqualTo("китай");
        assertThat(Words.fold("ОБЪЕДИHЕHHЫЕ")).isEqualTo("объединенные");
        assertThat(Words.fold("CШA")).isEqualTo("сша");
    }

    @Test
    void aCyrillicLetterInALatinWordIsLatin() {
        assertThat(Words.fold("Сhina")).isEqualTo("china");
        assertThat(Words.fold("Kоrеa")).isEqualTo("korea");
    }

    @Test
    void wholeWordsOfEitherScriptAreLeftAsTheyAre() {
        assertThat(Words.fold("HS код")).isEqualTo("hs код");
        assertThat(Words.fold("сор")).isNotEqualTo(Words.fold("cop"));
    }

    @Test
    void foldingTwiceChangesNothing() {
        for (String text : new String[] {"Китaй", "İstanbul", "ΣΟΦΟΣ", "ﬁre", "Kоrеa", "ПЁС\u00ad", "A\u0301"}) {
            assertThat(Words.fold(Words.fold(text))).isEqualTo(Words.fold(text));
        }
    }
}
