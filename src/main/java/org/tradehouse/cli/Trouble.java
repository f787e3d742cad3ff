package org.tradehouse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradehouse.database.DatabaseException;
import org.tradehouse.feed.FeedException;
import org.tradehouse.feed.Problem;
import org.tradehouse.load.LoadException;
import picocli.CommandLine;

/**
 * Says what went wrong: code, one plain sentence with the place, what readers of reports see now, exactly one next step.
 * A stack trace is only in the log.
 */
final class Trouble {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final House house;

    Trouble(House house) {
        this.house = house;
    }

    private record Said(String code, String message, String readers, String next, int exit) {}

    /** A mistake in what was typed. */
    int usage(CommandLine.ParameterException mistake, String[] arguments) {
        String meant = suggestion(mistake);
        String verb = mistake.getCommandLine().getCommandSpec().qualifiedName();
        return say(new Said(
                "TH-0002", mistake(mistake) + (meant.isEmpty() ? "" : "; " + meant), "", verb + " --help", Exit.USAGE));
    }

    private static String mistake(CommandLine.ParameterException mistake) {
        if (mistake instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return "'" + word + "' is no " + (word.startsWith("-") ? "option" : "word") + " of "
                    + mistake.getCommandLine().getCommandSpec().qualifiedName();
        }
        return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
    }

    private static String suggestion(CommandLine.ParameterException mistake) {
        if (!(mistake instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return "";
        }
        CommandLine command = mistake.getCommandLine();
        List<String> words = Stream.concat(
                        command.getSubcommands().keySet().stream(),
                        command.getCommandSpec().options().stream().flatMap(option -> Stream.of(option.names())))
                .toList();
        return Nearest.to(unmatched.getUnmatched().get(0), words)
                .map(word -> "did you mean " + word + "?")
                .orElse("");
    }

    /** A failure while a verb was at work. */
    int failed(Exception failure) {
        if (failure instanceof CommandLine.ParameterException mistake) {
            return usage(mistake, new String[0]);
        }
        return say(causes(failure)
                .flatMap(cause -> said(cause).stream())
                .findFirst()
                .orElseGet(() -> unexpected(failure)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static Optional<Said> said(Throwable cause) {
        if (cause instanceof LoadException refusal) {
            return Optional.of(new Said(refusal.code(), text(refusal), "", refusal.nextStep(), Exit.FAILED));
        }
        if (cause instanceof DatabaseException refusal) {
            return Optional.of(new Said(
                    refusal.code(),
                    text(refusal),
                    refusal.isUnreachable() ? "reports that read this database get no answer either" : "",
                    refusal.nextStep(),
                    refusal.isUnreachable() ? Exit.UNREACHABLE : Exit.FAILED));
        }
        if (cause instanceof FeedException wrong) {
            return Optional.of(feed(wrong));
        }
        return cause instanceof SQLException sql && isUnreachable(sql)
                ? Optional.of(unreachable(sql))
                : Optional.empty();
    }

    private static Said feed(FeedException wrong) {
        Problem first = wrong.problems().get(0);
        String place = first.file() + (first.line() > 0 ? ":" + first.line() : "") + ": ";
        int more = wrong.problems().size() - 1;
        boolean unknown = wrong.code().equals(FeedException.UNKNOWN);
        return new Said(
                wrong.code(),
                place + first.message() + (more == 0 ? "" : " (and " + more + " more: tradehouse feeds)"),
                unknown ? "" : "reports are as before; the other feeds go on",
                first.remedy(),
                unknown ? Exit.USAGE : Exit.FAILED);
    }

    private static boolean isUnreachable(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }

    private static Said unreachable(SQLException failure) {
        return new Said(
                "TH-5001",
                "the database does not answer: " + text(failure),
                "reports that read this database get no answer either",
                "tradehouse db status",
                Exit.UNREACHABLE);
    }

    private Said unexpected(Exception failure) {
        String log = log(failure);
        return new Said(
                "TH-9001",
                "this should not have happened: " + failure.getClass().getSimpleName() + " " + text(failure),
                "nothing half done is published; reports are as before",
                "report it with the file " + log,
                Exit.FAILED);
    }

    /** Writes the stack trace below the home folder, else below the folder for temporary files; answers where. */
    private String log(Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String name =
                "tradehouse-" + STAMP.format(house.desk().clock().instant().atZone(ZoneOffset.UTC)) + ".log";
        for (Path folder : List.of(house.home().resolve("log"), Path.of(System.getProperty("java.io.tmpdir")))) {
            try {
                Files.createDirectories(folder);
                return Files.writeString(folder.resolve(name), trace.toString(), StandardCharsets.UTF_8)
                        .toString();
            } catch (IOException unwritable) {
                continue;
            }
        }
        return "(no log could be written)";
    }

    private int say(Said said) {
        if (house.json()) {
            house.desk().out().println(Json.of(Map.of("error", said)));
            return said.exit();
        }
        StringBuilder text = new StringBuilder(said.code() + "  " + Grid.visible(said.message()) + "\n");
        if (!said.readers().isEmpty()) {
            text.append("Readers  ").append(said.readers()).append('\n');
        }
        house.desk()
                .err()
                .print(Lines.fold(
                        text.append("Next     ")
                                .append(Grid.visible(said.next()))
                                .append('\n')
                                .toString(),
                        house.desk().width(),
                        " ".repeat(9)));
        house.desk().err().flush();
        return said.exit();
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().collect(Collectors.joining(" "));
    }
}
