package dev.tokenry.e2e;

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

/** A CI system uploads a snapshot of its project and has no access to other projects. */
@ExtendWith(SharedStackExtension.class)
class SnapshotUploadIT {

    private static final String ALPHA = "/v2/projects/alpha/snapshots";
    private static final byte[] BYTES = "a snapshot, \u0000 ü".getBytes(StandardCharsets.UTF_8);

    private final TestStack stack;
    private final ApiClient ci;

    SnapshotUploadIT(TestStack stack) {
        this.stack = stack;
        ci = stack.admin()
                .withToken(stack.admin()
                        .create("{'name':'ci','scopes':['snapshots.upload'],'project':'alpha','owner':'ci'}"));
    }

    @Test
    void the_bytes_are_stored_unchanged_and_only_once() throws Exception {
        ApiReply reply = requestUpload(BYTES);

        JsonNode upload = reply.json();
        assertThat(TestJson.names(upload)).containsExactly("id", "uploadUrl", "method", "headers", "expiresAt");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(upload.get("method").textValue()).isEqualTo("PUT");
        assertThat(Instant.parse(reply.string("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofSeconds(580)),
                        Instant.now().plus(Duration.ofSeconds(600)));
        assertThat(URI.create(reply.string("uploadUrl")).getPath())
                .endsWith("/projects/alpha/snapshots/" + reply.string("id"));
        assertThat(reply.body()).doesNotContain(String.valueOf(ci.token()));

        put(reply, headers(reply), BYTES).expectStatus(200);

        assertThat(object("alpha", reply)).hasBinaryContent(BYTES);
        put(reply, headers(reply), BYTES).expectStatus(412);
        assertThat(object("alpha", reply)).hasBinaryContent(BYTES);
    }

    @Test
    void without_a_checksum_only_the_length_is_signed() {
        ApiReply reply = ci.post(ALPHA, TestJson.format("{'contentType':'application/gzip','contentLength':3}"))
                .expectStatus(201);

        assertThat(headers(reply)).containsOnlyKeys("Content-Type", "Content-Length", "If-None-Match");
        put(reply, headers(reply), "abc".getBytes(StandardCharsets.UTF_8)).expectStatus(200);
        assertThat(object("alpha", reply)).hasContent("abc");
    }

    @Test
    void an_upload_that_differs_from_the_request_is_rejected() {
        ApiReply reply = requestUpload(BYTES);
        byte[] longer = (new String(BYTES, StandardCharsets.UTF_8) + "!").getBytes(StandardCharsets.UTF_8);
        byte[] altered = BYTES.clone();
        altered[0]++;

        assertRejected(reply, put(reply, headers(reply), longer));
        assertRejected(reply, put(reply, headers(reply), new byte[0]));
        assertRejected(reply, put(reply, headers(reply), altered));
        assertRejected(reply, put(reply, withHeader(reply, "x-amz-checksum-sha256", sha256(altered)), altered));
        assertRejected(reply, put(reply, withHeader(reply, "Content-Type", "text/html"), BYTES));
        assertRejected(reply, put(reply, withHeader(reply, "If-None-Match", "\"x\""), BYTES));
        for (String name : new String[] {"Content-Type", "If-None-Match", "x-amz-checksum-sha256"}) {
            assertRejected(reply, put(reply, withHeader(reply, name, null), BYTES));
        }
        assertRejected(reply, put(reply, withHeader(reply, "x-amz-acl", "public-read"), BYTES));

        put(reply, headers(reply), BYTES).expectStatus(200);
    }

    @Test
    void the_url_is_valid_for_one_object_and_one_method() {
        ApiReply reply = requestUpload(BYTES);
        String url = reply.string("uploadUrl");

        assertRejected(reply, put(url.replace("/alpha/", "/beta/"), headers(reply), BYTES));
        assertRejected(reply, put(url.replace(reply.string("id"), "0".repeat(32)), headers(reply), BYTES));
        assertRejected(reply, put(url.replace("X-Amz-Expires=600", "X-Amz-Expires=6000"), headers(reply), BYTES));
        assertRejected(reply, put(url.substring(0, url.indexOf('?')), headers(reply), BYTES));
        assertRejected(reply, Http.send(HttpRequest.newBuilder(URI.create(url)).GET()));
        assertRejected(reply, Http.send(HttpRequest.newBuilder(URI.create(url)).DELETE()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beta", "Alpha", "alph", "alphaa", "alpha-", "tk0c01"})
    void another_project_is_forbidden(String project) {
        ci.post("/v2/projects/" + project + "/snapshots", body(BYTES))
                .expectError(403, "Token is not bound to this project.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%61lpha", "alpha%2F", "alpha%00", "alpha%20", ".%2Falpha", "beta%2F..%2Falpha"})
    void an_encoded_project_name_is_rejected(String project) {
        ApiReply reply = ci.post("/v2/projects/" + project + "/snapshots", body(BYTES));

        // The document specifies 404 for names with an escape, but the authorizer denies the request first, with 403.
        assertThat(reply.status()).isIn(403, 404);
        reply.expectError(reply.status());
    }

    @Test
    void a_token_requires_the_scope_and_the_project() {
        ApiClient admin = stack.admin();
        IssuedToken unbound = admin.create("{'name':'unbound','scopes':['snapshots.upload']}");
        IssuedToken scopeless = admin.create("{'name':'scopeless','scopes':['metrics.read'],'project':'alpha'}");

        admin.withToken(unbound).post(ALPHA, body(BYTES)).expectError(403, "Token is not bound to this project.");
        String missing = "Token is missing required scope. Use one of: snapshots.upload (Upload project snapshots)";
        admin.withToken(scopeless).post(ALPHA, body(BYTES)).expectError(403, missing);
        admin.post(ALPHA, body(BYTES)).expectError(403, missing);
        admin.anonymous().post(ALPHA, body(BYTES)).expectError(401);
    }

    @Test
    void an_upload_token_has_no_other_permissions() {
        IssuedToken other =
                stack.admin().create("{'name':'other','scopes':['metrics.read'],'owner':'ci','project':'alpha'}");

        ci.get("/v2/apiTokens").expectError(403);
        ci.post("/v2/apiTokens", TestJson.format("{'name':'n','scopes':['snapshots.upload']}"))
                .expectError(403);
        ci.get("/v2/apiTokens/" + other.id()).expectError(403);
        ci.put("/v2/apiTokens/" + other.id(), TestJson.format("{'enabled':false}"))
                .expectError(403);
        ci.delete("/v2/apiTokens/" + other.id()).expectError(403);
        ci.post("/v2/apiTokens/" + other.id() + "/regenerate").expectError(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'contentLength':1}|contentType",
                "{'contentType':'a/b'}|contentLength",
                "{'contentType':'a/b','contentLength':0}|contentLength",
                "{'contentType':'a/b','contentLength':5368709121}|contentLength",
                "{'contentType':'a/b','contentLength':'1'}|contentLength",
                "{'contentType':'a/b','contentLength':1.5}|contentLength",
                "{'contentType':'a\\nb: c','contentLength':1}|contentType",
                "{'contentType':'ä/b','contentLength':1}|contentType",
                "{'contentType':'a/b','contentLength':1,'sha256':'AB'}|sha256"
            })
    void violations_are_named(String requestAndPath) {
        String[] parts = requestAndPath.split("\\|");

        ci.post(ALPHA, TestJson.format(parts[0])).expectViolations("PAYLOAD_BODY", parts[1]);
    }

    private ApiReply requestUpload(byte[] bytes) {
        return ci.post(ALPHA, body(bytes)).expectStatus(201);
    }

    private static String body(byte[] bytes) {
        return TestJson.format(
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

    private static Map<String, String> headers(ApiReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        reply.json()
                .get("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().textValue()));
        return headers;
    }

    private static Map<String, String> withHeader(ApiReply reply, String name, @Nullable String value) {
        Map<String, String> headers = headers(reply);
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return headers;
    }

    private static ApiReply put(ApiReply uploadReply, Map<String, String> headers, byte[] bytes) {
        return put(uploadReply.string("uploadUrl"), headers, bytes);
    }

    private static ApiReply put(String url, Map<String, String> headers, byte[] bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(bytes));
        headers.forEach((name, value) -> {
            // The HTTP client sets this header itself.
            if (!name.equalsIgnoreCase("Content-Length")) {
                request.header(name, value);
            }
        });
        return Http.send(request);
    }

    private void assertRejected(ApiReply uploadReply, ApiReply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
        assertThat(object("alpha", uploadReply)).doesNotExist();
        assertThat(object("beta", uploadReply)).doesNotExist();
    }

    private Path object(String project, ApiReply uploadReply) {
        return stack.localTokenry()
                .aws()
                .objectPath(
                        stack.variable("SnapshotFunction", "SNAPSHOT_BUCKET"),
                        "projects/" + project + "/snapshots/" + uploadReply.string("id"));
    }
}
