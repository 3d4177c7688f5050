package dev.tokenry.local.browser;

import dev.tokenry.local.FirstToken;
import dev.tokenry.local.Stack;
import dev.tokenry.local.StackOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the web console promises, done in a real Chromium against the whole stack. */
@ExtendWith(NeedsBrowser.class)
class BrowserIT {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicContainer> console() throws Exception {
        try (Stack stack = Stack.start(StackOptions.of(Path.of("../template.yaml"), folder.resolve("data")))) {
            String token = stack.firstToken().flatMap(FirstToken::reveal).orElseThrow();
            return new BrowserSuite(stack.consoleUrl().orElseThrow(), token, folder)
                    .run().stream().map(BrowserReport.Part::asTests);
        }
    }
}
