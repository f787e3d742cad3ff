package org.tradehouse.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors use says what the parser says. */
class FeedSchemaTest {
    private static final Path SCHEMA = Path.of("jobs/feed.schema.json");
    private static final Path HANDBOOK = Path.of("src/docs/feed-language.md");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JsonNode DEFS = JSON.readTree(Feeds.schema()).get("$defs");

    @Test
    void theSchemaFileIsMadeFromTheKeysOfTheLanguage() throws IOException {
        if (Boolean.getBoolean("feed.schema.write")) {
            Files.writeString(SCHEMA, Feeds.schema());
        }
        assertThat(SCHEMA)
                .as(
                        "%s is behind the language; write it anew with ./mvnw test -Dtest=FeedSchemaTest -Dfeed.schema.write=true",
                        SCHEMA)
                .exists()
                .content()
                .isEqualToNormalizingNewlines(Feeds.schema());
    }

    @Test
    void everyKeyHasADescription() {
        List<String> bare = new ArrayList<>();
        collectBare(JSON.readTree(Feeds.schema()), "", bare);
        assertThat(bare).isEmpty();
    }

    @Test
    void theHandbookExplainsEveryKeyAndField() throws IOException {
        String handbook = Files.readString(HANDBOOK);
        List<String> keys = new ArrayList<>();
        collectKeys(JSON.readTree(Feeds.schema()), keys);
        assertThat(keys.stream().distinct().filter(it -> !handbook.contains("`" + it + "`")))
                .isEmpty();
    }

    @Test
    void everyFeedOfTheProductSatisfiesTheSchema() {
        for (Feed feed : Feeds.in(Path.of("jobs")).all()) {
            assertThat(faults(read(feed.file()))).as(feed.name()).isEmpty();
        }
    }

    @Test
    void whatTheParserRefusesByShapeTheSchemaRefusesToo() throws IOException {
        String good = Files.readString(Path.of("jobs/kz/kz-bns-trade-by-country.yaml"));
        List<List<String>> edits = List.of(
                List.of("preference: 1", "preference: first"),
                List.of("preference: 1", "preference: 0"),
                List.of("preference: 1", "preferense: 1"),
                List.of("rounding-unit: 100 ", "rounding-unit: 0 "),
                List.of("cumulative: true", "cumulative: ja"),
                List.of("flows: [X, M]", "flows: [X, import]"),
                List.of("since: 1995-01", "since: 1995"),
                List.of("partners: all", "partners: some"),
                List.of("format: workbook", "format: pdf"),
                List.of("place: sheet-name", "place: footer"),
                List.of("constants: {product: TOTAL}", "constants: {produkt: TOTAL}"),
                List.of("codes: names-ru", "codes: hs"),
                List.of("factor: 1000, ", "factor: '1000', "),
                List.of("currency: USD", "currency: dollars"),
                List.of("- {header: Экспорт всего, flow: X}", "- {flow: X}"),
                List.of("world: true}", "world: true, level: 1}"),
                List.of("{partner: Европа, level: 2}", "{level: 2}"),
                List.of("{partner: Европа, level: 2}", "{partner: Европа, product: x, level: 2}"),
                List.of("final-from: 07-25", "final-from: July"),
                List.of("max-rejected: 1 %", "max-rejected: 0.01"),
                List.of("min-rows: 40, ", ""),
                List.of("min-rows: 40", "min-rows: [40]"),
                List.of("ignore: ['~.*удельный вес.*']", "ignore: []"));
        for (List<String> edit : edits) {
            String bad = good.replace(edit.get(0), edit.get(1));
            assertThat(bad).as(edit.toString()).isNotEqualTo(good);
            Problems problems = new Problems(Path.of("bad.yaml"));
            Tree.Section tree = YamlFile.read(bad, problems);
            Language.FEED.check(tree, "", problems);
            assertThat(problems.isEmpty()).as("the parser accepts %s", edit).isFalse();
            assertThat(faults(yaml(bad))).as("the schema accepts %s", edit).isNotEmpty();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return yaml(Files.readString(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(textual(new Yaml().load(text)));
    }

    /** Keys as JSON has them, and dates as YAML 1.2, which editors follow, has them: texts. */
    private static Object textual(Object yaml) {
        if (yaml instanceof Map<?, ?> map) {
            Map<String, Object> texts = new LinkedHashMap<>();
            map.forEach((key, value) -> texts.put(String.valueOf(key), textual(value)));
            return texts;
        }
        return yaml instanceof List<?> list
                ? list.stream().map(FeedSchemaTest::textual).toList()
                : yaml;
    }

    private static List<String> faults(JsonNode value) {
        List<String> faults = new ArrayList<>();
        judge(value, JSON.readTree(Feeds.schema()), "", faults);
        return faults;
    }

    /** As much of JSON Schema as the feed language uses; a word that is not known here fails the test. */
    private static void judge(JsonNode value, JsonNode schema, String at, List<String> faults) {
        schema.properties().forEach(rule -> {
            JsonNode says = rule.getValue();
            boolean good = switch (rule.getKey()) {
                case "$schema", "$defs", "title", "description", "format" -> true;
                case "$ref" -> fits(value, DEFS.get(says.stringValue().substring("#/$defs/".length())));
                case "type" -> hasType(value, says);
                case "enum" -> says.valueStream().anyMatch(it -> it.equals(value));
                case "pattern" ->
                    !value.isString()
                            || Pattern.compile(says.stringValue())
                                    .matcher(value.stringValue())
                                    .find();
                case "minLength" -> !value.isString() || value.stringValue().length() >= says.intValue();
                case "maxLength" -> !value.isString() || value.stringValue().length() <= says.intValue();
                case "minimum" -> !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) >= 0;
                case "maximum" -> !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) <= 0;
                case "exclusiveMinimum" ->
                    !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) > 0;
                case "minItems" -> !value.isArray() || value.size() >= says.intValue();
                case "required" -> !value.isObject() || says.valueStream().allMatch(it -> value.has(it.stringValue()));
                case "items" -> !value.isArray() || value.valueStream().allMatch(it -> fits(it, says));
                case "properties" -> !value.isObject() || judgeProperties(value, says, at, faults);
                case "additionalProperties" -> !value.isObject() || judgeOthers(value, schema, says);
                case "propertyNames" ->
                    !value.isObject()
                            || value.propertyStream().allMatch(it -> fits(JSON.valueToTree(it.getKey()), says));
                case "anyOf" -> says.valueStream().anyMatch(it -> fits(value, it));
                case "oneOf" -> says.valueStream().filter(it -> fits(value, it)).count() == 1;
                case "allOf" -> says.valueStream().allMatch(it -> fits(value, it));
                default -> throw new AssertionError("'" + rule.getKey() + "' is not known to this test");
            };
            if (!good) {
                faults.add(at + " breaks " + rule.getKey() + ": " + value);
            }
        });
    }

