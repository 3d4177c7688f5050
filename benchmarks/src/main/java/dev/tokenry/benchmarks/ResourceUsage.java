package dev.tokenry.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes have used, as the kernel counts it. */
final class ResourceUsage {

    private static final int RUSAGE_CHILDREN = -1;

    /** The size of {@code struct rusage} on 64-bit Linux: two times, and fourteen numbers. */
    private static final long RUSAGE_BYTES = 144;

    @SuppressWarnings("restricted")
    private static final MethodHandle GETRUSAGE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private ResourceUsage() {}

    /**
     * Returns the CPU time, of user and system, of all ended children of this process in milliseconds. {@code /proc} counts
     * the time of one process in steps of ten milliseconds, which is too coarse.
     */
    static double childrenCpuMillis() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
            int error = (int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage);
            if (error != 0) {
                throw new IllegalStateException("getrusage failed");
            }
            return timeval(usage, 0) + timeval(usage, 16);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static double timeval(MemorySegment usage, long offset) {
        return usage.get(ValueLayout.JAVA_LONG, offset) * 1e3
                + usage.get(ValueLayout.JAVA_LONG, offset + Long.BYTES) / 1e3;
    }

    /** Returns the largest resident memory that a running process has had, in megabytes. */
    static double maxResidentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
