package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Load;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** Small XML files: an element is a row, the elements in it are its cells. */
class XmlFileTest {
    private static final Feed FEED = Feeds.read(Path.of("jobs/reference/nbk-rates.yaml"));

    @TempDir
    Path folder;

    @Test
    void elementsAreCellsWhateverTheirOrderAndWhatStandsOutsideIsTitle() throws IOException {
        List<SourceRow> rows = rows("""
                <?xml version="1.0" encoding="utf-8"?>
                <rates><title>Rates</title><date>25.11.2024</date>
                <item><title>USD</title><description>499.11</description><quant>1</quant></item>
                <item><quant>100</quant><title>KRW</title><description><![CDATA[35.6]]></description><index/></item></rates>""");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).part().headers()).containsExactly("title", "description", "quant", "index");
        assertThat(rows.get(1).raw()).containsExactly("KRW", "35.6", "100", "");
        assertThat(rows.get(1).row()).isEqualTo(4);
        assertThat(rows.get(1).text(Field.EDITION_DATE)).isEqualTo("25.11.2024");
    }

    @Test
    void aFileThatIsNotWhatTheFeedSaysIsRefused() {
        assertThatThrownBy(() -> rows("<rates><item><title>USD</title>")).hasMessageContaining("no well-formed XML");
        assertThatThrownBy(() -> rows("<rates><date>1</date></rates>")).hasMessageContaining("has no element item");
        assertThatThrownBy(() -> rows("<rates><item><title>USD</title></item></rates>"))
                .hasMessageContaining("lack 'description', 'quant'");
        assertThatThrownBy(() -> rows(
                        "<rates><item><title>USD</title><description>1</description><quant>1</quant></item></rates>"))
                .hasMessageContaining("the file names no day");
    }

    @Test
    void entitiesThatLeadOutOfTheFileAreNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        assertThatThrownBy(() -> rows("""
                <?xml version="1.0"?><!DOCTYPE rates [<!ENTITY x SYSTEM "%s">]>
                <rates><date>25.11.2024</date><item><title>&x;</title><description>1</description><quant>1</quant></item></rates>""".formatted(secret.toUri())))
                .hasMessageContaining("no well-formed XML")
                .hasMessageNotContaining("secret\"");
    }

    private List<SourceRow> rows(String xml) throws IOException {
        Path file = Files.writeString(folder.resolve("rates.xml"), xml);
        Load load =
                new Load(1, FEED.name(), "0".repeat(64), 1, "rates.xml", file, LocalDate.of(2024, 11, 25), Map.of());
        try (RowBlocks blocks = RowReader.of(FEED).open(load)) {
            return java.util.Objects.requireNonNull(blocks.next()).rows();
        }
    }
}
