package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.RuntimeInterfaceClient;
import dev.tokenry.emulator.packaged.Zip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The functions to measure, an event for all of them, and the backend that they call. */
final class Setup implements AutoCloseable {

    private static final String TASKS = "tasks";
    private static final String QUARKUS_HANDLER =
            "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
    private static final String MICRONAUT_HANDLER = "dev.tokenry.benchmarks.micronaut.AuthorizeFunction";
    private static final String SPRING_HANDLER =
            "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest";
    private static final String SPRING_APPLICATION = "dev.tokenry.benchmarks.spring.AuthorizeApplication";

    /** The authorizer with the parameter {@code AuthorizerBootClassPath}. */
    static final String BOOT_CLASS_PATH = "authorizer with boot class path";

    private static final String HANDLERS = "dev.tokenry.benchmarks.stacks.";

    private final Path root;
    private final Path directory;
    private final Process backend;
    private final JsonNode description;
    private final byte[] event;
    private final RuntimeInterfaceClient client;
    private final List<Stack> stacks;
    private final TlsFiles tls;
    private final Trust trust;
    private final Path data;

    /**
     * @param root the directory of the repository
     * @param directory a directory for everything that a run creates
     */
    Setup(Path root, Path directory, TlsFiles tls, Trust trust) throws IOException {
        this.root = root;
        this.directory = directory;
        this.tls = tls;
        this.trust = trust;
        data = directoryInMemory();
        backend = startBackend();
        description = readDescription();
        event = event();
        client = RuntimeInterfaceClient.unpack(directory);
        stacks = stacks();
    }

    RuntimeInterfaceClient client() {
        return client;
    }

    Path directory() {
        return directory;
    }

    TlsFiles tls() {
        return tls;
    }

    byte[] eventBytes() {
        return event.clone();
    }

    List<Stack> all() {
        return stacks;
    }

    Stack floor() {
        return stack(FunctionRuntime.JAVA.floor());
    }

    Stack authorizer() {
        return stack(Stack.AUTHORIZER);
    }

    Stack floorOf(Stack stack) {
        return stack(stack.runtime().floor());
    }

    Stack stack(String name) {
        return stacks.stream()
                .filter(stack -> stack.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the size of the zip with the authorizer in bytes. */
    long zipBytes() throws IOException {
        return Files.size(zip());
    }

    @Override
    public void close() throws IOException {
        backend.getOutputStream().close();
        backend.onExit().join();
    }

    /** Returns a new directory, in memory if there is such a file system: DynamoDB Local would wait for a disk. */
    static Path directoryInMemory() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Main.deletedAtExit(
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "tokenry-benchmarks")
                        : Files.createTempDirectory("tokenry-benchmarks"));
    }

