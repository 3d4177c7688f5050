package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.console.ConsoleHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web console as a browser loads it, under every base URL of the API. */
@ExtendWith(SharedStackExtension.class)
class ConsoleIT {

    private static final String MISSING = "the web console was not built";
    private static final Pattern OWN_FILE = Pattern.compile("(?:src|href)=\"(\\.[^\"]*)\"");

    private final TestStack stack;

    ConsoleIT(TestStack stack) {
        this.stack = stack;
    }

    static boolean isBuilt() {
        return ConsoleHandler.class.getResource("web/index.html") != null;
    }

    private List<ApiClient> clientsForAllBaseUrls() {
        return stack.localTokenry().baseUrls().stream()
                .map(stack.anonymousClient()::withBaseUrl)
                .toList();
    }

    /** Returns the base URL of the files that the page loads. */
    private static List<URI> assetUrls(ApiClient client, String path) {
        URI address = client.request(path).build().uri();
        return OWN_FILE.matcher(client.get(path).expectStatus(200).body())
                .results()
                .map(it -> address.resolve(it.group(1)))
                .toList();
    }

    private static ApiReply requireSecurityHeaders(ApiReply reply) {
        assertThat(reply.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(reply.header("Permissions-Policy")).contains("clipboard-write=(self)");
        assertThat(reply.header("Set-Cookie")).isEmpty();
        return reply;
    }

    @Test
    void the_console_path_without_a_trailing_slash_redirects() {
        for (ApiClient client : clientsForAllBaseUrls()) {
            ApiReply reply = requireSecurityHeaders(client.get("/console").expectStatus(302));

            URI target = URI.create(client.baseUrl() + "/console").resolve(reply.header("Location"));
            assertThat(target).hasToString(client.baseUrl() + "/console/");
            assertThat(requireSecurityHeaders(client.get("/console/")).header("Content-Type"))
                    .isEqualTo("text/html; charset=utf-8");
        }
    }

    @Test
    @EnabledIf(value = "isBuilt", disabledReason = MISSING)
    void every_view_references_the_same_files() {
        for (ApiClient client : clientsForAllBaseUrls()) {
            List<URI> files = assetUrls(client, "/console/");

            assertThat(files)
                    .isNotEmpty()
                    .allMatch(it -> it.toString().startsWith(client.baseUrl() + "/console/assets/"));
            for (String view : List.of("projects/web", "tokens/", "users/sam@example.org", "a/b/c/")) {
                assertThat(assetUrls(client, "/console/" + view)).isEqualTo(files);
            }
            requireSecurityHeaders(client.get("/console/tokens?page=2").expectStatus(200));
            assertThat(client.get("/console/").header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    @EnabledIf(value = "isBuilt", disabledReason = MISSING)
    void assets_are_compressed_text_with_immutable_caching() throws Exception {
        for (ApiClient client : clientsForAllBaseUrls()) {
            for (URI file : assetUrls(client, "/console/")) {
                ApiReply plain = requireSecurityHeaders(
                        Http.send(HttpRequest.newBuilder(file)).expectStatus(200));
                assertThat(plain.header("Content-Type")).matches("text/(javascript|css); charset=utf-8");
                assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
                assertThat(plain.header("Content-Encoding")).isEmpty();

                HttpResponse<byte[]> compressed = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(file)
                                        .header("Accept-Encoding", "gzip, br")
                                        .build(),
                                BodyHandlers.ofByteArray());
                assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
                assertThat(compressed.body().length).isLessThan(plain.body().length() / 2);
                assertThat(gunzip(compressed.body())).isEqualTo(plain.body());
            }
        }
    }

    private static String gunzip(byte[] body) throws IOException {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @DisabledIf(value = "isBuilt", disabledReason = "the web console was built")
    void a_missing_console_build_is_explained() {
        for (ApiClient client : clientsForAllBaseUrls()) {
            for (String path : List.of("/console/", "/console/projects/web")) {
                assertThat(requireSecurityHeaders(client.get(path).expectStatus(404))
                                .body())
                        .contains("npm");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/assets/",
                "/console/assets/index-00000000.js",
                "/console/assets/index-00000000.js?x=/index.html",
                "/console/assets/../index.html",
                "/console/assets/%2e%2e/files.txt",
                "/console/assets/..%2F..%2Fopenapi/openapi.json",
                "/console/assets/%5c..%5cfiles.txt",
                "/console/../console/../template.yaml",
                "/console/%2e%2e/%2e%2e/ConsoleHandler.class",
                "/console/../../../../../etc/passwd",
                "/console//etc/passwd",
                "/console//",
                "/console/files.txt",
                "/console/x%00",
                "/console/favicon.ico"
            })
    void no_other_resources_are_served(String path) {
        List<ApiReply> replies = new ArrayList<>();
        for (ApiClient client : clientsForAllBaseUrls()) {
            replies.add(client.get(path).expectError(404, "Not found."));
            replies.add(
                    client.withTokenValue(String.valueOf(stack.admin().token())).get(path));
        }
        assertThat(replies)
                .extracting(ApiReply::comparableText)
                .containsOnly(replies.getFirst().comparableText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void only_get_is_supported(String method) {
        for (ApiClient client : clientsForAllBaseUrls()) {
            for (String path : List.of("/console", "/console/", "/console/tokens")) {
                assertThat(client.send(method, path, "{}").status()).isEqualTo(404);
            }
        }
    }

    @Test
    void requests_are_not_echoed_and_a_token_in_the_url_is_rejected() {
        String token = String.valueOf(stack.admin().token());
        for (ApiClient client : clientsForAllBaseUrls()) {
            ApiReply view = client.get("/console/projects/%3Cscript%3Ealert(1)?q=%3Cscript%3E");
            assertThat(view.body())
                    .doesNotContain("alert(1)")
                    .isEqualTo(client.get("/console/projects/web").body());
            for (String path : List.of("/console/tokens/" + token, "/console/tokens?q=" + token)) {
                ApiReply rejected = requireSecurityHeaders(client.get(path).expectError(400));
                assertThat(rejected.comparableText()).doesNotContain(token);
                assertThat(rejected.header("Cache-Control")).isEqualTo("no-store");
            }
            assertThat(client.withTokenValue(token).get("/console/").comparableText())
                    .isEqualTo(client.get("/console/").comparableText());
        }
    }
}
