package org.tradehouse.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Time on the wall, processor time of this process and of the server with all its children, and the heap's peak. */
final class Meter {
    private static final double TICKS = 100; // USER_HZ, the same on every Linux
    private final long server;
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    Meter(long serverPid) {
        this.server = serverPid;
    }

    /**
     * What a piece of work took.
     *
     * @param clientCpu processor seconds of this process
     * @param serverCpu processor seconds of PostgreSQL, its workers and writers included
     * @param others processor seconds that the machine spent on something else: should be near nothing
     * @param heapPeak the most bytes of heap in use; 0 where it was not looked at
     */
    record Used(double seconds, double clientCpu, double serverCpu, double others, long heapPeak) {
        double cpu() {
            return clientCpu + serverCpu;
        }
    }

    /** A moment. */
    record Mark(long nanos, long clientNanos, double serverSeconds, double machineSeconds) {}

    interface Work {
        void run() throws Exception;
    }

    Used measure(Work work) throws Exception {
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        Mark start = mark();
        work.run();
        Used used = since(start);
        long peak = pools().mapToLong(it -> it.getPeakUsage().getUsed()).sum();
        return new Used(used.seconds, used.clientCpu, used.serverCpu, used.others, peak);
    }

    Mark mark() {
        return new Mark(System.nanoTime(), process.getProcessCpuTime() + buried(), serverSeconds(), machineSeconds());
    }

    Used since(Mark start) {
        Mark end = mark();
        double client = (end.clientNanos - start.clientNanos) / 1e9;
        double postgres = end.serverSeconds - start.serverSeconds;
        double others = end.machineSeconds - start.machineSeconds - client - postgres;
        return new Used((end.nanos - start.nanos) / 1e9, client, postgres, Math.max(0, others), 0);
    }

    /** Of those that live, and of those the postmaster has buried: counted again where one was buried in between, and by nobody. */
    private double serverSeconds() {
        long ticks;
        List<Long> before;
        List<Long> after = children(server);
        do {
            before = after;
            ticks = ticks(server, true);
            for (long child : before) {
                ticks += ticks(child, false);
            }
            after = children(server);
        } while (!after.equals(before));
        return ticks / TICKS;
    }

    /** Everything but idling and waiting for disks, of all processors. */
    private static double machineSeconds() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElse("").trim().split(" +");
            long busy = Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]);
            return (busy + Long.parseLong(fields[6]) + Long.parseLong(fields[7])) / TICKS;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Long> children(long pid) {
        try {
            String all = Files.readString(Path.of("/proc", Long.toString(pid), "task", Long.toString(pid), "children"));
            return all.isBlank()
                    ? List.of()
                    : Stream.of(all.trim().split(" ")).map(Long::valueOf).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Processor time of programs this process has started and that have ended. */
    private static long buried() {
        long self = ProcessHandle.current().pid();
        return (long) ((ticks(self, true) - ticks(self, false)) / TICKS * 1e9);
    }

    private static long ticks(long pid, boolean withBuried) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withBuried ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static Stream<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(it -> it.getType() == MemoryType.HEAP);
    }
}
