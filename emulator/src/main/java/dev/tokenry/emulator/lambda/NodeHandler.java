package dev.tokenry.emulator.lambda;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A handler for Node.js, run by the machine's own {@code node}; each instance is a process.
 *
 * @param inlineDirectory a folder of ours with the code that the template itself holds, if it does
 */
record NodeHandler(FunctionSpec function, String node, Path code, Optional<Path> inlineDirectory) implements Handler {

    static final String NODE = "node";

    private static final String BOOTSTRAP_SCRIPT = loadBootstrapScript();

    // What a template's code is called, whatever its language.
    private static final String INLINE_FILE = "index.js";

    /** Fails when this machine has no Node.js or the code is not there. */
    static NodeHandler of(FunctionSpec function, Path directory, String node) {
        requireNode(function, node);
        String inlineCode = function.inlineCode();
        if (inlineCode != null) {
            Path codeDirectory = writeInlineCode(inlineCode);
            return new NodeHandler(function, node, codeDirectory, Optional.of(codeDirectory));
        }
        Path code = directory.resolve(function.codeUri()).toAbsolutePath().normalize();
        if (!Files.isDirectory(code)) {
            throw new FunctionException(function.logicalId(), "its code is not in a folder " + function.codeUri());
        }
        return new NodeHandler(function, node, code, Optional.empty());
    }

    @Override
    public HandlerInstance createInstance(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        node, "--input-type=module", "--eval", BOOTSTRAP_SCRIPT, code.toString(), function.handler()))
                .directory(code.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Nothing of whoever started the stack gets in, such as credentials for the real AWS.
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        return new NodeInstance(builder.start());
    }

    @Override
    public void close() {
        inlineDirectory.ifPresent(NodeHandler::delete);
    }

    private static void requireNode(FunctionSpec function, String node) {
        try {
            Process process = new ProcessBuilder(node, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
        } catch (IOException e) {
            throw new FunctionException(
                    function.logicalId(),
                    "its runtime is " + function.runtime() + ", and there is no " + node
                            + " on the PATH; install Node.js 20 or later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FunctionException(function.logicalId(), "interrupted while looking for " + node);
        }
    }

    private static Path writeInlineCode(String code) {
        try {
            Path directory = Files.createTempDirectory("lambda-function-");
            Files.writeString(directory.resolve(INLINE_FILE), code);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(INLINE_FILE));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String loadBootstrapScript() {
        try (InputStream in = Objects.requireNonNull(NodeHandler.class.getResourceAsStream("bootstrap.mjs"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
