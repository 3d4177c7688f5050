package dev.tokenry.local.lambda;

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
 * @param inline a folder of ours with the code that the template itself holds, if it does
 */
record NodeHandler(FunctionSpec function, String node, Path code, Optional<Path> inline) implements Handler {

    static final String NODE = "node";

    private static final String BOOTSTRAP = bootstrap();

    // What a template's code is called, whatever its language.
    private static final String INLINE_FILE = "index.js";

    /** Fails when this machine has no Node.js or the code is not there. */
    static NodeHandler of(FunctionSpec function, Path folder, String node) {
        requireNode(function, node);
        String text = function.inlineCode();
        if (text != null) {
            Path own = written(text);
            return new NodeHandler(function, node, own, Optional.of(own));
        }
        Path code = folder.resolve(function.codeUri()).toAbsolutePath().normalize();
        if (!Files.isDirectory(code)) {
            throw new FunctionException(function.logicalId(), "its code is not in a folder " + function.codeUri());
        }
        return new NodeHandler(function, node, code, Optional.empty());
    }

    @Override
    public Instance instance(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(node, "--input-type=module", "--eval", BOOTSTRAP, code.toString(), function.handler()))
                .directory(code.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Nothing of whoever started the stack gets in, such as credentials for the real AWS.
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        return new NodeInstance(builder.start());
    }

    @Override
    public void close() {
        inline.ifPresent(NodeHandler::delete);
    }

    private static void requireNode(FunctionSpec function, String node) {
        try {
            Process asked = new ProcessBuilder(node, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            asked.waitFor();
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

    private static Path written(String code) {
        try {
            Path folder = Files.createTempDirectory("tokenry-function");
            Files.writeString(folder.resolve(INLINE_FILE), code);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(INLINE_FILE));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bootstrap() {
        try (InputStream in = Objects.requireNonNull(NodeHandler.class.getResourceAsStream("bootstrap.mjs"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
