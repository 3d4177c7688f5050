package dev.tokenry.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects one shared stack into all test classes, because a start takes seconds. Tests that stop or break parts of a
 * stack must start their own.
 */
final class SharedStackExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
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
