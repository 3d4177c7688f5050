package dev.tokenry.e2e.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A control group that limits the processes in it to a share of one CPU, as Lambda does in proportion to the memory of
 * a function.
 */
final class CpuQuota implements AutoCloseable {

    /** The memory for which Lambda allots one full CPU. */
    private static final int MEGABYTES_PER_CPU = 1_769;

    private static final int PERIOD_MICROS = 20_000;

    /** The group whose children can have a quota, with the controller {@code cpu} of version 1 or version 2. */
    private static final List<Path> PARENTS = List.of(Path.of("/sys/fs/cgroup/cpu"), Path.of("/sys/fs/cgroup"));

    private final Path group;

    private CpuQuota(Path group) {
        this.group = group;
    }

    /** Returns the quota of a function, or empty if this machine or user cannot set quotas. */
    static Optional<CpuQuota> of(int megabytes) {
        int micros = PERIOD_MICROS * megabytes / MEGABYTES_PER_CPU;
        return PARENTS.stream()
                .flatMap(parent -> create(parent, micros).stream())
                .findFirst();
    }

    private static Optional<CpuQuota> create(Path parent, int micros) {
        Path group = parent.resolve("tokenry-" + UUID.randomUUID());
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            setLimit(group, micros);
            return Optional.of(new CpuQuota(group));
        } catch (IOException e) {
            group.toFile().delete();
            return Optional.empty();
        }
    }

    private static void setLimit(Path group, int micros) throws IOException {
        Path limit = group.resolve("cpu.max");
        if (Files.exists(limit)) {
            Files.writeString(limit, micros + " " + PERIOD_MICROS);
        } else if (Files.exists(group.resolve("cpu.cfs_quota_us"))) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(micros));
        } else {
            throw new IOException("The controller cpu is not enabled in " + group);
        }
    }

    /** Returns a command that runs the command in its arguments in this group. */
    List<String> prefix() {
        return List.of("/bin/sh", "-c", "echo $$ > '" + group.resolve("cgroup.procs") + "' && exec \"$@\"", "sh");
    }

    /** Returns the number of periods in which the quota applied to a process. */
    long periods() throws IOException {
        return Files.readAllLines(group.resolve("cpu.stat")).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])))
                .getOrDefault("nr_periods", 0L);
    }

    /** Removes the group. Its processes must have ended. */
    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
