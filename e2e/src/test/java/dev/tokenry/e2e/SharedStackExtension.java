package dev.tokenry.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all test classes the same stack, because a start takes seconds. A test that damages the stack starts its own. A
 * test that needs only an administrator's client also runs with the profile {@code live}, on an installation in an
 * account.
 */
final class SharedStackExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestStack.class || type == ApiClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (parameter.getParameter().getType() == TestStack.class) {
            return stack(test);
        }
        return Boolean.getBoolean("tokenry.live")
                ? new ApiClient(URI.create(variable("TOKENRY_URL")), variable("TOKENRY_TOKEN"))
                : stack(test).admin();
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), "The profile live requires the variable " + name);
    }

    private static TestStack stack(ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SharedStackExtension.class))
                .computeIfAbsent(SharedResource.class, key -> SharedResource.start(), SharedResource.class)
                .stack();
    }

    private record SharedResource(TestStack stack, Path data) implements AutoCloseable {

        static SharedResource start() {
            try {
                Path data = Files.createTempDirectory("tokenry-e2e");
                return new SharedResource(TestStack.start(data), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            List<Path> all;
            try (Stream<Path> walk = Files.walk(data)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) {
                Files.delete(each);
            }
        }
    }
}