    private Process startBackend() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Backend.class.getName(),
                root.resolve("template.yaml").toString(),
                data.toString(),
                directory.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private JsonNode readDescription() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(backend.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("{")) {
                return Backend.JSON.readTree(line);
            }
        }
        throw new IOException("The backend has not started");
    }

    private byte[] event() throws IOException {
        String authorization = "Api-Token " + token();
        ObjectNode json = (ObjectNode) Backend.JSON.readTree(
                root.resolve("events").resolve("authorize-create.json").toFile());
        json.withObject("/headers").put("Authorization", authorization);
        json.withObject("/multiValueHeaders").putArray("Authorization").add(authorization);
        return Backend.JSON.writeValueAsBytes(json);
    }

    private String token() {
        return description.path("token").asText();
    }

    private Path zip() {
        return root.resolve(description.at("/function/codeUri").asText());
    }

    private List<Stack> stacks() throws IOException {
        List<Stack> result = new ArrayList<>();
        Path tasks = directory.resolve(TASKS);
        Path authorizer = tasks.resolve("authorizer");
        Zip.unpack(zip(), authorizer);
        String allow = "\"Effect\":\"Allow\"";
        result.add(
                new Stack(FunctionRuntime.JAVA.floor(), function(HANDLERS + "EmptyHandler"), copyStack("empty"), "{}"));
        FunctionSpec function = function(description.at("/function/handler").asText());
        result.add(new Stack(Stack.AUTHORIZER, function, authorizer, allow));
        String options = description.path("bootClassPathOptions").asText();
        result.add(new Stack(BOOT_CLASS_PATH, function.with(Map.of(Backend.JVM_OPTIONS, options)), authorizer, allow));
        result.add(new Stack("bare GetItem", function(HANDLERS + "BareGetItemHandler"), copyStack("crt"), "\"Item\""));
        for (String name : List.of("sdk-default", "sdk-url-connection")) {
            result.add(new Stack(name, function(HANDLERS + "ReferenceHandler"), copyStack(name), allow));
        }
        result.add(new Stack("quarkus", function(QUARKUS_HANDLER), unpackQuarkus(tasks.resolve("quarkus")), allow));
        result.add(new Stack("micronaut", function(MICRONAUT_HANDLER), task("micronaut"), allow));
        FunctionSpec spring = function(SPRING_HANDLER).with(Map.of("MAIN_CLASS", SPRING_APPLICATION));
        result.add(new Stack("spring", spring, task("spring"), allow));
        result.addAll(scripts(allow));
        return List.copyOf(result);
    }

    /** Returns the functions for Node.js and Python, which have trust stores of their own. */
    private List<Stack> scripts(String allow) {
        Path target = root.resolve("benchmarks/target");
        FunctionSpec floor = function("floor.handler");
        Map<String, String> trusted = Map.of(
                "NODE_EXTRA_CA_CERTS", tls.root().toString(),
                "AWS_CA_BUNDLE", tls.bundle().toString());
        FunctionSpec authorizer = function("authorizer.handler").with(trusted);
        Path node = target.resolve("node");
        FunctionRuntime nodeJs = FunctionRuntime.node(node);
        Path task = target.resolve("python/task");
        FunctionRuntime python = FunctionRuntime.python(target.resolve("python"));
        return List.of(
                new Stack("node floor", nodeJs, floor, node, "{}"),
                new Stack("node", nodeJs, authorizer, node, allow),
                new Stack("node, bundled", nodeJs, authorizer, target.resolve("node-bundled"), allow),
                new Stack("python floor", python, floor, task, "{}"),
                // Its serializer writes a space after each colon.
                new Stack("python", python, authorizer, task, allow.replace(":", ": ")));
    }

    /** Returns the directory with the jars of a rival, which its build creates. */
    private Path task(String rival) {
        return root.resolve("benchmarks").resolve(rival).resolve("target/task");
    }

    /** Unpacks the zip of Quarkus; its classes are in a jar as well, so that they can be on a class path. */
    private Path unpackQuarkus(Path task) throws IOException {
        Path target = root.resolve("benchmarks/quarkus/target");
        Zip.unpack(target.resolve("function.zip"), task);
        Files.copy(target.resolve("quarkus-runner.jar"), task.resolve("lib/runner.jar"));
        return task;
    }

    /** Copies the jars of a stack, with the archive of all handlers, and its native library if it has one. */
    private Path copyStack(String name) throws IOException {
        Path target = root.resolve("benchmarks/stacks/target");
        Path task = directory.resolve(TASKS).resolve(name);
        Path lib = Files.createDirectories(task.resolve("lib"));
        Files.copy(target.resolve("stacks.jar"), lib.resolve("stacks.jar"));
        Path stack = target.resolve("stacks").resolve(name);
        if (!Files.isDirectory(stack)) {
            return task;
        }
        try (Stream<Path> files = Files.walk(stack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("musl")) {
                    Files.copy(file, lib.resolve(file.getFileName()));
                }
            }
        }
        return task;
    }

    /** Returns the authorizer of the template with a handler; only its own needs its options of the JVM. */
    private FunctionSpec function(String handler) {
        Map<String, String> environment = new LinkedHashMap<>();
        description
                .at("/function/environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        if (!handler.equals(description.at("/function/handler").asText())) {
            environment.remove(Backend.JVM_OPTIONS);
        }
        if (trust == Trust.VARIABLE) {
            environment.put("AWS_CA_BUNDLE", tls.bundle().toString());
        }
        environment.put("BENCHMARK_TOKEN_ID", token().substring(0, token().lastIndexOf('.')));
        return new FunctionSpec(
                Backend.FUNCTION,
                description.at("/function/name").asText(),
                "",
                "java25",
                handler,
                description.at("/function/codeUri").asText(),
                null,
                Duration.ofSeconds(5),
                description.at("/function/memory").asInt(),
                environment);
    }
}
