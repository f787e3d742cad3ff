package org.tradehouse.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proposes a correction of one figure. */
@Command(
        name = "add",
        description = "Propose other dollars for one figure; reports change when another person signs.",
        footer = {
            "",
            "  tradehouse correction add KZ_BNS/A KZ CN 2022 M --is 11143739729.19 \\",
            "    --type manual --reason \"letter of the bureau, 12 May\""
        })
final class CorrectionAddVerb extends ActingVerb {
    @Mixin
    FigureOptions figure = new FigureOptions();

    @Option(names = "--is", required = true, paramLabel = "USD", description = "The dollars to show instead.")
    String usd = "";

    @Option(
            names = "--type",
            defaultValue = "manual",
            paramLabel = "TYPE",
            description = "unit_factor, wrong_code, mirror, outlier or manual (${DEFAULT-VALUE}).")
    String type = "manual";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; shown beside the figure.")
    String reason = "";

    @Spec
    @Nullable
    CommandSpec spec;

    CorrectionAddVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        return List.of(act.correct(figure.filter(), dollars(), type, reason, who()));
    }

    /** As screens write it, too: 11 143 739 729.19. */
    private BigDecimal dollars() {
        try {
            BigDecimal exact = new BigDecimal(usd.replaceAll("[\\s\\u00a0\\u202f]", ""));
            if (exact.scale() <= 3 && exact.precision() - exact.scale() <= 16) {
                return exact.setScale(3);
            }
        } catch (NumberFormatException none) {
            throw refused(none);
        }
        throw refused(null);
    }

    private ParameterException refused(@Nullable Throwable why) {
        return new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "--is takes dollars with up to three decimals, such as 11143739729.19, not '" + usd + "'",
                why);
    }
}
