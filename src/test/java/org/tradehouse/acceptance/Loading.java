package org.tradehouse.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.feed.Feeds;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.trade.Field;

/** A database of its own, the product's feeds and a home folder: what an operator has. */
final class Loading implements AutoCloseable {
    private final TestDatabase database;
    private final Act act;

    private Loading(TestDatabase database, Act act) {
        this.database = database;
        this.act = act;
    }

    static Loading in(Path home, Path jobs) {
        var database = TestDatabase.fresh();
        return new Loading(database, new Act(database.database(), Feeds.in(jobs), home));
    }

    Act act() {
        return act;
    }

    TestDatabase database() {
        return database;
    }

    Result load(String feed, Path file, Map<Field, String> given) {
        return act.load(feed, file, given, false, "tester", org.tradehouse.run.Progress.NONE);
    }

    /** The first column of a query. */
    List<String> asked(String sql) {
        return database.query(sql);
    }

    @Override
    public void close() {
        act.close();
        database.close();
    }
}
