package dev.tokenry.e2e.packaged;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.FunctionLaunch;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import dev.tokenry.emulator.packaged.FunctionProcess;
import dev.tokenry.emulator.packaged.RuntimeInterfaceClient;
import dev.tokenry.emulator.packaged.Zip;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The zips that are deployed, unpacked as Lambda does it, and a local stack with the services that functions call. */
final class PackagedStack implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path TEMPLATE = ROOT.resolve("template.yaml");

    /** The machine in the header of an ELF file for each architecture. */
    static final Map<String, Byte> MACHINES = Map.of("arm64", (byte) 0xB7, "x86_64", (byte) 0x3E);

    private static final int MACHINE_OFFSET = 18;

    private final LocalTokenry stack;
    private final Path directory;
    private final Map<String, Path> taskRoots;
    private final RuntimeInterfaceClient client;

    private PackagedStack(
            LocalTokenry stack, Path directory, Map<String, Path> taskRoots, RuntimeInterfaceClient client) {
        this.stack = stack;
        this.directory = directory;
        this.taskRoots = taskRoots;
        this.client = client;
    }

    /** Unpacks each zip of the template into a directory of its own. */
    static PackagedStack start(Path directory) throws IOException {
        LocalTokenry stack =
                LocalTokenry.start(new StackOptions(TEMPLATE, directory.resolve("data"), 0, false, Map.of()));
        Map<String, Path> taskRoots = new HashMap<>();
        for (FunctionSpec function : stack.template().functions()) {
            if (!taskRoots.containsKey(function.codeUri())) {
                Path taskRoot = directory.resolve("task" + taskRoots.size());
                Zip.unpack(ROOT.resolve(function.codeUri()), taskRoot);
                taskRoots.put(function.codeUri(), taskRoot);
            }
        }
        return new PackagedStack(stack, directory, taskRoots, RuntimeInterfaceClient.unpack(directory));
    }

    /** Returns the sample event with this name. */
    static byte[] readEvent(String name) throws IOException {
        return Files.readAllBytes(ROOT.resolve("events").resolve(name + ".json"));
    }

    List<FunctionSpec> functions() {
        return stack.template().functions();
    }

    FunctionSpec function(String logicalId) {
        return functions().stream()
                .filter(it -> it.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the directory of the unpacked zip of a function. */
    Path taskRoot(FunctionSpec function) {
        return taskRoots.get(function.codeUri());
    }

    /** Returns a sample event for the administrator's token. */
    byte[] eventWithToken(String name) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(readEvent(name));
        event.withObject("/headers").put("Authorization", "Api-Token " + token());
        event.withObject("/multiValueHeaders").putArray("Authorization").add("Api-Token " + token());
        return JSON.writeValueAsBytes(event);
    }

    /** Returns the machine for which the native library of each architecture is. */
    Map<String, Byte> machinesOfLibraries(FunctionSpec function) throws IOException {
        Map<String, Byte> machines = new HashMap<>();
        for (String architecture : MACHINES.keySet()) {
            Path library = taskRoot(function).resolve("lib", architecture, "libaws-crt-jni.so");
            machines.put(architecture, Files.readAllBytes(library)[MACHINE_OFFSET]);
        }
        return machines;
    }

    PackagedFunction start(FunctionSpec function) throws IOException {
        Path output = Files.createTempFile(directory, function.logicalId(), ".log");
        return PackagedFunction.start(client, function.with(stack.aws().environment()), taskRoot(function), output);
    }

    /** Starts a function by the launcher of its container image, with the directory of a zip or an empty one. */
    FunctionProcess startImage(Path launcher, FunctionSpec function, Path taskRoot) throws IOException {
        Path output = Files.createTempFile(directory, function.logicalId(), ".log");
        FunctionLaunch launch = new FunctionLaunch(
                function.with(stack.aws().environment()), taskRoot, Layout.CLASS_PATH, List.of(), List.of());
        return FunctionProcess.start(List.of(launcher.toString()), launch, output);
    }

    /** Returns the value of the administrator's token. */
    String token() {
        return stack.bootstrapToken().orElseThrow().reveal().orElseThrow();
    }

    @Override
    public void close() {
        stack.close();
    }
}
