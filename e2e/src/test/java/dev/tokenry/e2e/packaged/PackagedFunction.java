package dev.tokenry.e2e.packaged;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.FunctionLaunch;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import dev.tokenry.emulator.packaged.FunctionProcess;
import dev.tokenry.emulator.packaged.FunctionResult;
import dev.tokenry.emulator.packaged.RuntimeInterfaceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A function as Lambda runs it, with the share of a CPU that its memory entitles to, where this machine can limit it.
 */
final class PackagedFunction implements AutoCloseable {

    private final FunctionProcess process;
    private final Optional<CpuQuota> quota;

    private PackagedFunction(FunctionProcess process, Optional<CpuQuota> quota) {
        this.process = process;
        this.quota = quota;
    }

    /** @param taskRoot the directory of the unpacked zip, with every jar under {@code lib/} */
    static PackagedFunction start(RuntimeInterfaceClient client, FunctionSpec spec, Path taskRoot, Path output)
            throws IOException {
        Optional<CpuQuota> quota = CpuQuota.of(spec.memoryMegabytes());
        List<String> prefix = quota.map(CpuQuota::prefix).orElse(List.of());
        FunctionLaunch launch = new FunctionLaunch(spec, taskRoot, Layout.ZIP, List.of(), prefix);
        return new PackagedFunction(FunctionProcess.start(client, launch, output), quota);
    }

    FunctionResult invoke(byte[] event) throws InterruptedException {
        return process.invoke(event);
    }

    /** Returns the output of the process so far. */
    String outputText() {
        return process.outputText();
    }

    /** Returns the quota of the process; empty if this machine cannot limit it. */
    Optional<CpuQuota> quota() {
        return quota;
    }

    @Override
    public void close() throws IOException {
        process.close();
        if (quota.isPresent()) {
            quota.get().close();
        }
    }
}
