package org.tradehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which codes a group of products is made of. */
class ProductGroupsTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String groups(String nomenclature, String code) {
        return String.join(" ", database.query("""
                select group_code || case when is_proxy then '*' else '' end
                from ops.product_groups_of('%s', '%s') join dw.dim_product_group using (group_key) order by 1""".formatted(nomenclature, code)));
    }

    @Test
    void theElevenFarmProductsAndTheExhibitorsGoodsAreSetsOfTheirOwn() {
        assertThat(database.query("select group_set, count(*) from dw.dim_product_group group by 1 order by 1"))
                .containsExactly("exhibitors|10", "farm|11");
    }

    @Test
    void farmProductsAreFoundByTheirPrefixes() {
        assertThat(groups("HS", "07019000")).isEqualTo("POTATOES");
        assertThat(groups("HS", "230320")).isEqualTo("BEET_PULP*");
        assertThat(groups("HS", "02013000")).isEqualTo("BEEF");
        assertThat(groups("HS", "02023000"))
                .as("frozen beef is not chilled beef")
                .isEmpty();
        assertThat(groups("HS", "020442")).isEqualTo("LAMB*");
        assertThat(groups("HS", "160232")).isEqualTo("POULTRY");
        assertThat(groups("HS", "040120")).isEqualTo("MARES_MILK*");
    }

    @Test
    void theLongestPrefixDecides() {
        assertThat(groups("HS", "110412")).isEqualTo("CEREALS_BRAN* OAT_FLAKES");
        assertThat(groups("HS", "110423")).isEqualTo("CEREALS_BRAN* GROATS");
        assertThat(groups("HS", "220710")).as("alcohol is excluded from drinks").isEmpty();
        assertThat(groups("HS", "220820")).isEqualTo("DRINKS");
        assertThat(groups("HS", "180690")).isEqualTo("CONFECTIONERY*");
        assertThat(groups("HS", "180610")).isEmpty();
    }

    @Test
    void aHeadingOfWhichAPartIsExcludedIsAProxy() {
        assertThat(groups("HS", "1104")).isEqualTo("CEREALS_BRAN* GROATS*");
        assertThat(groups("HS", "22")).isEqualTo("DRINKS*");
    }

    @Test
    void nationalCodesFollowTheHarmonizedSystemAndSitcDoesNot() {
        assertThat(groups("TNVED", "2105001000")).isEqualTo("ICE_CREAM*");
        assertThat(groups("SITC", "0701")).isEmpty();
    }

    @Test
    void everyProxyAndEveryExclusionSaysWhy() {
        assertThat(
                        database.query(
                                "select group_key, code_prefix from dw.product_group_rule where (is_proxy or is_excluded) and coalesce(note, '') = ''"))
                .isEmpty();
    }

    @Test
    void rulesThatChangedAreExpandedAnew() {
        database.execute(
                "insert into dw.dim_product (nomenclature, edition, code, code_level, product_name) values ('HS', 'H6', '041000', 6, 'x'), ('HS', 'H6', '040900', 6, 'y')",
                "select ops.expand_product_groups()");
        assertThat(expanded()).containsExactly("HONEY|040900");
        database.execute(
                "update dw.product_group_rule set code_prefix = '0410' where code_prefix = '0409'",
                "select ops.expand_product_groups()");
        assertThat(expanded()).containsExactly("HONEY|041000");
    }

    private static java.util.List<String> expanded() {
        return database.query(
                "select group_code, code from dw.bridge_product_group join dw.dim_product_group using (group_key) join dw.dim_product using (product_key) order by 1, 2");
    }
}
