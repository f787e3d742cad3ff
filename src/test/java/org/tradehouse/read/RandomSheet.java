package org.tradehouse.read;

import java.util.List;
import java.util.Random;

/** The rows of a sheet as some program might write them: every way to say the same is met. */
final class RandomSheet {
    private static final List<String> TEXTS = List.of(
            "a",
            "",
            " b ",
            "&amp;&lt;",
            "Я &#x42F;",
            "<![CDATA[<c>]]>",
            "x<!-- <v> -->y",
            "line\r\nline",
            "中",
            "😀",
            "#REF!",
            "=1+1",
            "]]",
            "&#10;");
    private static final List<String> NUMBERS = List.of(
            "0",
            "17",
            "-3",
            "2.50",
            "0.1",
            "1E3",
            "1.5E-9",
            "12345678901234567",
            "99.999999999999986",
            "x",
            "",
            "1e999");

    private final Random random;
    private final StringBuilder xml = new StringBuilder();

    RandomSheet(int seed) {
        random = new Random(seed);
    }

    String rows() {
        int row = 0;
        int rows = random.nextInt(12);
        for (int i = 0; i < rows; i++) {
            gap();
            row += 1 + (chance(5) ? random.nextInt(4) : 0);
            row(row);
        }
        gap();
        return xml.toString();
    }

    private void row(int number) {
        boolean named = !chance(8);
        xml.append("<row");
        attribute("spans", "1:9", 2);
        if (named) {
            attribute("r", Integer.toString(number), 1);
        }
        attribute("hidden", "1", 5);
        xml.append('>');
        int column = -1;
        int cells = random.nextInt(8);
        for (int i = 0; i < cells; i++) {
            column += 1 + (chance(4) ? random.nextInt(3) : 0);
            gap();
            cell(column, number);
        }
        gap();
        xml.append(chance(6) ? "</row >" : "</row>");
    }

    private void cell(int column, int row) {
        String type =
                List.of("n", "n", "s", "s", "b", "e", "str", "inlineStr", "").get(random.nextInt(9));
        xml.append("<c");
        boolean late = chance(3);
        if (!late && !type.isEmpty()) {
            attribute("t", type, 1);
        }
        attribute("r", (char) ('A' + column) + Integer.toString(row), 1);
        attribute("s", Integer.toString(random.nextInt(5)), 2);
        if (late && !type.isEmpty()) {
            attribute("t", type, 1);
        }
        if (chance(9)) {
            xml.append("/>");
            return;
        }
        xml.append('>');
        content(type);
        xml.append("</c>");
    }

    private void content(String type) {
        gap();
        if (type.equals("inlineStr")) {
            xml.append("<is><t xml:space='preserve'>").append(any(TEXTS)).append("</t></is>");
            return;
        }
        if (chance(6)) {
            xml.append(chance(2) ? "<f>SUM(A1:A3)</f>" : "<f>A1&amp;\"x\"</f>");
        }
        if (!chance(15)) {
            xml.append("<v>").append(value(type)).append("</v>");
        }
        gap();
    }

    private String value(String type) {
        return switch (type) {
            case "s" -> Integer.toString(random.nextInt(10));
            case "b" -> chance(9) ? "true" : Integer.toString(random.nextInt(2));
            case "e" -> chance(2) ? "#N/A" : "#ODD!";
            case "str" -> any(TEXTS);
            default -> any(NUMBERS);
        };
    }

    private void attribute(String name, String value, int chance) {
        if (chance(chance)) {
            char quote = chance(4) ? '\'' : '"';
            xml.append(chance(8) ? "\n  " : " ").append(name).append(chance(9) ? " = " : "=");
            xml.append(quote).append(value).append(quote);
        }
    }

    private void gap() {
        if (chance(7)) {
            xml.append(any(List.of(" ", "\n", "<!-- <row> -->", "<?odd <c>?>", "\r\n\t")));
        }
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
