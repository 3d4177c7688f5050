package dev.tokenry.local.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the console's tests as a child process, which learns where the console is and the token from its environment. */
record BrowserSuite(URI console, String token, Path folder) {

    private static final int MINUTES = 15;

    List<BrowserReport.Part> run() throws IOException, InterruptedException {
        Path report = folder.resolve("report.json");
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Tools.onPath("node").orElseThrow().toString(),
                        Tools.RUNNER.toString(),
                        "test",
                        "--config=e2e",
                        "--reporter=json")
                .directory(Tools.CONSOLE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PLAYWRIGHT_JSON_OUTPUT_FILE", report.toString());
        builder.environment().put("TOKENRY_CONSOLE", console.toString());
        builder.environment().put("TOKENRY_TOKEN", token);
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("The browser tests took longer than " + MINUTES + " minutes");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (!Files.exists(report)) {
            throw new AssertionError(
                    "The browser tests did not run:\n" + BrowserReport.withoutSecrets(Files.readString(output)));
        }
        return BrowserReport.read(report);
    }
}
