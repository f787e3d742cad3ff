package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tradehouse.load.LoadException;

/** Rows that are read by what has changed since the row above are the rows that are read cell by cell. */
class CsvRowsTest {
    private static final String[] CELLS = {
        "\"C\"",
        "\"156\"",
        "156",
        "",
        "\"\"",
        " ",
        "\" x\"",
        "y ",
        "\"a\"\"b\"",
        "\"a,b\"",
        "\"two\nlines\"",
        "\"x\"tail",
        "\"x\" ",
        "\u00A0",
        "7",
        "77",
        "\u0000",
        "\"long word\"",
        "12.5"
    };
    private static final String[] ENDS = {"\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n,,\n"};

    /** One row in words: place, cells, and what is known and wrong of each. */
    private static List<String> rows(Reader text) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvRows csv = new CsvRows(text, "x.csv", ',', '"')) {
            for (RawRow row = csv.next(); row != null; row = csv.next()) {
                StringBuilder words =
                        new StringBuilder().append(row.number).append('/').append(row.width);
                words.append(Arrays.toString(row.cells)).append(row.form()).append(row.formDetail());
                for (int i = 0; i < row.cells.length; i++) {
                    words.append(row.isTidy(i) ? 't' : '-').append(row.defect(i));
                }
                rows.add(words.toString());
            }
        } catch (LoadException refused) {
            rows.add(refused.getMessage());
        }
        return rows;
    }

    /** A few characters at a time: no row then stands in the buffer together with the one above. */
    private static Reader sip(String text) {
        return new FilterReader(new StringReader(text)) {
            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 3));
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String[] row = new String[1 + random.nextInt(6)];
        Arrays.setAll(row, it -> CELLS[random.nextInt(CELLS.length)]);
        for (int i = 0; i < 40; i++) {
            int changes = random.nextInt(3);
            for (int c = 0; c < changes; c++) {
                row[random.nextInt(row.length)] = CELLS[random.nextInt(CELLS.length)];
            }
            int width = random.nextInt(12) == 0 ? random.nextInt(row.length + 1) : row.length;
            text.append(String.join(",", Arrays.asList(row).subList(0, width)));
            text.append(random.nextInt(15) == 0 ? ",more" : "").append(ENDS[random.nextInt(ENDS.length)]);
        }
        return random.nextBoolean() ? text.toString() : text.append("\"C\",156").toString();
    }

    @Test
    void aRowLikeTheOneAboveIsReadAsIfItStoodAlone() throws IOException {
        for (int seed = 0; seed < 4000; seed++) {
            String text = text(new Random(seed));
            assertThat(rows(new StringReader(text))).as("seed " + seed).isEqualTo(rows(sip(text)));
        }
    }

    @Test
    void aRowTellsWhichOfItsCellsAreNotThoseOfTheRowHandedOutBefore() throws IOException {
        String text = "a,b,c\na,b,c\n,,\na,x,c\na,x,c\n";
        try (CsvRows csv = new CsvRows(new StringReader(text), "x.csv", ',', '"')) {
            RawRow first = csv.next();
            RawRow same = csv.next();
            RawRow afterBlank = csv.next();
            RawRow last = csv.next();
            assertThat(List.of(first.serial, same.serial, afterBlank.serial, last.serial))
                    .containsExactly(1, 2, 3, 4);
            assertThat(same.changed).isZero();
            assertThat(afterBlank.changed & 0b010).as("b is x now").isEqualTo(0b010);
            assertThat(last.changed).isZero();
        }
    }

    @Test
    void aFileLongerThanTheBufferIsReadToItsEnd() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append("\"C\",\"M\",2018,")
                    .append(i % 7)
                    .append(",\"")
                    .append(i % 5 == 0 ? "CHN" : "KAZ")
                    .append("\",")
                    .append(i)
                    .append(",,\n");
        }
        List<String> rows = rows(new StringReader(text.toString()));
        assertThat(rows).hasSize(60_000);
        assertThat(rows).isEqualTo(rows(sip(text.toString())));
    }
}
