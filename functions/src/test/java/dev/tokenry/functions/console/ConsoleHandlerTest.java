package dev.tokenry.functions.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleHandlerTest {

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Strict-Transport-Security",
            "max-age=31536000",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=()");

    private final TestStack stack = new TestStack();

    private TestResponse call(TestEvent event) {
        TestResponse response = stack.call(new ConsoleHandler(ConsoleAssets.load("site")), event);
        assertThat(response.headers()).as("security headers of every response").containsAllEntriesOf(SECURITY_HEADERS);
        assertThat(response.headers().keySet()).doesNotContain("Set-Cookie");
        assertThat(stack.logLines()).isEmpty();
        return response;
    }

    /** Returns the event of a request for a path below the console, sent to the default URL of the API. */
    private static TestEvent consoleEvent(String path) {
        TestEvent event = TestEvent.load("console-view").path("proxy", path);
        event.requestContext().put("path", "/api/console/" + path);
        return event;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/console", "/e/local/api/console", "/platform/classic/environment-api/console", "/console"})
    void path_without_trailing_slash_redirects_within_the_base_path(String path) {
        TestEvent event = TestEvent.load("console");
        event.requestContext().put("path", path);

        TestResponse response = call(event);

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.headers()).containsEntry("Location", "console/").containsEntry("Cache-Control", "no-store");
        assertThat(URI.create("https://host" + path).resolve(response.headers().get("Location")))
                .hasToString("https://host" + path + "/");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void path_with_trailing_slash_serves_the_uncacheable_page() {
        TestResponse response = call(TestEvent.load("console-page"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
        assertThat(response.body())
                .startsWith("<!doctype html>")
                .contains("src=\"./assets/index-B4kT9xQz.js\"", "href=\"./assets/index-Ab_9-xYz.css\"");
    }

    @Test
    void every_view_serves_the_page_with_relative_file_paths() {
        TestResponse response = call(TestEvent.load("console-view"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(response.body())
                .isEqualTo(call(TestEvent.load("console-page")).body().replace("\"./assets/", "\"../assets/"));
    }

    @ParameterizedTest
    @CsvSource({
        "tokens, ./",
        "tokens/, ../",
        "projects/web, ../",
        "projects/web/, ../../",
        "tokens/tk0c01.ST2EY72KQINMH574WMNVI7YN, ../",
        "users/sam%40example.org, ../",
        "users/sam@example.org/tokens, ../../",
        "projects/assets/x, ../../"
    })
    void relative_root_matches_the_depth_of_the_view(String path, String relativeRoot) {
        TestResponse response = call(consoleEvent(path));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .contains("src=\"" + relativeRoot + "assets/index-B4kT9xQz.js\"")
                .contains("href=\"" + relativeRoot + "assets/index-Ab_9-xYz.css\"");
    }

    @Test
    void trailing_slash_outside_the_path_parameter_is_honoured() {
        TestEvent event = consoleEvent("projects/web");
        event.requestContext().put("path", "/api/console/projects/web/");

        assertThat(call(event)).isEqualTo(call(consoleEvent("projects/web/")));
    }

    @Test
    void files_are_cacheable_forever() {
        TestResponse response = call(TestEvent.load("console-asset"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
                .containsEntry("Vary", "Accept-Encoding");
        assertThat(response.body()).isEqualTo("document.title = \"Ключ 🔑 \\\\ \\\"\";\n");
    }

    @ParameterizedTest
    @CsvSource({"assets/index-Ab_9-xYz.css, text/css", "assets/logo-0123abcd.svg, image/svg+xml"})
    void each_file_type_has_its_content_type(String path, String type) {
        assertThat(call(consoleEvent(path)).headers()).containsEntry("Content-Type", type + "; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets",
                "assets/",
                "assets/index-B4kT9xQz.js/",
                "assets/index-00000000.js",
                "assets/../index.html",
                "assets/%2e%2e/files.txt",
                "assets/..%2ffiles.txt",
                "assets/..%5cfiles.txt",
                "assets%2findex-B4kT9xQz.js",
                "%61ssets/index-B4kT9xQz.js/%2e%2e/x",
                "files.txt",
                "index.html",
                "missing.html",
                "favicon.ico",
                "..",
                "../ConsoleHandler.class",
                "%2e%2e/%2E%2E/openapi/openapi.json",
                "projects/../../v2",
                "projects/./web",
                "projects//web",
                "/",
                "//",
                "/etc/passwd",
                "projects\\web",
                "projects/web%00"
            })
    void other_paths_are_not_found(String path) {
        TestResponse response = call(consoleEvent(path));

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":404,\"message\":\"Not found.\",\"reason\":\"not-found\"}}");
        assertThat(response.headers())
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void request_is_not_echoed() {
        TestEvent event = consoleEvent("projects/%3Cscript%3Ealert(1)%3C%2Fx")
                .query("q", "<script>")
                .header("Authorization", "Api-Token " + TestStack.OTHER_TOKEN)
                .header("X-Forwarded-Host", "evil.example");
        TestEvent view = consoleEvent("projects/%3Cscript%3E\"'><script>");

        assertThat(call(event).body()).doesNotContain("alert", "evil");
        assertThat(call(view)).isEqualTo(call(TestEvent.load("console-view")));
    }

    @Test
    void token_value_in_the_path_is_rejected_and_not_cacheable() {
        for (TestEvent event : new TestEvent[] {
            consoleEvent("tokens/" + TestStack.OTHER_TOKEN),
            consoleEvent("tokens").query("q", TestStack.OTHER_TOKEN)
        }) {
            TestResponse response = call(event);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
            assertThat(response.body()).doesNotContain(TestStack.OTHER_TOKEN);
        }
    }

    @Test
    void without_a_built_console_every_view_explains_it() {
        ConsoleHandler handler = new ConsoleHandler(ConsoleAssets.load("nowhere"));

        for (TestEvent event : new TestEvent[] {TestEvent.load("console-page"), TestEvent.load("console-view")}) {
            TestResponse response = stack.call(handler, event);
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.headers())
                    .containsAllEntriesOf(SECURITY_HEADERS)
                    .containsEntry("Content-Type", "text/html; charset=utf-8")
                    .containsEntry("Cache-Control", "no-store");
            assertThat(response.body())
                    .contains("<html lang=\"en\">", "<title>", "<main>", "<h1>", "npm --version", "mvn -q -Plocal")
                    .doesNotContain("<script", "<style", "style=", "src=", "href=");
        }
        assertThat(stack.call(handler, TestEvent.load("console-asset")).status())
                .isEqualTo(404);
        assertThat(stack.call(handler, TestEvent.load("console")).status()).isEqualTo(302);
    }
}
