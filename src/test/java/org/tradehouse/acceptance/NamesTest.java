package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Result;

/** Names of products from the publishers of nomenclatures. */
class NamesTest {
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "../shared/samples"));

    @TempDir
    Path home;

    private Loading loading;

    @BeforeEach
    void open() throws IOException {
        Path jobs = Files.createDirectories(home.resolve("jobs"));
        for (String feed : List.of("hs-names", "hs-sections", "tnved-positions", "tnved-sections")) {
            Files.writeString(
                    jobs.resolve(feed + ".yaml"),
                    Files.readString(Path.of("jobs/reference", feed + ".yaml"))
                            .replaceAll("min-rows: \\d+", "min-rows: 1"));
        }
        loading = Loading.in(home, jobs);
    }

    @AfterEach
    void close() {
        loading.close();
    }

    @Test
    void thePublishersFilesAreReadAsAWhole() {
        assumeTrue(Files.isDirectory(SAMPLES.resolve("ref-hs")), "no real files at " + SAMPLES);
        product("HS", "H6", "010121", "(not in nomenclature)");
        product("TNVED", "H5", "0101", "x");
        Result hs = loading.load("hs-names", SAMPLES.resolve("ref-hs/harmonized-system.csv"), Map.of());
        assertThat(hs.headline()).contains("6940 read = 6939 accepted").contains("1 excluded + 0 rejected");
        assertThat(hs.lines().get(0)).startsWith("6939 names new, 0 changed, 0 withdrawn, 0 same: HS H6 (en)");
        assertThat(loading.asked("select product_name, hs2_name, hs_section from dw.dim_product where code = '010121'"))
                .containsExactly("Horses; live, pure-bred breeding animals|Animals; live|I");
        Result tnved = loading.load("tnved-positions", SAMPLES.resolve("ref-tnved/TNVED3.TXT"), Map.of());
        assertThat(tnved.headline()).contains("6591 read = 6591 accepted");
        assertThat(loading.asked("select product_name from dw.dim_product where nomenclature = 'TNVED'"))
                .containsExactly("ЛОШАДИ, ОСЛЫ, МУЛЫ И ЛОШАКИ ЖИВЫЕ");
        assertThat(loading.load("hs-sections", SAMPLES.resolve("ref-hs/sections.csv"), Map.of())
                        .headline())
                .contains("0 rejected");
        assertThat(loading.load("tnved-sections", SAMPLES.resolve("ref-tnved/TNVED1.TXT"), Map.of())
                        .headline())
                .contains("149 read")
                .contains("0 rejected");
        assertThat(
                        loading.asked(
                                "select language, product_name from dw.product_name where edition = 'H6' and code = 'II' order by 1"))
                .containsExactly("en|Vegetable products", "ru|ПРОДУКТЫ РАСТИТЕЛЬНОГО ПРОИСХОЖДЕНИЯ");
        assertThat(loading.asked("select edition_date from dw.dim_load where feed = 'tnved-positions'"))
                .containsExactly("2022-08-11");
    }

    @Test
    void aCodeGetsItsNameInPlaceAndOneThatComesLaterAsItComes() throws IOException {
        product("HS", "H6", "010121", "(not in nomenclature)");
        product("HS", "H6", "01012100", "publisher's words");
        names("I,01,Animals,TOTAL,2\nI,0101,Horses,01,4\nI,010121,Pure-bred horses,0101,6\n");
        product("HS", "H6", "010199", "y");
        assertThat(
                        loading.asked(
                                "select code, product_name, hs2_name, hs4_name, hs6_name, hs_section, is_valid_code from dw.dim_product where nomenclature = 'HS' order by 1"))
                .containsExactly(
                        "010121|Pure-bred horses|Animals|Horses|Pure-bred horses|I|t",
                        "01012100|publisher's words|Animals|Horses|Pure-bred horses|I|t",
                        "010199|y|Animals|Horses||I|f");
    }

    @Test
    void aNameThatChangesOrGoesIsCountedAndTheSameFileWritesNothing() throws IOException {
        names("I,0101,Horses,01,4\nI,0102,Cattle,01,4\nI,0103,Swine,01,4\n");
        assertThat(names("I,0101,Live horses,01,4\nI,0102,Cattle,01,4\n")
                        .lines()
                        .get(0))
                .startsWith("0 names new, 1 changed, 1 withdrawn, 1 same");
        assertThat(names("I,0101,Live horses,01,4\nI,0102,Cattle,01,4\n").exitCode())
                .isEqualTo(5);
    }

    @Test
    void eachEditionHasTheNameOfItsYears() throws IOException {
        product("TNVED", "H4", "0101", "x");
        product("TNVED", "H6", "0101", "x");
        Path file = home.resolve("TNVED3.TXT");
        Files.writeString(
                file,
                "020|20220811|0000|\r\n01|01|ЛОШАДИ|01.01.2012|31.12.2016|\r\n01|01|\"КОНИ\" И ДРУГИЕ|01.01.2022||\r\n01|0x|НЕТ|01.01.2022||\r\n",
                Charset.forName("IBM866"));
        Result result = loading.load("tnved-positions", file, Map.of());
        assertThat(result.headline())
                .as(result.toString())
                .contains("1 of 3 rows rejected")
                .contains("'010x' is no product code");
        Files.writeString(
                file,
                "020|20220811|0000|\r\n01|01|ЛОШАДИ|01.01.2012|31.12.2016|\r\n01|01|\"КОНИ\" И ДРУГИЕ|01.01.2022||\r\n",
                Charset.forName("IBM866"));
        assertThat(loading.load("tnved-positions", file, Map.of()).exitCode()).isZero();
        assertThat(loading.asked(
                        "select edition, product_name from dw.dim_product where nomenclature = 'TNVED' order by 1"))
                .containsExactly("H4|ЛОШАДИ", "H6|\"КОНИ\" И ДРУГИЕ");
    }

    private void product(String nomenclature, String edition, String code, String name) {
        loading.database().execute("""
                insert into dw.dim_product (nomenclature, edition, code, code_level, product_name, hs2_code, hs4_code, hs6_code)
                values ('%s', '%s', '%3$s', length('%3$s'), '%4$s', left('%3$s', 2), left('%3$s', 4), case when length('%3$s') >= 6 then left('%3$s', 6) end)""".formatted(nomenclature, edition, code, name.replace("'", "''")));
    }

    private Result names(String rows) throws IOException {
        Path file = Files.writeString(
                home.resolve("harmonized-system-" + rows.hashCode() + ".csv"),
                "section,hscode,description,parent,level\n" + rows);
        return loading.load("hs-names", file, Map.of());
    }
}
