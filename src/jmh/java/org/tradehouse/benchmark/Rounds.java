package org.tradehouse.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs all contenders in turn, round after round, each in a fresh database, and checks every result. */
final class Rounds {
    private static final String DATABASE = "bench_round";
    private final Setting setting;
    private final List<Contender> contenders;
    private final @Nullable Statements statements;
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    /** All runs of a contender, or of a step of one. */
    record Measured(
            String name, String title, String skipped, List<Meter.Used> runs, Map<String, List<Meter.Used>> steps) {
        Measured(Contender contender) {
            this(contender.name(), contender.title(), contender.skipped(), new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    /** @param statements hears of every run of the whole job */
    Rounds(Setting setting, List<Contender> contenders, @Nullable Statements statements) {
        this.statements = statements;
        this.setting = setting;
        this.contenders = contenders;
        contenders.forEach(it -> measured.put(it.name(), new Measured(it)));
    }

    List<Measured> run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get((i + round) % contenders.size());
                if (contender.skipped().isEmpty() && (round == 0 || !contender.once())) {
                    one(contender);
                    System.err.print(" " + contender.name());
                }
            }
        }
        System.err.println();
        return List.copyOf(measured.values());
    }

    private void one(Contender contender) throws Exception {
        if (!contender.template().isEmpty()) {
            setting.server.copy(DATABASE, contender.template());
        }
        contender.prepare(DATABASE);
        setting.server.checkpoint();
        Statements heard = contender.name().equals("job") ? statements : null;
        if (heard != null) {
            heard.begin();
        }
        Measured all = Objects.requireNonNull(measured.get(contender.name()));
        List<Map<String, Meter.Used>> steps = new ArrayList<>();
        all.runs().add(setting.meter.measure(() -> steps.add(contender.run(DATABASE))));
        if (heard != null) {
            heard.end();
        }
        contender.check(DATABASE);
        contender.keep(DATABASE);
        setting.server.drop(DATABASE);
        steps.get(0)
                .forEach((step, used) -> all.steps()
                        .computeIfAbsent(step, it -> new ArrayList<>())
                        .add(used));
    }
}
