package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first tokens are for: a CI system uploads a snapshot of its own project and reaches no other. */
@ExtendWith(SharedStack.class)
class UploadIT {

    private static final String ALPHA = "/v2/projects/alpha/snapshots";
    private static final byte[] BYTES = "a snapshot, \u0000 ü".getBytes(StandardCharsets.UTF_8);

    private final TestStack stack;
    private final Caller ci;

    UploadIT(TestStack stack) {
        this.stack = stack;
        ci = stack.admin()
                .with(stack.admin()
                        .create("{'name':'ci','scopes':['snapshots.upload'],'project':'alpha','owner':'ci'}"));
    }

    @Test
    void the_bytes_arrive_as_they_were_sent_and_once() throws Exception {
        Reply reply = ask(BYTES);

        JsonNode upload = reply.json();
        assertThat(Json.names(upload)).containsExactly("id", "uploadUrl", "method", "headers", "expiresAt");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(upload.get("method").textValue()).isEqualTo("PUT");
        assertThat(Instant.parse(reply.text("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofSeconds(580)),
                        Instant.now().plus(Duration.ofSeconds(600)));
        assertThat(URI.create(reply.text("uploadUrl")).getPath())
                .endsWith("/projects/alpha/snapshots/" + reply.text("id"));
        assertThat(reply.body()).doesNotContain(String.valueOf(ci.token()));

        put(reply, headers(reply), BYTES).is(200);

        assertThat(object("alpha", reply)).hasBinaryContent(BYTES);
        put(reply, headers(reply), BYTES).is(412);
        assertThat(object("alpha", reply)).hasBinaryContent(BYTES);
    }

    @Test
    void a_checksum_is_optional_and_then_only_the_length_is_fixed() {
        Reply reply = ci.post(ALPHA, Json.of("{'contentType':'application/gzip','contentLength':3}"))
                .is(201);

        assertThat(headers(reply)).containsOnlyKeys("Content-Type", "Content-Length", "If-None-Match");
        put(reply, headers(reply), "abc".getBytes(StandardCharsets.UTF_8)).is(200);
        assertThat(object("alpha", reply)).hasContent("abc");
    }

    @Test
    void what_differs_from_what_was_asked_for_is_refused() {
        Reply reply = ask(BYTES);
        byte[] longer = (new String(BYTES, StandardCharsets.UTF_8) + "!").getBytes(StandardCharsets.UTF_8);
        byte[] altered = BYTES.clone();
        altered[0]++;

        refused(reply, put(reply, headers(reply), longer));
        refused(reply, put(reply, headers(reply), new byte[0]));
        refused(reply, put(reply, headers(reply), altered));
        refused(reply, put(reply, changed(reply, "x-amz-checksum-sha256", sha256(altered)), altered));
        refused(reply, put(reply, changed(reply, "Content-Type", "text/html"), BYTES));
        refused(reply, put(reply, changed(reply, "If-None-Match", "\"x\""), BYTES));
        for (String name : new String[] {"Content-Type", "If-None-Match", "x-amz-checksum-sha256"}) {
            refused(reply, put(reply, changed(reply, name, null), BYTES));
        }
        refused(reply, put(reply, changed(reply, "x-amz-acl", "public-read"), BYTES));

        put(reply, headers(reply), BYTES).is(200);
    }

    @Test
    void the_url_opens_one_object_of_one_project_for_one_method() {
        Reply reply = ask(BYTES);
        String url = reply.text("uploadUrl");

        refused(reply, put(url.replace("/alpha/", "/beta/"), headers(reply), BYTES));
        refused(reply, put(url.replace(reply.text("id"), "0".repeat(32)), headers(reply), BYTES));
        refused(reply, put(url.replace("X-Amz-Expires=600", "X-Amz-Expires=6000"), headers(reply), BYTES));
        refused(reply, put(url.substring(0, url.indexOf('?')), headers(reply), BYTES));
        refused(reply, Http.send(HttpRequest.newBuilder(URI.create(url)).GET()));
        refused(reply, Http.send(HttpRequest.newBuilder(URI.create(url)).DELETE()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beta", "Alpha", "alph", "alphaa", "alpha-", "tk0c01"})
    void another_project_is_closed(String project) {
        ci.post("/v2/projects/" + project + "/snapshots", body(BYTES))
                .isError(403, "Token is not bound to this project.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%61lpha", "alpha%2F", "alpha%00", "alpha%20", ".%2Falpha", "beta%2F..%2Falpha"})
    void a_project_is_written_plainly_or_refused(String project) {
        Reply reply = ci.post("/v2/projects/" + project + "/snapshots", body(BYTES));

        // The document says 404 of names with an escape; the authorizer, which comes first, can only say 403.
        assertThat(reply.status()).isIn(403, 404);
        reply.isError(reply.status());
    }

    @Test
    void a_token_needs_the_scope_and_the_project() {
        Caller admin = stack.admin();
        Issued unbound = admin.create("{'name':'unbound','scopes':['snapshots.upload']}");
        Issued scopeless = admin.create("{'name':'scopeless','scopes':['metrics.read'],'project':'alpha'}");

        admin.with(unbound).post(ALPHA, body(BYTES)).isError(403, "Token is not bound to this project.");
        String missing = "Token is missing required scope. Use one of: snapshots.upload (Upload project snapshots)";
        admin.with(scopeless).post(ALPHA, body(BYTES)).isError(403, missing);
        admin.post(ALPHA, body(BYTES)).isError(403, missing);
        admin.nobody().post(ALPHA, body(BYTES)).isError(401);
    }

    @Test
    void a_token_for_uploads_opens_nothing_else() {
        Issued other =
                stack.admin().create("{'name':'other','scopes':['metrics.read'],'owner':'ci','project':'alpha'}");

        ci.get("/v2/apiTokens").isError(403);
        ci.post("/v2/apiTokens", Json.of("{'name':'n','scopes':['snapshots.upload']}"))
                .isError(403);
        ci.get("/v2/apiTokens/" + other.id()).isError(403);
        ci.put("/v2/apiTokens/" + other.id(), Json.of("{'enabled':false}")).isError(403);
        ci.delete("/v2/apiTokens/" + other.id()).isError(403);
        ci.post("/v2/apiTokens/" + other.id() + "/regenerate").isError(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'contentLength':1}|contentType",
                "{'contentType':'a/b'}|contentLength",
                "{'contentType':'a/b','contentLength':0}|contentLength",
                "{'contentType':'a/b','contentLength':5368709121}|contentLength",
                "{'contentType':'a/b','contentLength':'1'}|contentLength",
                "{'contentType':'a/b','contentLength':1.0}|contentLength",
                "{'contentType':'a\\nb: c','contentLength':1}|contentType",
                "{'contentType':'ä/b','contentLength':1}|contentType",
                "{'contentType':'a/b','contentLength':1,'sha256':'AB'}|sha256"
            })
    void what_is_wrong_with_a_request_is_named(String requestAndPath) {
        String[] parts = requestAndPath.split("\\|");

        ci.post(ALPHA, Json.of(parts[0])).names("PAYLOAD_BODY", parts[1]);
    }

    private Reply ask(byte[] bytes) {
        return ci.post(ALPHA, body(bytes)).is(201);
    }

    private static String body(byte[] bytes) {
        return Json.of(
                "{'contentType':'application/octet-stream','contentLength':%d,'sha256':'%s'}",
                bytes.length, HexFormat.of().formatHex(Base64.getDecoder().decode(sha256(bytes))));
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> headers(Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        reply.json()
                .get("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().textValue()));
        return headers;
    }

    private static Map<String, String> changed(Reply reply, String name, @Nullable String value) {
        Map<String, String> headers = headers(reply);
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return headers;
    }

    private static Reply put(Reply asked, Map<String, String> headers, byte[] bytes) {
        return put(asked.text("uploadUrl"), headers, bytes);
    }

    private static Reply put(String url, Map<String, String> headers, byte[] bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(bytes));
        headers.forEach((name, value) -> {
            // The client writes this one itself, from what it sends.
            if (!name.equalsIgnoreCase("Content-Length")) {
                request.header(name, value);
            }
        });
        return Http.send(request);
    }

    private void refused(Reply asked, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
        assertThat(object("alpha", asked)).doesNotExist();
        assertThat(object("beta", asked)).doesNotExist();
    }

    private Path object(String project, Reply asked) {
        return stack.running()
                .aws()
                .objectPath(
                        stack.variable("SnapshotFunction", "SNAPSHOT_BUCKET"),
                        "projects/" + project + "/snapshots/" + asked.text("id"));
    }
}
