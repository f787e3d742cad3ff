package org.tradehouse.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Night;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;

/** Runs every feed at its hour until the process is stopped. */
@Command(name = "serve", description = "Run every feed at its hour, until stopped.")
final class ServeVerb extends ActingVerb {
    ServeVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        Night night = new Night(house().database(), house().feeds(), act, desk().clock(), this::tell);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        onStop(new Thread(
                () -> {
                    asked.countDown();
                    await(stopped);
                },
                "stop serving"));
        night.start();
        desk().out()
                .println(desk().stamp() + " Serving " + scheduled()
                        + " feeds until stopped. tradehouse schedule shows when they run.");
        await(asked);
        night.close();
        stopped.countDown();
        return List.of();
    }

    private long scheduled() {
        return house().feeds().all().stream()
                .filter(feed -> feed.schedule() != null)
                .count();
    }

    private void tell(Result result) {
        desk().out().print(desk().stamp() + " " + text(List.of(result), Integer.MAX_VALUE));
        desk().out().flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
