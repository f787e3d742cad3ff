package org.tradehouse.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.support.CronExpression;

/** What a person reads who mistyped a feed: file, line, value and what to write instead. */
class MistakesTest {
    private static final String GOOD = """
            feed: xx-monthly
            title: Trade of X by month
            publisher: Customs of X
            dataset:
              code: XX_CUSTOMS
              nomenclature: HS
              editions: {2017: H5, 2022: H6}
              partner-basis: ORIGIN
              preference: 1
              rounding-unit: 1
            coverage: {reporter: KZ, flows: [X, M], since: 2015-01}
            scope: {partners: all, products: all}
            source: {inbox: xx-monthly, files: ["*.csv"]}
            layout: {format: csv, encoding: windows-1251, delimiter: ";"}
            captures:
              - {place: file-name, match: '(?<year>\\d{4})-(?<month>\\d{2})'}
            columns:
              flow: {header: Direction, words: {IMP: M, EXP: X}}
              partner: {header: Country, codes: iso2}
              product: {header: Code, codes: hs, widths: [4, 10]}
              value: {header: [Value, Cost], decimal: ",", thousands: " ", factor: 1000, currency: USD}
            ignore: [Remark]
            refuse:
              - {column: Remark, is: [void], because: 'the line was withdrawn'}
            checks: {min-rows: 10, max-rejected: 1 %}
            schedule: {cron: 0 30 2 * * *, zone: Asia/Almaty}
            """;

    @TempDir
    Path folder;

    @Test
    void theSmallFeedItselfIsFine() {
        assertThat(mistakes("", "")).isEmpty();
    }

