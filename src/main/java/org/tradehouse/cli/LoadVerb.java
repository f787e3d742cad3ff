package org.tradehouse.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import org.tradehouse.trade.Field;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads files by hand. What the file does not say itself the operator may say beside it. */
@Command(name = "load", description = "Load files of a feed.")
final class LoadVerb extends ActingVerb {
    @Parameters(index = "0", paramLabel = "FEED", description = "tradehouse feeds lists them.")
    String feed = "";

    @Parameters(index = "1", arity = "1..*", paramLabel = "FILE")
    List<Path> files = new ArrayList<>();

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

    private LoadVerb(House house) {
        super(house);
    }

    /** The verb with a short form of every field. */
    static CommandLine line(House house) {
        LoadVerb verb = new LoadVerb(house);
        CommandLine line = new CommandLine(verb);
        for (Field field : Field.values()) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("--" + field.yamlName())
                            .paramLabel("VALUE")
                            .type(String.class)
                            .hidden(true)
                            .setter(new CommandLine.Model.ISetter() {
                                @Override
                                public <T> T set(T value) {
                                    return verb.give(field, value);
                                }
                            })
                            .build());
        }
        return line;
    }

    private <T> T give(Field field, T value) {
        if (value != null) {
            given.put(field, value.toString());
        }
        return value;
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        List<Result> results = new ArrayList<>();
        for (Path file : files) {
            results.add(act.load(feed, file.toAbsolutePath(), Map.copyOf(given), again, who(), progress));
        }
        return results;
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
