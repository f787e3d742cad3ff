package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Field;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A verb about files of a feed. What a file does not say itself the operator may say beside it. */
abstract class FileVerb extends ActingVerb {
    @Parameters(index = "0", paramLabel = "FEED", description = "tradehouse feeds lists them.")
    String feed = "";

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "What the file does not say, such as flow=import; --flow import is the short form.")
    Map<String, String> said = new LinkedHashMap<>();

    @Option(names = "--again", description = "Publish the content as the newest although it was superseded.")
    boolean again;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Map<Field, String> given = new EnumMap<>(Field.class);

    FileVerb(House house) {
        super(house);
    }

    /** The verb with a short form of every field. */
    final CommandLine line() {
        CommandLine line = new CommandLine(this);
        for (Field field : Field.values()) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("--" + field.yamlName())
                            .paramLabel("VALUE")
                            .type(String.class)
                            .hidden(true)
                            .setter(new CommandLine.Model.ISetter() {
                                @Override
                                public <T> T set(T value) {
                                    return give(field, value);
                                }
                            })
                            .build());
        }
        return line;
    }

    /** What was said beside the file. */
    final Map<Field, String> given() {
        return Map.copyOf(given);
    }

    private <T> T give(Field field, T value) {
        if (value != null) {
            given.put(field, value.toString());
        }
        return value;
    }

    @Override
    public Integer call() throws SQLException {
        said.forEach((name, value) -> given.put(field(name), value));
        house().feeds().named(feed);
        return super.call();
    }

    private Field field(String name) {
        for (Field field : Field.values()) {
            if (field.yamlName().equals(name)) {
                return field;
            }
        }
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "--set knows no field '" + name + "'; fields are such as flow, period, currency, partner-scope");
    }
}
