package dev.tokenry.functions.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleHandlerTest {

    private static final Map<String, String> RULES = Map.of(
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

    private TestResponse answer(TestEvent event) {
        TestResponse answer = stack.call(new ConsoleHandler(Site.in("site")), event);
        assertThat(answer.headers()).as("on every answer").containsAllEntriesOf(RULES);
        assertThat(answer.headers().keySet()).doesNotContain("Set-Cookie");
        assertThat(stack.logLines()).isEmpty();
        return answer;
    }

    /** A request for a path below the console, as the default address sends it. */
    private static TestEvent below(String path) {
        TestEvent event = TestEvent.load("console-view").path("proxy", path);
        event.requestContext().put("path", "/api/console/" + path);
        return event;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/console", "/e/local/api/console", "/platform/classic/environment-api/console", "/console"})
    void without_its_slash_the_console_is_a_redirect_that_keeps_every_base_path(String path) {
        TestEvent event = TestEvent.load("console");
        event.requestContext().put("path", path);

        TestResponse answer = answer(event);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers()).containsEntry("Location", "console/").containsEntry("Cache-Control", "no-store");
        assertThat(URI.create("https://host" + path).resolve(answer.headers().get("Location")))
                .hasToString("https://host" + path + "/");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void with_its_slash_it_is_the_page_which_nobody_keeps() {
        TestResponse answer = answer(TestEvent.load("console-page"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
        assertThat(answer.body())
                .startsWith("<!doctype html>")
                .contains("src=\"./assets/index-B4kT9xQz.js\"", "href=\"./assets/index-Ab_9-xYz.css\"");
    }

    @Test
    void any_view_is_the_page_which_finds_its_files_from_there() {
        TestResponse answer = answer(TestEvent.load("console-view"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(answer.body())
                .isEqualTo(answer(TestEvent.load("console-page")).body().replace("\"./assets/", "\"../assets/"));
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
    void from_every_view_the_way_up_is_as_long_as_the_way_down(String path, String upwards) {
        TestResponse answer = answer(below(path));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("src=\"" + upwards + "assets/index-B4kT9xQz.js\"")
                .contains("href=\"" + upwards + "assets/index-Ab_9-xYz.css\"");
    }

    @Test
    void a_gateway_that_hands_on_a_slash_apart_from_the_parameter_changes_nothing() {
        TestEvent apart = below("projects/web");
        apart.requestContext().put("path", "/api/console/projects/web/");

        assertThat(answer(apart)).isEqualTo(answer(below("projects/web/")));
    }

    @Test
    void a_file_may_be_kept_for_ever() {
        TestResponse answer = answer(TestEvent.load("console-asset"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/javascript; charset=utf-8")
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
                .containsEntry("Vary", "Accept-Encoding");
        assertThat(answer.body()).isEqualTo("document.title = \"Ключ 🔑 \\\\ \\\"\";\n");
    }

    @ParameterizedTest
    @CsvSource({"assets/index-Ab_9-xYz.css, text/css", "assets/logo-0123abcd.svg, image/svg+xml"})
    void each_kind_of_file_has_its_type(String path, String type) {
        assertThat(answer(below(path)).headers()).containsEntry("Content-Type", type + "; charset=utf-8");
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
    void what_is_no_file_and_no_view_is_not_there(String path) {
        TestResponse answer = answer(below(path));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":{\"code\":404,\"message\":\"There is nothing here.\"}}");
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void nothing_of_a_request_is_shown_again() {
        TestEvent event = below("projects/%3Cscript%3Ealert(1)%3C%2Fx")
                .query("q", "<script>")
                .header("Authorization", "Api-Token " + TestStack.OTHER_TOKEN)
                .header("X-Forwarded-Host", "evil.example");
        TestEvent view = below("projects/%3Cscript%3E\"'><script>");

        assertThat(answer(event).body()).doesNotContain("alert", "evil");
        assertThat(answer(view)).isEqualTo(answer(TestEvent.load("console-view")));
    }

    @Test
    void a_whole_token_in_the_address_is_refused_and_the_refusal_kept_nowhere() {
        for (TestEvent event : new TestEvent[] {
            below("tokens/" + TestStack.OTHER_TOKEN), below("tokens").query("q", TestStack.OTHER_TOKEN)
        }) {
            TestResponse answer = answer(event);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
            assertThat(answer.body()).doesNotContain(TestStack.OTHER_TOKEN);
        }
    }

    @Test
    void where_the_build_had_no_npm_every_view_is_a_page_that_says_so() {
        ConsoleHandler handler = new ConsoleHandler(Site.in("nowhere"));

        for (TestEvent event : new TestEvent[] {TestEvent.load("console-page"), TestEvent.load("console-view")}) {
            TestResponse answer = stack.call(handler, event);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers())
                    .containsAllEntriesOf(RULES)
                    .containsEntry("Content-Type", "text/html; charset=utf-8")
                    .containsEntry("Cache-Control", "no-store");
            assertThat(answer.body())
                    .contains("<html lang=\"en\">", "<title>", "<main>", "<h1>", "npm --version", "mvn -Plocal")
                    .doesNotContain("<script", "<style", "style=", "src=", "href=");
        }
        assertThat(stack.call(handler, TestEvent.load("console-asset")).status())
                .isEqualTo(404);
        assertThat(stack.call(handler, TestEvent.load("console")).status()).isEqualTo(302);
    }
}
