package dev.tokenry.functions.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests that the handler serves the console that the build bundled. */
@EnabledIf(value = "isBuilt", disabledReason = "the web console was not built")
class BuiltConsoleTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private final TestStack stack = new TestStack();

    static boolean isBuilt() {
        return ConsoleHandler.class.getResource("web/" + ConsoleAssets.MANIFEST) != null;
    }

    private TestResponse call(TestEvent event) {
        return stack.call(new ConsoleHandler(), event);
    }

    @Test
    void page_references_only_existing_own_files() {
        String page = call(TestEvent.load("console-page")).body();
        List<String> references = REFERENCE
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .filter(it -> !it.startsWith("data:image/"))
                .toList();

        assertThat(references).isNotEmpty().allMatch(it -> it.startsWith("./assets/"));
        for (String each : references) {
            TestResponse file = call(TestEvent.load("console-asset").path("proxy", each.substring("./".length())));
            assertThat(file.status()).as(each).isEqualTo(200);
            assertThat(file.headers().get("Cache-Control")).endsWith("immutable");
        }
    }

    @Test
    void page_complies_with_its_content_security_policy() {
        String page = call(TestEvent.load("console-page")).body();

        assertThat(Pattern.compile("<script[^>]*>").matcher(page).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(it -> it.contains(" src="));
        assertThat(page).doesNotContain("<style", " style=", "<base", " onload=", "<iframe");
    }
}