    private static boolean fits(JsonNode value, JsonNode schema) {
        List<String> faults = new ArrayList<>();
        judge(value, schema, "", faults);
        return faults.isEmpty();
    }

    private static boolean judgeProperties(JsonNode value, JsonNode known, String at, List<String> faults) {
        value.properties().stream()
                .filter(it -> known.has(it.getKey()))
                .forEach(it -> judge(it.getValue(), known.get(it.getKey()), at + "/" + it.getKey(), faults));
        return true;
    }

    private static boolean judgeOthers(JsonNode value, JsonNode schema, JsonNode says) {
        return value.propertyStream()
                .filter(it -> !schema.path("properties").has(it.getKey()))
                .allMatch(it -> says.isObject() && fits(it.getValue(), says));
    }

    private static boolean hasType(JsonNode value, JsonNode says) {
        if (says.isArray()) {
            return says.valueStream().anyMatch(it -> hasType(value, it));
        }
        return switch (says.stringValue()) {
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> throw new AssertionError("the type " + says + " is not known to this test");
        };
    }

    private static void collectBare(JsonNode schema, String at, List<String> bare) {
        schema.path("properties").properties().forEach(it -> {
            if (it.getValue().path("description").asString("").isBlank()) {
                bare.add(at + "/" + it.getKey());
            }
        });
        schema.properties().forEach(it -> collectBare(it.getValue(), at + "/" + it.getKey(), bare));
        schema.valueStream().filter(JsonNode::isObject).forEach(it -> collectBare(it, at, bare));
    }

    private static void collectKeys(JsonNode schema, List<String> keys) {
        if (schema.isObject() && schema.path("type").asString("").equals("object")) {
            schema.path("properties").properties().forEach(it -> keys.add(it.getKey()));
        }
        schema.valueStream().filter(it -> it.isObject() || it.isArray()).forEach(it -> collectKeys(it, keys));
    }
}
