package org.tradehouse.benchmark;

import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bars of the ratios in the JSON of a run: how many times as long as COPY into the same fact. With a ground of its own. */
final class Picture {
    private static final int LEFT = 400;
    private static final int WIDTH = 480;
    private static final int STEP = 34;
    private static final int TOP = 96;

    /** Those that make the same facts of the same rows: only they can be compared by eye. */
    private static final Set<String> SAME_ROWS =
            Set.of("copy", "copy-binary", "copy-fact", "job", "job-present", "sql", "pandas", "textbook");

    private final StringBuilder svg = new StringBuilder();

    private Picture() {}

    static String of(String json) {
        return new Picture().draw(JsonMapper.builder().build().readTree(json));
    }

    private String draw(JsonNode run) {
        List<JsonNode> bars = StreamSupport.stream(run.get("contenders").spliterator(), false)
                .filter(it -> it.has("times_fact")
                        && SAME_ROWS.contains(it.get("name").asString()))
                .toList();
        double most = bars.stream()
                .mapToDouble(it -> it.get("times_fact").asDouble())
                .max()
                .orElse(1);
        int height = TOP + bars.size() * STEP + 30;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 %1$d" font-family="system-ui, 'DejaVu Sans', sans-serif" role="img">
                <style>text{fill:#1f2933;font-size:15px}.big{font-size:22px;font-weight:600}.small{font-size:13px;fill:#52606d}.e{text-anchor:end}</style>
                <rect x="1" y="1" width="958" height="%2$d" rx="10" fill="#ffffff" stroke="#cbd2d9"/>
                """.formatted(height, height - 2));
        text("big", 28, 42, "Times as long as COPY into the same indexed fact");
        text("small", 28, 66, run.get("heading").asString());
        for (int i = 0; i < bars.size(); i++) {
            bar(bars.get(i), TOP + i * STEP, most);
        }
        int one = LEFT + (int) (WIDTH / most);
        svg.append("<path d=\"M%d %d V%d\" stroke=\"#52606d\" stroke-dasharray=\"4 4\"/>\n"
                .formatted(one, TOP - 8, TOP + bars.size() * STEP));
        return svg.append("</svg>\n").toString();
    }

    private void bar(JsonNode contender, int y, double most) {
        double times = contender.get("times_fact").asDouble();
        boolean ours = contender.get("name").asString().startsWith("job");
        int width = Math.max(2, (int) (WIDTH * times / most));
        text("e", LEFT - 10, y + 16, contender.get("title").asString());
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"22\" rx=\"3\" fill=\"%s\"/>\n"
                .formatted(LEFT, y, width, ours ? "#0b7285" : "#9aa5b1"));
        text("small", LEFT + width + 8, y + 16, Report.number(times));
    }

    private void text(String style, int x, int y, String words) {
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n"
                .formatted(
                        style,
                        x,
                        y,
                        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
}
