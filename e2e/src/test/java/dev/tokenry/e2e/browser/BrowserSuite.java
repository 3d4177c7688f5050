package dev.tokenry.e2e.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the browser tests in a child process, which receives the URL and the token as environment variables. The tests
 * that are marked {@code @full} run alone, with {@code -Dtokenry.full=true}.
 */
record BrowserSuite(URI console, String token, Path directory) {

    private static final int TIMEOUT_MINUTES = 15;

    List<BrowserReport.Suite> run() throws IOException, InterruptedException {
        Path report = directory.resolve("report.json");
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        BrowserTools.findOnPath("node").orElseThrow().toString(),
                        BrowserTools.RUNNER.toString(),
                        "test",
                        "--config=e2e",
                        Boolean.getBoolean("tokenry.full") ? "--grep=@full" : "--grep-invert=@full",
                        "--reporter=json")
                .directory(BrowserTools.CONSOLE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PLAYWRIGHT_JSON_OUTPUT_FILE", report.toString());
        builder.environment().put("TOKENRY_CONSOLE", console.toString());
        builder.environment().put("TOKENRY_TOKEN", token);
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("The browser tests took longer than " + TIMEOUT_MINUTES + " minutes");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (!Files.exists(report)) {
            throw new AssertionError(
                    "The browser tests did not run:\n" + BrowserReport.redact(Files.readString(output)));
        }
        return BrowserReport.parse(report);
    }
}
