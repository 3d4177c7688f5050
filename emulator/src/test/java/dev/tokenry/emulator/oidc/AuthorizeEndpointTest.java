package dev.tokenry.emulator.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeEndpointTest {

    /** Shared, because generating keys takes a second. */
    @TempDir
    static Path directory;

    private TestProviders providers;

    @BeforeEach
    void start() throws Exception {
        providers = new TestProviders(directory);
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void the_page_lists_the_people_and_sends_the_request_again() throws Exception {
        HttpResponse<String> response = providers.authorize("people", TestProviders.request());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains(
                        "<h1>Sign in as…</h1>",
                        "<form method=\"post\" action=\"authorize\">",
                        "<input type=\"hidden\" name=\"state\" value=\"s t&amp;ate\">",
                        "<input type=\"hidden\" name=\"code_challenge\" value=\"" + TestProviders.CHALLENGE + "\">",
                        "<button name=\"person\" value=\"248289761001\">Ada</button></dt><dd>Owner of the shop</dd>",
                        "<button name=\"person\" value=\"1&quot;&lt;b&gt;\">Bo &amp; &lt;b&gt;</button>")
                .doesNotContain("<script");
    }

    @Test
    void the_page_runs_no_script_is_not_framed_and_redirects_to_the_application_alone() throws Exception {
        HttpResponse<String> response = providers.authorize("people", TestProviders.request());

        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .endsWith("; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://localhost:9");
        assertThat(response.headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void a_chosen_person_returns_to_the_application_with_a_code() throws Exception {
        HttpResponse<String> response = providers.signIn("people");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith(TestProviders.CALLBACK + "?");
        assertThat(TestProviders.location(response))
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "s t&ate")
                .containsEntry("iss", providers.issuer("people"));
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("oidc_session=[A-Za-z0-9_-]{43}; Path=/oidc/people; HttpOnly; SameSite=Lax");
    }

    @Test
    void a_redirect_uri_keeps_its_query() throws Exception {
        Map<String, String> form = TestProviders.request();
        form.put("redirect_uri", TestProviders.OTHER_CALLBACK);
        form.put("person", "248289761001");
        form.remove("state");

        HttpResponse<String> response = providers.post("people/authorize", form);

        assertThat(response.headers().firstValue("Location").orElseThrow())
                .startsWith(TestProviders.OTHER_CALLBACK + "&code=");
        assertThat(TestProviders.location(response)).doesNotContainKey("state");
    }

    @Test
    void a_silent_request_uses_the_session_of_the_browser() throws Exception {
        Map<String, String> silent = TestProviders.request();
        silent.put("prompt", "none");
        String cookie = TestProviders.cookie(providers.signIn("people"));

        HttpResponse<String> response = providers.authorize("people", silent, "Cookie", "a=b; " + cookie);

        assertThat(TestProviders.location(response)).containsKey("code").containsEntry("state", "s t&ate");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(TestProviders.location(providers.authorize("partners", silent, "Cookie", cookie)))
                .containsEntry("error", "login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oidc_session=", "oidc_session=guessed", "other=x"})
    void a_silent_request_without_a_session_requires_a_login(String cookie) throws Exception {
        Map<String, String> silent = TestProviders.request();
        silent.put("prompt", "none");

        HttpResponse<String> response = cookie.isEmpty()
                ? providers.authorize("people", silent)
                : providers.authorize("people", silent, "Cookie", cookie);

        assertThat(TestProviders.location(response))
                .containsEntry("error", "login_required")
                .containsEntry("state", "s t&ate")
                .containsEntry("iss", providers.issuer("people"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "login", "select_account", "login consent"})
    void the_page_is_shown_in_spite_of_a_session(String prompt) throws Exception {
        Map<String, String> request = TestProviders.request();
        request.put("prompt", prompt);
        String cookie = TestProviders.cookie(providers.signIn("people"));

        assertThat(providers.authorize("people", request, "Cookie", cookie).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_second_sign_in_replaces_the_session() throws Exception {
        String first = TestProviders.cookie(providers.signIn("people"));
        Map<String, String> form = TestProviders.request();
        form.put("person", "1\"<b>");
        Map<String, String> silent = TestProviders.request();
        silent.put("prompt", "none");

        providers.post("people/authorize", form, "Cookie", first);

        assertThat(TestProviders.location(providers.authorize("people", silent, "Cookie", first)))
                .containsEntry("error", "login_required");
    }

    /** A minus instead of a value removes the parameter. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            response_type         | -             | invalid_request
            response_type         | token         | unsupported_response_type
            response_type         | code id_token | unsupported_response_type
            response_mode         | fragment      | invalid_request
            scope                 | -             | invalid_request
            scope                 | email         | invalid_scope
            scope                 | xopenid       | invalid_scope
            code_challenge        | -             | invalid_request
            code_challenge        | short         | invalid_request
            code_challenge        | dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX+ | invalid_request
            code_challenge_method | -             | invalid_request
            code_challenge_method | plain         | invalid_request
            prompt                | none login    | invalid_request
            prompt                | create        | invalid_request
            request               | eyJ           | request_not_supported
            request_uri           | urn:x         | request_uri_not_supported
            """)
    void an_unsupported_request_returns_to_the_application(String name, String value, String error) throws Exception {
        Map<String, String> request = TestProviders.request();
        if (value.equals("-")) {
            request.remove(name);
        } else {
            request.put(name, value);
        }
        Map<String, String> form = new LinkedHashMap<>(request);
        form.put("person", "248289761001");

        for (HttpResponse<String> response :
                List.of(providers.authorize("people", request), providers.post("people/authorize", form))) {
            assertThat(TestProviders.location(response))
                    .containsOnlyKeys("error", "error_description", "state", "iss")
                    .containsEntry("error", error)
                    .containsEntry("state", "s t&ate");
        }
    }

    @Test
    void a_repeated_parameter_is_rejected() throws Exception {
        String query = TestProviders.encode(TestProviders.request()) + "&state=x";

        assertThat(TestProviders.location(providers.get("people/authorize?" + query)))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "state is repeated")
                .doesNotContainKey("state");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id    | other
            client_id    | -
            redirect_uri | -
            redirect_uri | http://localhost:9/shop/signed-in/
            redirect_uri | http://localhost:9/shop/signed-in?x=y
            redirect_uri | http://127.0.0.1:9/shop/signed-in
            redirect_uri | https://evil.example/
            """)
    void an_unknown_application_gets_no_redirect(String name, String value) throws Exception {
        Map<String, String> request = TestProviders.request();
        if (value.equals("-")) {
            request.remove(name);
        } else {
            request.put(name, value);
        }

        assertNoRedirect(providers.authorize("people", request));
        request.put("person", "248289761001");
        assertNoRedirect(providers.post("people/authorize", request));
    }

    @Test
    void a_repeated_redirect_uri_gets_no_redirect() throws Exception {
        String query = TestProviders.encode(TestProviders.request()) + "&redirect_uri=https://evil.example/";

        assertNoRedirect(providers.get("people/authorize?" + query));
    }

    @Test
    void a_cancelled_sign_in_returns_to_the_application() throws Exception {
        Map<String, String> form = TestProviders.request();
        form.put("cancel", "true");

        HttpResponse<String> response = providers.post("people/authorize", form);

        assertThat(TestProviders.location(response)).containsEntry("error", "access_denied");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", ""})
    void an_unknown_person_is_not_signed_in(String person) throws Exception {
        Map<String, String> form = TestProviders.request();
        form.put("person", person);

        assertNoRedirect(providers.post("people/authorize", form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:9"})
    void a_choice_on_a_page_of_another_origin_is_rejected(String origin) throws Exception {
        Map<String, String> form = TestProviders.request();
        form.put("person", "248289761001");

        HttpResponse<String> response = providers.post("people/authorize", form, "Origin", origin);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(providers
                        .post(
                                "people/authorize",
                                form,
                                "Origin",
                                providers.endpoint().toString())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_sign_out_ends_the_session_and_returns_to_the_application() throws Exception {
        String cookie = TestProviders.cookie(providers.signIn("people"));
        Map<String, String> silent = TestProviders.request();
        silent.put("prompt", "none");

        HttpResponse<String> response = providers.get(
                "people/end-session?client_id=shop&state=x&post_logout_redirect_uri=" + TestProviders.START,
                "Cookie",
                cookie);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains(TestProviders.START + "?state=x");
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .isEqualTo("oidc_session=; Path=/oidc/people; HttpOnly; SameSite=Lax; Max-Age=0");
        assertThat(TestProviders.location(providers.authorize("people", silent, "Cookie", cookie)))
                .containsEntry("error", "login_required");
    }

    @Test
    void a_sign_out_without_an_application_shows_a_page() throws Exception {
        assertThat(providers.get("people/end-session").body()).contains("<h1>Signed out</h1>");
        assertThat(providers.post("people/end-session", Map.of()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=other",
                "post_logout_redirect_uri=https://evil.example/",
                "post_logout_redirect_uri=http://localhost:9/shop",
                "client_id=other&post_logout_redirect_uri=http://localhost:9/shop/"
            })
    void a_sign_out_of_an_unknown_application_is_rejected(String query) throws Exception {
        assertNoRedirect(providers.get("people/end-session?" + query));
    }

    private static void assertNoRedirect(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Location")).isEmpty();
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.body()).contains("<h1>Sign-in failed</h1>");
    }
}
