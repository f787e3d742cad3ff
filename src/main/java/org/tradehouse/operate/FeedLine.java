package org.tradehouse.operate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One feed: what it declares, and how it is doing.
 *
 * @param inbox folder under {@code TRADEHOUSE_HOME/inbox}
 * @param schedule cron and zone, empty for a feed that is only loaded by hand
 * @param lastState state of the newest run, empty without one
 * @param lastGood when it last published or found nothing new
 * @param newestPeriod label of the newest period published, empty without one
 * @param next when its next slot is due, null without a schedule
 */
public record FeedLine(
        String feed,
        String title,
        String publisher,
        String inbox,
        String schedule,
        String lastState,
        @Nullable Long lastRunId,
        @Nullable Instant lastGood,
        String newestPeriod,
        @Nullable Instant next) {}
