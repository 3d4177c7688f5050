package dev.tokenry.local.e2e;

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

/** The web console as a browser gets it, under every address of the API. */
@ExtendWith(SharedStack.class)
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

    private List<Caller> everywhere() {
        return stack.running().baseUrls().stream().map(stack.nobody()::at).toList();
    }

    /** Where the files are that the page at this address asks for. */
    private static List<URI> filesOf(Caller caller, String path) {
        URI address = caller.request(path).build().uri();
        return OWN_FILE.matcher(caller.get(path).is(200).body())
                .results()
                .map(it -> address.resolve(it.group(1)))
                .toList();
    }

    private static Reply isHardened(Reply reply) {
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
    void the_folder_without_its_slash_leads_to_the_one_with_it() {
        for (Caller caller : everywhere()) {
            Reply reply = isHardened(caller.get("/console").is(302));

            URI target = URI.create(caller.base() + "/console").resolve(reply.header("Location"));
            assertThat(target).hasToString(caller.base() + "/console/");
            assertThat(isHardened(caller.get("/console/")).header("Content-Type"))
                    .isEqualTo("text/html; charset=utf-8");
        }
    }

    @Test
    @EnabledIf(value = "isBuilt", disabledReason = MISSING)
    void from_every_view_the_page_finds_the_same_files() {
        for (Caller caller : everywhere()) {
            List<URI> files = filesOf(caller, "/console/");

            assertThat(files).isNotEmpty().allMatch(it -> it.toString().startsWith(caller.base() + "/console/assets/"));
            for (String view : List.of("projects/web", "tokens/", "users/sam@example.org", "a/b/c/")) {
                assertThat(filesOf(caller, "/console/" + view)).isEqualTo(files);
            }
            isHardened(caller.get("/console/tokens?page=2").is(200));
            assertThat(caller.get("/console/").header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    @EnabledIf(value = "isBuilt", disabledReason = MISSING)
    void its_files_are_text_that_travels_compressed_and_is_kept_for_ever() throws Exception {
        for (Caller caller : everywhere()) {
            for (URI file : filesOf(caller, "/console/")) {
                Reply plain = isHardened(Http.send(HttpRequest.newBuilder(file)).is(200));
                assertThat(plain.header("Content-Type")).matches("text/(javascript|css); charset=utf-8");
                assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
                assertThat(plain.header("Content-Encoding")).isEmpty();

                HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(file)
                                        .header("Accept-Encoding", "gzip, br")
                                        .build(),
                                BodyHandlers.ofByteArray());
                assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
                assertThat(packed.body().length).isLessThan(plain.body().length() / 2);
                assertThat(unpacked(packed.body())).isEqualTo(plain.body());
            }
        }
    }

    private static String unpacked(byte[] body) throws IOException {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @DisabledIf(value = "isBuilt", disabledReason = "the web console was built")
    void without_a_console_a_page_says_what_is_missing() {
        for (Caller caller : everywhere()) {
            for (String path : List.of("/console/", "/console/projects/web")) {
                assertThat(isHardened(caller.get(path).is(404)).body()).contains("npm");
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
    void nothing_else_of_the_package_is_reached(String path) {
        List<Reply> replies = new ArrayList<>();
        for (Caller caller : everywhere()) {
            replies.add(caller.get(path).isError(404, "Not found."));
            replies.add(caller.holder(String.valueOf(stack.admin().token())).get(path));
        }
        assertThat(replies)
                .extracting(Reply::whole)
                .containsOnly(replies.getFirst().whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void it_is_only_read(String method) {
        for (Caller caller : everywhere()) {
            for (String path : List.of("/console", "/console/", "/console/tokens")) {
                assertThat(caller.send(method, path, "{}").status()).isEqualTo(404);
            }
        }
    }

    @Test
    void nothing_of_a_request_is_shown_again_and_a_token_in_the_address_is_refused() {
        String token = String.valueOf(stack.admin().token());
        for (Caller caller : everywhere()) {
            Reply view = caller.get("/console/projects/%3Cscript%3Ealert(1)?q=%3Cscript%3E");
            assertThat(view.body())
                    .doesNotContain("alert(1)")
                    .isEqualTo(caller.get("/console/projects/web").body());
            for (String path : List.of("/console/tokens/" + token, "/console/tokens?q=" + token)) {
                Reply refused = isHardened(caller.get(path).isError(400));
                assertThat(refused.whole()).doesNotContain(token);
                assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
            }
            assertThat(caller.holder(token).get("/console/").whole())
                    .isEqualTo(caller.get("/console/").whole());
        }
    }
}
