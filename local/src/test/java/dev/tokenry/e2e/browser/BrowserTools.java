package dev.tokenry.e2e.browser;

import dev.tokenry.functions.console.ConsoleHandler;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Locations of the external programs that the browser tests use. */
final class BrowserTools {

    static final Path CONSOLE = Path.of("../console").toAbsolutePath().normalize();

    /** Playwright test runner, which runs on Node.js. */
    static final Path RUNNER = CONSOLE.resolve("node_modules/@playwright/test/cli.js");

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private BrowserTools() {}

    /** Returns a description of the first missing requirement, or empty if all are present. */
    static Optional<String> missingRequirement() {
        Map<String, String> environment = System.getenv();
        if (ConsoleHandler.class.getResource("web/index.html") == null) {
            return Optional.of("the web console was not built");
        }
        if (!Files.exists(RUNNER)) {
            return Optional.of("npm ci was not run in console/");
        }
        if (findOnPath("node").isEmpty()) {
            return Optional.of("node was not found on the PATH");
        }
        if (!environment.containsKey("TOKENRY_CHROMIUM")
                && BROWSERS.stream().noneMatch(name -> findOnPath(name).isPresent())) {
            return Optional.of("none of " + String.join(", ", BROWSERS)
                    + " was found on the PATH, and TOKENRY_CHROMIUM is not set");
        }
        return Optional.empty();
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
