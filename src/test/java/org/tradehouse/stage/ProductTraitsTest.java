package org.tradehouse.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.Product;

class ProductTraitsTest {
    private final CodeLists lists = CodeLists.seeded();

    @ParameterizedTest
    @CsvSource({
        "HS, H5, 870323, GOODS",
        "HS, H5, 98, NATIONAL",
        "HS, H5, 99010000, NATIONAL",
        "HS, H5, 9999, UNSPECIFIED",
        "HS, H5, 999999, UNSPECIFIED",
        "HS, H5, 9999AA, UNSPECIFIED",
        "HS, H5, 27XXXX, CONFIDENTIAL",
        "HS, H5, XXXXXX, DISCREPANCY",
        "HS, -, TOTAL, TOTAL",
        "SITC, S4, 98, GOODS",
    })
    void specialCodesAreRecognised(String nomenclature, String edition, String code, String kind) {
        assertThat(traits(nomenclature, edition, code).kind()).isEqualTo(kind);
    }

    @Test
    void hsLevelsAreOfHsAlone() {
        ProductTraits car = traits("HS", "H5", "87032310");
        assertThat(car.hs(2)).isEqualTo("87");
        assertThat(car.hs(4)).isEqualTo("8703");
        assertThat(car.hs(6)).isEqualTo("870323");
        assertThat(car.section()).isEqualTo("XVII");
        assertThat(traits("HS", "H5", "8703").hs(6)).isNull();
        assertThat(traits("SITC", "S4", "01").hs(2)).isNull();
        assertThat(traits("HS", "-", "TOTAL").hs(2)).isNull();
        assertThat(traits("HS", "H5", "9999AA").hs(6)).isNull();
    }

    @Test
    void farmProductsAndFoodAreChaptersOneToTwentyFour() {
        assertThat(traits("HS", "H5", "1001").isAgriFood()).isTrue();
        assertThat(traits("HS", "H5", "2402").isAgriFood()).isTrue();
        assertThat(traits("HS", "H5", "2501").isAgriFood()).isFalse();
        assertThat(traits("SITC", "S4", "01").isAgriFood()).isFalse();
    }

    @Test
    void chapterThatTheHsDoesNotHaveIsFlagged() {
        assertThat(traits("HS", "H5", "0001").isValidCode()).isFalse();
        assertThat(traits("HS", "H5", "8703").isValidCode()).isTrue();
        assertThat(traits("HS", "H5", "9901").isValidCode()).isTrue();
        assertThat(traits("SITC", "S4", "77").isValidCode()).isTrue();
    }

    @Test
    void publishersWordsAreTheBestName() {
        ProductTraits car = traits("HS", "H5", "870323");
        assertThat(car.name(" Vehicles; 1500 to 3000 cc ")).isEqualTo("Vehicles; 1500 to 3000 cc");
        assertThat(car.name("")).isEqualTo(lists.chapterName("87"));
        assertThat(car.isPlaceholder(lists.chapterName("87"))).isTrue();
        assertThat(traits("SITC", "S4", "78").name("")).isEqualTo(ProductTraits.NO_NAME);
    }

    private ProductTraits traits(String nomenclature, String edition, String code) {
        return new ProductTraits(new Product(nomenclature, edition, code), lists);
    }
}