    @Test
    void unknownKeyIsAnsweredWithTheNearestKnownKey() {
        assertThat(mistakes("min-rows: 10", "min-rows: 10, max-rejektd: 2 %"))
                .containsExactly("25: unknown key 'max-rejektd' in checks. Did you mean 'max-rejected'?");
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark]\nzzz: 1"))
                .singleElement()
                .asString()
                .startsWith("23: unknown key 'zzz'. Known: feed, title, publisher, dataset,");
    }

    @Test
    void unknownFieldIsAnsweredWithTheNearestField() {
        assertThat(mistakes("  partner: {", "  patner: {"))
                .containsExactly(
                        "17: nothing says the partner. Add columns.partner with a header, a capture with (?<partner>…), or a constant.",
                        "19: unknown field 'patner' in columns. Did you mean 'partner'?");
        assertThat(mistakes("delimiter: \";\"", "delimiter: \";\", fill-down: [partnr]"))
                .containsExactly("14: layout.fill-down[1] 'partnr' is no known field. Did you mean 'partner'?");
        assertThat(mistakes("(?<month>", "(?<monht>"))
                .containsExactly(
                        "16: captures[1].match '(?<year>\\d{4})-(?<monht>\\d{2})' captures 'monht', which is no field. Did you mean 'month'?");
    }

    @Test
    void keyThatMeansNothingForAFieldIsUnknownThere() {
        assertThat(mistakes("codes: iso2", "codes: iso2, factor: 10"))
                .containsExactly(
                        "19: unknown key 'factor' in columns.partner. Known: header, optional, words, missing, blank, codes.");
    }

    @Test
    void limitsOfRevisionsAndUnitValuesAreChecked() {
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, revisions: {max-change: 0.05}"))
                .containsExactly("25: checks.revisions.max-change '0.05' is not a percentage. Write it like 0.5 %.");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, revisions: {month: 24}"))
                .containsExactly("25: unknown key 'month' in checks.revisions. Did you mean 'months'?");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, revisions: {months: 0}"))
                .containsExactly(
                        "25: checks.revisions.months '0' is not a whole number from 1 to 600. Write digits alone, like 100.");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, unit-values: {checked: no}"))
                .containsExactly("25: checks.unit-values.checked 'no' is neither true nor false. Write true or false.");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, totals: holt"))
                .containsExactly("25: checks.totals 'holt' is no known consequence. Did you mean 'hold'?");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, gaps: refuse"))
                .singleElement()
                .asString()
                .startsWith("25: checks.gaps 'refuse' is no known consequence.");
    }

    @Test
    void repeatedKeyNamesBothLines() {
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark]\nscope: {partners: top, products: top}"))
                .containsExactly("23: the key 'scope' is repeated, first in line 12. Keep one of the two.");
    }

    @Test
    void missingKeySaysWhatItMeans() {
        assertThat(mistakes("min-rows: 10, ", ""))
                .containsExactly("25: the key 'min-rows' is missing in checks. Add it: Fewer rows refuse the file.");
    }

    @Test
    void wrongTypeSaysWhatIsThereAndWhatIsMeant() {
        assertThat(mistakes("min-rows: 10", "min-rows: ten"))
                .containsExactly(
                        "25: checks.min-rows 'ten' is not a whole number from 1 to 1000000000000. Write digits alone, like 100.");
        assertThat(mistakes("min-rows: 10", "min-rows: '10'"))
                .containsExactly("25: checks.min-rows '10' is in quotes. Write a whole number without.");
        assertThat(mistakes("min-rows: 10", "min-rows: [10]"))
                .containsExactly("25: checks.min-rows is a list. Write a whole number.");
        assertThat(mistakes("min-rows: 10", "min-rows:"))
                .containsExactly("25: checks.min-rows is left empty. Write a whole number.");
        assertThat(mistakes("scope: {partners: all, products: all}", "scope: all"))
                .containsExactly("12: scope is the text 'all'. Write keys: partners, products.");
        assertThat(mistakes("  rounding-unit: 1", "  rounding-unit: 1\n  truncated: yes"))
                .containsExactly("11: dataset.truncated 'yes' is neither true nor false. Write true or false.");
        assertThat(mistakes("factor: 1000", "factor: 1e3"))
                .containsExactly(
                        "21: columns.value.factor '1e3' is not a number above zero. Write digits with a point, like 1000 or 0.001.");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 0.01"))
                .containsExactly("25: checks.max-rejected '0.01' is not a percentage. Write it like 0.5 %.");
        assertThat(mistakes("ignore: [Remark]", "ignore: []"))
                .contains("22: ignore is an empty list. Leave the key out, or fill the list.");
    }

    @Test
    void unknownWordOfAFixedListIsAnsweredWithTheNearest() {
        assertThat(mistakes("codes: iso2", "codes: iso4"))
                .containsExactly("19: columns.partner.codes 'iso4' is no known code system. Did you mean 'iso2'?");
        assertThat(mistakes("codes: iso2", "codes: hs"))
                .singleElement()
                .asString()
                .startsWith("19: columns.partner.codes 'hs' is no known code system. Known: m49, gacc-country,");
        assertThat(mistakes("IMP: M", "IMP: Import"))
                .containsExactly(
                        "18: columns.flow.words.IMP 'Import' is no known flow. Known: X, M, RX, RM, DX, FM, XIP, XOP, MIP, MOP.");
        assertThat(mistakes("partner-basis: ORIGIN", "partner-basis: origin"))
                .containsExactly("8: dataset.partner-basis 'origin' is no known partner basis. Did you mean 'ORIGIN'?");
    }

    @Test
    void badRegexTellsTheCharacter() {
        assertThat(mistakes("(?<month>\\d{2})", "(?<month>\\d{2}"))
                .containsExactly(
                        "16: captures[1].match '(?<year>\\d{4})-(?<month>\\d{2}' is no regular expression: Unclosed group. Repair it at character 30, or put \\ before the mark meant as itself.");
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark, '~[a']"))
                .containsExactly(
                        "22: ignore[2] '~[a' is no regular expression: Unclosed character class. Repair it at character 2, or put \\ before the mark meant as itself.");
    }

    @Test
    void badCronNamesTheField() {
        assertThat(mistakes("cron: 0 30 2 * * *", "cron: 30 2 * * *"))
                .containsExactly(
                        "26: schedule.cron '30 2 * * *' has 5 fields instead of six. Write second, minute, hour, day of month, month, day of week: '0 30 2 * * *' is every day at 02:30.");
        assertThat(mistakes("cron: 0 30 2 * * *", "cron: 0 30 24 * * *"))
                .containsExactly(
                        "26: schedule.cron '0 30 24 * * *' has '24' for the hour. Write second, minute, hour, day of month, month, day of week: '0 30 2 * * *' is every day at 02:30.");
        for (String good : List.of(
                "0 0/15 2-4 ? * MON-FRI", "0 0 3 1,15 JAN-MAR *", "0 0 3 LW * *", "0 0 3 * * 5L", "0 0 3 ? * FRI#2")) {
            assertThat(mistakes("cron: 0 30 2 * * *", "cron: '" + good + "'")).isEmpty();
            assertThat(CronExpression.isValidExpression(good)).as(good).isTrue();
        }
        for (String bad : List.of(
                "0 0 3 0 * *",
                "0 0 3 * 13 *",
                "0 60 3 * * *",
                "0 0 5-3 * * *",
                "0 0/0 3 * * *",
                "? 0 3 * * *",
                "0 0 3 * * MO",
                "0 0 3 *,, * *")) {
            assertThat(mistakes("cron: 0 30 2 * * *", "cron: '" + bad + "'")).hasSize(1);
        }
    }

    @Test
    void badZoneCharsetDateFormatAndGlob() {
        assertThat(mistakes("Asia/Almaty", "Asia/Almata"))
                .containsExactly("26: schedule.zone 'Asia/Almata' is no known time zone. Did you mean 'Asia/Almaty'?");
        assertThat(mistakes("windows-1251", "windows1251x"))
                .singleElement()
                .asString()
                .startsWith("14: layout.encoding 'windows1251x' is no known charset. Did you mean 'windows-12");
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark]\nedition: {date-format: DD.mm.yyyy}"))
                .containsExactly(
                        "23: edition.date-format 'DD.mm.yyyy' is no format of a date. Write it like dd.MM.yyyy.");
        assertThat(mistakes("files: [\"*.csv\"]", "files: [../secret.csv]"))
                .containsExactly(
                        "13: source.files[1] '../secret.csv' names a folder. Write the file name alone, like *.csv; the folder is source.inbox.");
        assertThat(mistakes("inbox: xx-monthly", "inbox: ../../etc"))
                .containsExactly(
                        "13: source.inbox '../../etc' is not of the form ^[a-z0-9][a-z0-9-]{0,63}$. Write it like kz-bns.");
    }

    @Test
    void everyMistakeOfAFileIsSaidAtOnceInTheOrderOfItsLines() {
        assertThat(mistakes("preference: 1\n  rounding-unit: 1", "preferense: 1\n  rounding-unit: -1"))
                .containsExactly(
                        "4: the key 'preference' is missing in dataset. Add it: Rank among the sources of a reporter; 1 is the headline.",
                        "9: unknown key 'preferense' in dataset. Did you mean 'preference'?",
                        "10: dataset.rounding-unit '-1' is not a number above zero. Write digits with a point, like 1000 or 0.001.");
    }

    @Test
    void theMessageOfTheExceptionShowsFileAndLine() {
        Path yaml = write("xx-monthly.yaml", GOOD.replace("Asia/Almaty", "Almaty"));
        assertThat(refusal(yaml))
                .hasMessage(
                        yaml
                                + ":26: schedule.zone 'Almaty' is no known time zone. Write region and city, like Asia/Almaty.");
    }

    @Test
    void feedWithoutAFieldThatEveryFigureNeedsSaysWhichOne() {
        assertThat(mistakes("  product: {header: Code, codes: hs, widths: [4, 10]}\n", ""))
                .containsExactly(
                        "17: nothing says the product. Add columns.product with a header, a capture with (?<product>…), or a constant. A file about all goods together has constants: {product: TOTAL}.");
        assertThat(mistakes("reporter: KZ, ", ""))
                .containsExactly(
                        "17: nothing says the reporter. Add columns.reporter with a header, a capture with (?<reporter>…), or a constant. One reporter for all rows is coverage.reporter.");
        assertThat(mistakes("captures:\n  - {place: file-name, match: '(?<year>\\d{4})-(?<month>\\d{2})'}\n", ""))
                .containsExactly(
                        "15: nothing says the period. Add columns.period with a header, a capture with (?<period>…), or a constant. A capture of year, or of year and month, will do.");
        assertThat(mistakes("  flow: {header: Direction, words: {IMP: M, EXP: X}}\n", ""))
                .containsExactly(
                        "17: nothing says the flow. Add columns.flow with a header, a capture with (?<flow>…), or a constant. Words alone will do where the operator says it: flow: {words: {import: M, export: X}}.");
        assertThat(mistakes("flow: {header: Direction, ", "flow: {")).isEmpty();
        assertThat(mistakes("value: {header: [Value, Cost], ", "value: {"))
                .containsExactly(
                        "21: no column holds the value. Add columns.value with its header, or the wide columns that hold it.");
        assertThat(mistakes(", currency: USD", ""))
                .containsExactly(
                        "21: nothing says the currency of the value. Add currency: USD to columns.value, or a column or capture of currency.");
        assertThat(mistakes("  editions: {2017: H5, 2022: H6}\n", ""))
                .containsExactly(
                        "4: nothing says the edition of the product codes. Add dataset.editions such as {2017: H5, 2022: H6}, or columns.edition with a header.");
        assertThat(mistakes("ignore: [Remark]", "  unit: {codes: units-gacc}\nignore: [Remark]"))
                .containsExactly(
                        "22: nothing says the unit. Add columns.unit with a header, a capture with (?<unit>…), or a constant.");
    }

    @Test
    void partsThatContradictOneAnotherAreRefused() {
        assertThat(mistakes("thousands: \" \"", "thousands: \",\""))
                .containsExactly(
                        "21: decimal and thousands of value are the same mark. Write both as the publisher uses them, such as decimal: \",\" and thousands: \" \".");
        assertThat(mistakes("max-rejected: 1 %", "max-rejected: 1 %, warn-rejected: 2 %"))
                .containsExactly(
                        "25: max-rejected 1 % is below warn-rejected 2 %. Warn first: make warn-rejected the smaller of the two.");
        assertThat(mistakes("encoding: windows-1251, ", ""))
                .containsExactly(
                        "14: layout does not say the encoding. Add encoding: UTF-8, windows-1251 or another; it is never guessed.");
        assertThat(mistakes(
                        "format: csv, encoding: windows-1251, delimiter: \";\"", "format: workbook, delimiter: \";\""))
                .containsExactly("14: layout.delimiter means nothing: a workbook has none. Leave it out.");
        assertThat(mistakes("delimiter: \";\"", "delimiter: \";\", header-rows: 0"))
                .containsExactly(
                        "14: the file has no header and layout.headers does not name its columns. Add headers: [first, second], in the order of the columns.");
        assertThat(mistakes("delimiter: \";\"", "delimiter: \";\", headers: [a], header-rows: 1"))
                .containsExactly(
                        "14: layout.headers is for files without a header, but header-rows is 1. Leave one of the two out.");
        assertThat(mistakes("column: Remark", "column: Remarks"))
                .containsExactly(
                        "24: refuse names the column 'Remarks', which is neither read nor ignored. Did you mean 'Remark'?");
        assertThat(mistakes("is: [void]", "is: [void], is-not: [ok]"))
                .containsExactly(
                        "24: refuse[1] has is and is-not instead of one of is, is-not. Write exactly one of them.");
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark]\ntotals:\n  - {partner: World}"))
                .containsExactly("24: totals[1] has none of level, world. Write exactly one of them.");
        assertThat(mistakes("(?<month>\\d{2})'", "(?<month>\\d{2})', required: true"))
                .containsExactly(
                        "16: a required capture does not say what to do when nothing matches. Add else: with the next step for the operator.");
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark]\nedition: {final-from: 02-30}"))
                .containsExactly("23: there is no day '02-30'. Write month-day: 07-25.");
        assertThat(mistakes("(?<month>\\d{2})", "(?<month>\\d{2}) (?<editionDate>.*)"))
                .containsExactly(
                        "1: a date of the edition is captured and edition.date-format does not say how it is written. Add date-format: dd.MM.yyyy.");
    }

    @Test
    void wordsThatReadTheSameAreRefused() {
        assertThat(mistakes("words: {IMP: M, EXP: X}", "words: {IMP: M, EXP: X, ' imp': X}"))
                .containsExactly(
                        "18: columns.flow.words has ' imp' and 'IMP', which read the same. Keep one; case, spaces and look-alike letters make no difference.");
        assertThat(mistakes(
                        "ignore: [Remark]",
                        "ignore: [Remark]\ntotals:\n  - {partner: World, world: true}\n  - {partner: WORLD, level: 1}"))
                .containsExactly("25: the total 'WORLD' stands in line 24 already. Keep one of the two.");
    }

    @Test
    void formatOfAPeriodHasAYearAndPerhapsAMonth() {
        assertThat(mistakes("columns:\n", "columns:\n  period: {header: When, formats: [MM.yyyy, yyyyMM]}\n"))
                .isEmpty();
        assertThat(mistakes("columns:\n", "columns:\n  period: {header: When, formats: [yyyy-mm]}\n"))
                .containsExactly(
                        "18: columns.period.formats[1] 'yyyy-mm' is not of the form ^(yyyy|yyyy[-/._ ]?MM|MM[-/._ ]yyyy)$. Write it like yyyyMM, yyyy-MM or MM/yyyy.");
    }

    @Test
    void nameOfFeedAndFileMustAgree() {
        assertThat(mistakes("feed: xx-monthly", "feed: xx-daily"))
                .containsExactly(
                        "1: the feed 'xx-daily' stands in a file called xx-monthly.yaml. Give both the same name.");
    }

    @Test
    void tricksOfYamlAreRefused() {
        assertThat(mistakes("title: Trade", "title: !!java.net.URL Trade"))
                .containsExactly(
                        "2: the tag 'tag:yaml.org,2002:java.net.URL' is not allowed. Take the tag away; quotes make a text.");
        assertThat(mistakes("title: Trade of X by month\npublisher: Customs of X", "title: &a Trade\npublisher: *a"))
                .contains(
                        "2: the anchor '&a' is not allowed. Write the value out, or put a text that begins with * or & between quotes.",
                        "3: the alias '*a' is not allowed. Write the value out, or put a text that begins with * or & between quotes.");
        assertThat(mistakes("ignore: [Remark]", "ignore: " + "[".repeat(50) + "]".repeat(50)))
                .containsExactly(
                        "22: this is nested more than 12 levels deep. No feed needs that; take the brackets away.");
        assertThat(mistakes("ignore: [Remark]", "ignore: " + "[".repeat(100_000)))
                .containsExactly(
                        "22: this is nested more than 12 levels deep. No feed needs that; take the brackets away.");
        assertThat(mistakes("ignore: [Remark]", "---\nfeed: other"))
                .containsExactly("22: a second document begins here. Write one feed a file, without '---' between.");
    }

    @Test
    void currencyThatOnlyTheOperatorSaysIsFine() {
        assertThat(mistakes(", currency: USD}", "}\n  currency: {codes: currency-names}"))
                .isEmpty();
    }

    @Test
    void whateverHappensToAFileItIsReadOrRefused() throws IOException {
        Random random = new Random(6001);
        List<String> bits = List.of(
                "", "~", "[", "]", "{", "}", "'", "\"", ": ", "- ", "&a ", "*a ", "!t ", "\t", "0", "-1", "x", "\n",
                "#", "|\n", "%", "\\", "\u0007", "(");
        String wide = Files.readString(Path.of("jobs/kz/kz-bns-trade-by-country.yaml"))
                .replace("feed: kz-bns-trade-by-country", "feed: xx-monthly");
        for (String good : List.of(GOOD, wide)) {
            for (int i = 0; i < 800; i++) {
                int from = random.nextInt(good.length());
                int to = Math.min(good.length(), from + random.nextInt(12));
                String damaged = good.substring(0, from) + bits.get(random.nextInt(bits.size())) + good.substring(to);
                Path yaml = write("xx-monthly.yaml", damaged);
                try {
                    Feeds.read(yaml);
                } catch (FeedException refusal) {
                    assertThat(refusal.problems()).as(damaged).isNotEmpty();
                } catch (RuntimeException surprise) {
                    throw new AssertionError(damaged, surprise);
                }
            }
        }
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThat(mistakes("ignore: [Remark]", "ignore: [Remark"))
                .singleElement()
                .asString()
                .startsWith("23: this is not YAML: ")
                .endsWith("Check the brackets, and put values with special characters between single quotes.");
        assertThat(mistakes("  code: XX", "\tcode: XX"))
                .singleElement()
                .asString()
                .startsWith("5: this is not YAML: ")
                .endsWith("Indent with spaces, never with a tab.");
        assertThat(messages(refusal(write("xx-monthly.yaml", ""))))
                .containsExactly("0: the file holds no keys. Begin with 'feed: <name>'.");
        assertThat(messages(refusal(write("xx-monthly.yaml", GOOD.replace("Trade of X", "Trade\u0000")))))
                .singleElement()
                .asString()
                .endsWith("Save it as plain UTF-8 text.");
    }

    @Test
    void fileOfAnotherCharsetNamesTheLine() throws IOException {
        Path yaml = folder.resolve("xx-monthly.yaml");
        Files.write(yaml, GOOD.replace("Customs of X", "Таможня").getBytes(Charset.forName("windows-1251")));
        assertThat(messages(refusal(yaml))).containsExactly("3: a byte here is not UTF-8. Save the file as UTF-8.");
        Files.write(yaml, ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8));
        assertThatCode(() -> Feeds.read(yaml)).doesNotThrowAnyException();
    }

    @Test
    void missingFileIsNamed() {
        assertThat(messages(refusal(folder.resolve("gone.yaml"))))
                .containsExactly("0: the file cannot be read (NoSuchFileException). Check its name and its rights.");
    }

    @Test
    void mistakesOfTheAliasFileNameItsLines() {
        Path yaml = write("xx-monthly.yaml", GOOD);
        Path aliases = write("xx-monthly.aliases.csv", """
                kind,alias,code
                partner,Китай,CN
                partnr,Korea,KR
                partner,Korea, Republic of,KR
                partner,Китай,TW
                """);
        FeedException refusal = refusal(yaml);
        assertThat(refusal.problems()).extracting(Problem::file).containsOnly(aliases);
        assertThat(messages(refusal))
                .containsExactly(
                        "3: 'partnr' is no kind of alias. Did you mean 'partner'?",
                        "4: 'partner,Korea, Republic of,KR' is no alias. Write kind,alias,code; a text with a comma goes between double quotes.",
                        "5: partner 'Китай' stands for CN and for TW. Keep one of the two lines.");
        write("xx-monthly.aliases.csv", "alias,code\n");
        assertThat(messages(refusal(yaml)))
                .containsExactly("1: the header is 'alias,code'. Begin the file with the line kind,alias,code.");
    }

    /** Mistakes of the good feed after one edit, as {@code line: message. remedy}. */
    private List<String> mistakes(String instead, String of) {
        assertThat(GOOD).contains(instead);
        Path yaml = write("xx-monthly.yaml", GOOD.replace(instead, of));
        try {
            Feeds.read(yaml);
            return List.of();
        } catch (FeedException refusal) {
            return messages(refusal);
        }
    }

    private static List<String> messages(FeedException refusal) {
        return refusal.problems().stream()
                .map(it -> it.line() + ": " + it.message() + ". " + it.remedy())
                .toList();
    }

    private static FeedException refusal(Path yaml) {
        return catchThrowableOfType(FeedException.class, () -> Feeds.read(yaml));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
