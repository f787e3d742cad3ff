package org.tradehouse.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code tradehouse}. Without a verb it says what needs a person now. */
@Command(
        name = "tradehouse",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Customs figures of many publishers, every night, in one star schema.",
        footer = {
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 loaded with rejects above the warn",
            "level, 4 already running, 5 nothing to do, 6 held for approval, 7 database",
            "unreachable, 143 stopped by SIGTERM."
        })
public final class Tradehouse extends Verb {
    /** Options with a value that may stand before the verb. */
    private static final Set<String> VALUED = Set.of("--home", "--jobs");

    /** Verbs are made when they are meant: looking must not wait for what acting needs. */
    private static final Map<String, Function<House, CommandLine>> VERBS = verbs();

    private Tradehouse(House house) {
        super(house);
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Desk.ofThisProcess(), arguments));
    }

    static int run(Desk desk, String... arguments) {
        try (House house = new House(desk)) {
            return line(house, arguments).execute(arguments);
        }
    }

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "One JSON document instead of a screen.")
    void json(boolean wanted) {
        house().json(wanted);
    }

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "Archive, inbox, logs and embedded database; else TRADEHOUSE_HOME, else data.")
    void home(@Nullable Path folder) {
        if (folder != null) {
            house().home(folder);
        }
    }

    @Option(names = "--jobs", paramLabel = "FOLDER", scope = ScopeType.INHERIT, description = "Feed files; else jobs.")
    void jobs(@Nullable Path folder) {
        if (folder != null) {
            house().jobs(folder);
        }
    }

    @Override
    public Integer call() throws Exception {
        return new LookingVerbs.Status(house()).call();
    }

    private static CommandLine line(House house, String... arguments) {
        CommandLine line = new CommandLine(new Tradehouse(house));
        Function<House, CommandLine> meant = VERBS.get(verb(arguments));
        if (meant != null) {
            line.addSubcommand(verb(arguments), meant.apply(house));
        } else {
            VERBS.forEach((name, verb) -> line.addSubcommand(name, verb.apply(house)));
        }
        Trouble trouble = new Trouble(house);
        return line.setOut(new java.io.PrintWriter(house.desk().out(), true))
                .setErr(new java.io.PrintWriter(house.desk().err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        house.desk().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(house.desk().terminal())
                .setParameterExceptionHandler(trouble::usage)
                .setExecutionExceptionHandler((failure, command, parsed) -> trouble.failed(failure));
    }

    private static String verb(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (VALUED.contains(arguments[i])) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                return arguments[i];
            }
        }
        return "";
    }

    private static Map<String, Function<House, CommandLine>> verbs() {
        Map<String, Function<House, CommandLine>> verbs = new LinkedHashMap<>();
        verbs.put("status", house -> new CommandLine(new LookingVerbs.Status(house)));
        verbs.put("demo", house -> new CommandLine(new DemoVerb(house)));
        verbs.put("runs", house -> new CommandLine(new LookingVerbs.Runs(house)));
        verbs.put("show", house -> new CommandLine(new LookingVerbs.Show(house)));
        verbs.put("why", house -> new CommandLine(new LookingVerbs.Why(house)));
        verbs.put("load", house -> new LoadVerb(house).line());
        verbs.put("plan", house -> new PlanVerb(house).line());
        verbs.put("run", house -> new CommandLine(new RunVerb(house)));
        verbs.put("retry", house -> new CommandLine(new RetryVerb(house)));
        verbs.put("approve", house -> new CommandLine(new DecisionVerbs.Approve(house)));
        verbs.put("deny", house -> new CommandLine(new DecisionVerbs.Deny(house)));
        verbs.put("undo", house -> new CommandLine(new UndoVerb(house)));
        verbs.put("revisions", house -> new CommandLine(new RevisionsVerb(house)));
        verbs.put(
                "rejects",
                house -> new CommandLine(new RejectVerbs.Groups(house))
                        .addSubcommand(new RejectVerbs.Show(house))
                        .addSubcommand(new RejectVerbs.Export(house)));
        verbs.put(
                "map",
                house -> new CommandLine(new MapVerbs.ListAll(house))
                        .addSubcommand("add", new MapAddVerb(house))
                        .addSubcommand(new CommandLine(new MapVerbs.ListAll(house)).setCommandName("list"))
                        .addSubcommand("test", new MapVerbs.Test(house)));
        verbs.put("explain", house -> new CommandLine(new ExplainVerb(house)));
        verbs.put(
                "correction",
                house -> new CommandLine(new CorrectionVerbs.ListAll(house))
                        .addSubcommand("add", new CorrectionAddVerb(house))
                        .addSubcommand(new CommandLine(new CorrectionVerbs.ListAll(house)).setCommandName("list"))
                        .addSubcommand("show", new CorrectionVerbs.Show(house))
                        .addSubcommand("approve", new CorrectionDecisionVerbs.Approve(house))
                        .addSubcommand("retire", new CorrectionDecisionVerbs.Retire(house)));
        verbs.put("feeds", house -> new CommandLine(new LookingVerbs.FeedList(house)));
        verbs.put("datasets", house -> new CommandLine(new LookingVerbs.Datasets(house)));
        verbs.put("groups", house -> new CommandLine(new GroupsVerb(house)));
        verbs.put(
                "schedule",
                house -> new CommandLine(new ScheduleVerbs.ListAll(house))
                        .setCommandName("schedule")
                        .addSubcommand("list", new ScheduleVerbs.ListAll(house))
                        .addSubcommand("next", new ScheduleVerbs.Next(house)));
        verbs.put("dictionary", house -> new CommandLine(new DictionaryVerb(house)));
        verbs.put("bi-user", house -> new CommandLine(new BiUserVerb(house)));
        verbs.put("serve", house -> new CommandLine(new ServeVerb(house)));
        verbs.put("sql", house -> new CommandLine(new SqlVerb(house)));
        verbs.put(
                "db",
                house -> new CommandLine(new DbVerbs.Status(house))
                        .addSubcommand("start", new DbVerbs.Start(house))
                        .addSubcommand(new CommandLine(new DbVerbs.Status(house)).setCommandName("status"))
                        .addSubcommand("stop", new DbVerbs.Stop(house)));
        return verbs;
    }
}
