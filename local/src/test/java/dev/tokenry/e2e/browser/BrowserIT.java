package dev.tokenry.e2e.browser;

import dev.tokenry.local.BootstrapToken;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the end-to-end tests of the web console in Chromium against a complete stack. */
@ExtendWith(BrowserAvailableCondition.class)
class BrowserIT {

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicContainer> console() throws Exception {
        try (LocalTokenry stack = LocalTokenry.start(StackOptions.of(Path.of("../template.yaml"), directory.resolve("data")))) {
            String token = stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow();
            return new BrowserSuite(stack.consoleUrl().orElseThrow(), token, directory)
                    .run().stream().map(BrowserReport.Suite::toContainer);
        }
    }
}
