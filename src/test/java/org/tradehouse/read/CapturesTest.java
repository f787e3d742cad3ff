package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Field;

class CapturesTest {
    @TempDir
    Path folder;

    @Test
    void fileNameTitleAndHeaderAreHeardWhateverTheirCaseAndSpaces() {
        Reading reading = read("IMPORT-2023.csv", "Январь –\u00A0МАЙ 2023 года\nPartner,US Dollar\nCN,1\n", Map.of());
        assertThat(reading.attributes())
                .containsEntry(Field.FLOW, "IMPORT")
                .containsEntry(Field.YEAR, "2023")
                .containsEntry(Field.MONTH, "Январь")
                .containsEntry(Field.TO_MONTH, "МАЙ")
                .containsEntry(Field.CURRENCY, "US Dollar");
        assertThat(reading.only().text(Field.TO_MONTH)).isEqualTo("МАЙ");
    }

    @Test
    void lookAlikeLettersInATitleAreHeard() {
        assertThat(read("import.csv", "янвaрь-мaй 2023\nPartner,RMB\nCN,1\n", Map.of())
                        .attributes())
                .containsEntry(Field.MONTH, "январь");
    }

    @Test
    void placesThatContradictEachOtherRefuseTheFile() {
        LoadException refusal = refusal("import-2022.csv", "январь-май 2023\nPartner,RMB\nCN,1\n", Map.of());
        assertThat(refusal.code()).isEqualTo("TH-1040");
        assertThat(refusal)
                .hasMessage("import-2022.csv contradicts itself: year is '2022' in the file-name 'import-2022.csv' "
                        + "and '2023' in the title 'январь-май 2023'");
        assertThat(refusal.nextStep()).contains("--set year=");
    }

    @Test
    void operatorIsBelievedBeforeTheFile() {
        Map<Field, String> given = Map.of(Field.YEAR, "2021");
        assertThat(read("import-2022.csv", "январь-май 2023\nPartner,RMB\nCN,1\n", given)
                        .only()
                        .text(Field.YEAR))
                .isEqualTo("2021");
    }

    @Test
    void silenceOfARequiredPlaceRefusesTheFileInTheWordsOfTheFeed() {
        LoadException refusal = refusal("2023.csv", "Partner,RMB\nCN,1\n", Map.of());
        assertThat(refusal.code()).isEqualTo("TH-1041");
        assertThat(refusal).hasMessage("2023.csv: put import or export into the name");
        assertThat(refusal.nextStep()).isEqualTo("correct the file, or say it with --set flow=…");
        assertThat(read("2023.csv", "Partner,RMB\nCN,1\n", Map.of(Field.FLOW, "export"))
                        .attributes())
                .containsEntry(Field.FLOW, "export");
    }

    @Test
    void cellsWinOverCapturesAndBlankCellsDoNot() {
        Reading reading = read("import-2023.csv", "Partner,RMB,Flow\nCN,1,export\nKG,2,\n", Map.of());
        assertThat(reading.rows()).extracting(it -> it.text(Field.FLOW)).containsExactly("export", "import");
    }

    private Feed feed() {
        return FeedOf.yaml(folder, """
                layout: {format: csv, encoding: UTF-8, header-rows: 1}
                captures:
                  - {place: file-name, match: '(?<flow>import|export)', required: true, else: 'put import or export into the name'}
                  - {place: file-name, match: '(?<year>\\d{4})'}
                  - {place: title, match: '(?<month>январь)\\s*[-–]\\s*(?<toMonth>[а-я]+) (?<year>\\d{4})'}
                  - {place: header, match: '^(?<currency>US dollar|RMB)$', required: true, else: 'no currency'}
                constants: {product: TOTAL}
                columns:
                  flow: {header: Flow, optional: true, words: {import: M, export: X}}
                  partner: {header: Partner, codes: iso2}
                  value: {header: [US dollar, RMB]}
                  currency: {codes: currency-names}
                """);
    }

    private Reading read(String name, String text, Map<Field, String> given) {
        try {
            return Reading.of(feed(), Files.writeString(folder.resolve(name), text), given);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private LoadException refusal(String name, String text, Map<Field, String> given) {
        return catchThrowableOfType(LoadException.class, () -> read(name, text, given));
    }
}
