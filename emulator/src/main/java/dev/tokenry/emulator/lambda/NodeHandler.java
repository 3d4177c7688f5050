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
 * A handler for Node.js, run by the installed {@code node}; each instance is a process.
 *
 * @param inlineDirectory a temporary directory with the inline code of the template, if the function has inline code
 */
record NodeHandler(FunctionSpec function, String node, Path code, Optional<Path> inlineDirectory) implements Handler {

    static final String NODE = "node";

    private static final String BOOTSTRAP_SCRIPT = loadBootstrapScript();

    // The name that Lambda gives to inline code.
    private static final String INLINE_FILE = "index.js";

    /** Returns the handler; fails if Node.js is not installed or the code directory does not exist. */
    static NodeHandler of(FunctionSpec function, Path directory, String node) {
        requireNode(function, node);
        String inlineCode = function.inlineCode();
        if (inlineCode != null) {
            Path codeDirectory = writeInlineCode(inlineCode);
            return new NodeHandler(function, node, codeDirectory, Optional.of(codeDirectory));
        }
        Path code = directory.resolve(function.codeUri()).toAbsolutePath().normalize();
        if (!Files.isDirectory(code)) {
            throw new FunctionException(
                    function.logicalId(), "its code directory does not exist: " + function.codeUri());
        }
        return new NodeHandler(function, node, code, Optional.empty());
    }

    @Override
    public HandlerInstance createInstance(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        node, "--input-type=module", "--eval", BOOTSTRAP_SCRIPT, code.toString(), function.handler()))
                .directory(code.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // The process must not inherit variables of the user, such as credentials of a real AWS account.
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
                    "its runtime is " + function.runtime() + ", but " + node
                            + " is not on the PATH; install Node.js 20 or later");
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
