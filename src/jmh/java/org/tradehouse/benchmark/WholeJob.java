package org.tradehouse.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tradehouse.database.Database;
import org.tradehouse.operate.Act;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;

/** The product through its own front door: archive, parse, look up, reject, reconcile, check, publish, summaries, coverage. */
final class WholeJob implements Contender {
    private final Setting setting;
    private final String name;
    private final String title;
    private final String template;
    private final String feed;
    private final Path file;
    private final Result expected;

    WholeJob(Setting setting, String name, String title, String template) {
        this(setting, name, title, template, Setting.FEED, setting.csv, new Result(setting.reference()));
    }

    WholeJob(Setting setting, String name, String title, String template, String feed, Path file, Result expected) {
        this.setting = setting;
        this.name = name;
        this.title = title;
        this.template = template;
        this.feed = feed;
        this.file = file;
        this.expected = expected;
    }

    /** What must come of it; to the letter as soon as one of those who share it has shown its checksums. */
    static final class Result {
        private Facts facts;
        private boolean exactly;

        Result(Facts facts) {
            this.facts = facts;
            this.exactly =
                    facts.lines().values().stream().anyMatch(it -> it.checksum().signum() != 0);
        }

        void check(Facts found, String who) {
            found.mustBe(facts, who, exactly);
            if (!exactly) {
                facts = found;
                exactly = true;
            }
        }
    }

    /** The steps of a load with what each took; {@code acquire} is everything before the first. */
    static Map<String, Meter.Used> load(Setting setting, String database, String feed, Path file) {
        Steps steps = new Steps(setting.meter);
        try (Database opened = setting.server.open(database);
                Act act = new Act(opened, setting.feeds, setting.home)) {
            var result = act.load(feed, file, Map.of(), false, "benchmark", steps);
            if (result.state() != RunState.DONE) {
                throw new IllegalStateException(result.headline() + " " + result.lines() + " " + result.nextStep());
            }
        }
        return steps.used;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String template() {
        return template;
    }

    @Override
    public Map<String, Meter.Used> run(String database) {
        return load(setting, database, feed, file);
    }

    @Override
    public void check(String database) throws Exception {
        try (Connection owner = setting.server.owner(database)) {
            String rejects = "select count(*) from ops.reject where load_key = (select max(load_key) from dw.dim_load)";
            expected.check(Facts.in(owner, "dw.fact_trade", "CN", rejects), name);
        }
    }

    /** Marks the beginnings and ends of steps. */
    private static final class Steps implements Progress {
        private final Meter meter;
        private final Map<String, Meter.Used> used = new LinkedHashMap<>();
        private Meter.Mark last;

        Steps(Meter meter) {
            this.meter = meter;
            this.last = meter.mark();
        }

        @Override
        public void stepStarted(String step) {
            if (step.equals("stage")) {
                used.put("acquire", meter.since(last));
            }
            last = meter.mark();
        }

        @Override
        public void stepFinished(String step) {
            used.put(step, meter.since(last));
        }
    }
}
