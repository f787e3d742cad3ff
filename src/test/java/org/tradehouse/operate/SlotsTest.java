package org.tradehouse.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradehouse.feed.Feed;
import org.tradehouse.operate.Slots.Slot;

class SlotsTest {
    private static final Duration LATENESS = Duration.ofHours(20);

    @Test
    void theRepeatedHourOfAlmatyHasOneSlot() {
        // Kazakhstan moved to UTC+5 at midnight of 1 March 2024: 23:30 of 29 February came twice.
        Slots slots = slots("0 30 23 * * *", "Asia/Almaty");
        assertThat(slots.on(LocalDate.parse("2024-02-29")))
                .contains(new Slot(LocalDate.parse("2024-02-29"), Instant.parse("2024-02-29T17:30:00Z")));
        assertThat(nights(slots, "2024-02-28T00:00:00Z", 3))
                .extracting(Slot::at)
                .containsExactly(
                        Instant.parse("2024-02-28T17:30:00Z"),
                        Instant.parse("2024-02-29T17:30:00Z"),
                        Instant.parse("2024-03-01T18:30:00Z"));
    }

    @Test
    void theMissingHourOfBerlinMovesToTheNextValidMinute() {
        Slots slots = slots("0 30 2 * * *", "Europe/Berlin");
        assertThat(nights(slots, "2026-03-28T00:00:00Z", 3))
                .containsExactly(
                        new Slot(LocalDate.parse("2026-03-28"), Instant.parse("2026-03-28T01:30:00Z")),
                        new Slot(LocalDate.parse("2026-03-29"), Instant.parse("2026-03-29T01:00:00Z")),
                        new Slot(LocalDate.parse("2026-03-30"), Instant.parse("2026-03-30T00:30:00Z")));
    }

    @Test
    void theRepeatedHourOfBerlinFiresTheFirstTimeOnly() {
        Slots slots = slots("0 30 2 * * *", "Europe/Berlin");
        assertThat(nights(slots, "2026-10-24T12:00:00Z", 2))
                .extracting(Slot::at)
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
        Instant secondTime = Instant.parse("2026-10-25T01:30:00Z");
        assertThat(slots.due(secondTime, LATENESS)).map(Slot::date).contains(LocalDate.parse("2026-10-25"));
    }

    @Test
    void threeDaysOfDowntimeGiveOneSlotAndNothingOlderThanTheLateness() {
        Slots slots = slots("0 10 3 * * *", "Asia/Almaty");
        assertThat(slots.due(Instant.parse("2026-06-04T09:00:00Z"), LATENESS))
                .map(Slot::date)
                .contains(LocalDate.parse("2026-06-04"));
        assertThat(slots.due(Instant.parse("2026-06-04T21:00:00Z"), LATENESS)).isEmpty();
        assertThat(slots.due(Instant.parse("2026-06-04T22:10:00Z"), LATENESS))
                .map(Slot::date)
                .contains(LocalDate.parse("2026-06-05"));
    }

    @Test
    void aDateIsTheSameSlotHoweverLateItIsSeen() {
        Slots slots = slots("0 10 3 * * *", "Asia/Almaty");
        Slot early = slots.due(Instant.parse("2026-06-03T22:10:00Z"), LATENESS).orElseThrow();
        Slot late = slots.due(Instant.parse("2026-06-04T18:00:00Z"), LATENESS).orElseThrow();
        assertThat(late).isEqualTo(early);
    }

    @Test
    void weekdaysMonthsAndStepsLimitTheDates() {
        assertThat(nights(slots("0 0 4 * * MON-FRI", "UTC"), "2026-06-05T05:00:00Z", 1))
                .extracting(Slot::date)
                .containsExactly(LocalDate.parse("2026-06-08"));
        assertThat(nights(slots("0 0 4 20 1/6 *", "UTC"), "2026-02-01T00:00:00Z", 2))
                .extracting(Slot::date)
                .containsExactly(LocalDate.parse("2026-07-20"), LocalDate.parse("2027-01-20"));
        assertThat(nights(slots("0 0 4 29 FEB ?", "UTC"), "2026-01-01T00:00:00Z", 1))
                .extracting(Slot::date)
                .containsExactly(LocalDate.parse("2028-02-29"));
        assertThat(slots("0 0 4 30 2 *", "UTC").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void aLineThatIsNoCronIsRefusedWithThePart() {
        assertThatThrownBy(() -> slots("0 10 25 * * *", "UTC"))
                .hasMessage("'0 10 25 * * *' is no cron line: '25' is outside 0-23");
        assertThatThrownBy(() -> slots("10 3 * * *", "UTC")).hasMessageContaining("six fields are wanted");
        assertThatThrownBy(() -> slots("0 x 3 * * *", "UTC")).hasMessageContaining("'x' is not a number");
    }

    private static Slots slots(String cron, String zone) {
        return Slots.of(new Feed.Schedule(cron, ZoneId.of(zone)));
    }

    private static List<Slot> nights(Slots slots, String after, int count) {
        return java.util.stream.Stream.iterate(
                        slots.next(Instant.parse(after)).orElseThrow(),
                        slot -> slots.next(slot.at()).orElseThrow())
                .limit(count)
                .toList();
    }
}
