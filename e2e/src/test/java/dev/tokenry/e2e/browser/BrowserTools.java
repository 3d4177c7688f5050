package dev.tokenry.e2e.browser;

import dev.tokenry.functions.console.ConsoleHandler;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that the browser tests need. */
final class BrowserTools {

    static final Path CONSOLE = Path.of("../console").toAbsolutePath().normalize();

    /** The test runner, a program for Node.js. */
    static final Path RUNNER = CONSOLE.resolve("node_modules/@playwright/test/cli.js");

    /** The names of programs that run the tests, the preferred ones first. */
    private static final Path BROWSERS = CONSOLE.resolve("e2e/browsers.txt");

    private BrowserTools() {}

    /** Returns the missing program, if any. */
    static Optional<String> missingRequirement() {
        Map<String, String> environment = System.getenv();
        if (ConsoleHandler.class.getResource("web/index.html") == null) {
            return Optional.of("the web console was not built");
        }
        if (!Files.exists(RUNNER)) {
            return Optional.of("npm ci was not run in console/");
        }
        if (findOnPath("node").isEmpty()) {
            return Optional.of("there is no node on the PATH");
        }
        List<String> browsers = browsers();
        if (!environment.containsKey("TOKENRY_CHROMIUM")
                && browsers.stream().noneMatch(name -> findOnPath(name).isPresent())) {
            return Optional.of("there is none of " + String.join(", ", browsers)
                    + " on the PATH, and TOKENRY_CHROMIUM names no other");
        }
        return Optional.empty();
    }

    private static List<String> browsers() {
        try {
            return Files.readAllLines(BROWSERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Path> findOnPath(String program) {
        return pathDirectories()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> pathDirectories() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(Path::of);
    }
}
