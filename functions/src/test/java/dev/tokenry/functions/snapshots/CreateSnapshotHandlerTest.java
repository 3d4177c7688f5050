package dev.tokenry.functions.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateSnapshotHandlerTest implements JsonBodyContract {

    private static final String SHA_256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private final TestStack stack = new TestStack();
    private final CreateSnapshotHandler handler = new CreateSnapshotHandler(stack.wiring());

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("snapshot");
    }

    @Test
    void response_contains_everything_needed_to_upload() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.fieldNames()).containsExactly("id", "uploadUrl", "method", "headers", "expiresAt");
        assertThat(response.string("id")).matches("[0-9a-f]{32}");
        assertThat(response.string("method")).isEqualTo("PUT");
        assertThat(response.json().get("headers").toString())
                .isEqualTo("{\"Content-Type\":\"application/gzip\",\"Content-Length\":\"1048576\","
                        + "\"If-None-Match\":\"*\"}");
        assertThat(response.string("expiresAt"))
                .startsWith("2026-03-18T10:47:42.")
                .endsWith("Z");
        assertThat(response.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
    }

    @Test
    void url_is_below_the_projects_prefix() {
        TestResponse response = call(request());
        URI url = URI.create(response.string("uploadUrl"));

        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getRawAuthority()).isEqualTo("snapshots-of-tokenry.s3.eu-central-1.amazonaws.com");
        assertThat(url.getRawPath()).isEqualTo("/projects/webshop/snapshots/" + response.string("id"));
    }

    @Test
    void url_signs_every_header_and_is_valid_for_ten_minutes() {
        Map<String, String> query = query(call(request()));

        assertThat(query)
                .containsOnlyKeys(
                        "X-Amz-Algorithm",
                        "X-Amz-Credential",
                        "X-Amz-Date",
                        "X-Amz-Expires",
                        "X-Amz-SignedHeaders",
                        "X-Amz-Signature")
                .containsEntry("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
                .containsEntry("X-Amz-Credential", "AKIDEXAMPLE/20260318/eu-central-1/s3/aws4_request")
                .containsEntry("X-Amz-Date", "20260318T103742Z")
                .containsEntry("X-Amz-Expires", "600")
                .containsEntry("X-Amz-SignedHeaders", "content-length;content-type;host;if-none-match");
        assertThat(query.get("X-Amz-Signature")).matches("[0-9a-f]{64}");
    }

    @Test
    void signature_matches_the_s3_algorithm() throws GeneralSecurityException {
        TestResponse response = call(request().with("sha256", SHA_256));

        assertThat(query(response).get("X-Amz-Signature")).isEqualTo(expectedSignature(response));
    }

    @Test
    void checksum_is_a_signed_header() {
        TestResponse response = call(request().with("sha256", SHA_256));

        assertThat(response.json().get("headers").toString())
                .isEqualTo("{\"Content-Type\":\"application/gzip\",\"Content-Length\":\"1048576\","
                        + "\"If-None-Match\":\"*\","
                        + "\"x-amz-checksum-sha256\":\"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\"}");
        assertThat(query(response))
                .containsEntry(
                        "X-Amz-SignedHeaders", "content-length;content-type;host;if-none-match;x-amz-checksum-sha256");
    }

    @Test
    void url_contains_the_session_token_and_not_the_secret_key() {
        stack.setVariable("AWS_SESSION_TOKEN", "SESSION");
        TestResponse response = stack.call(new CreateSnapshotHandler(stack.wiring()), request());

        assertThat(query(response)).containsEntry("X-Amz-Security-Token", "SESSION");
        assertThat(response.toString()).doesNotContain(SECRET_KEY);
    }

    @Test
    void every_upload_gets_its_own_url() {
        assertThat(call(request()).string("id")).isNotEqualTo(call(request()).string("id"));
    }

    @Test
    void largest_s3_upload_is_accepted() {
        assertThat(call(request().with("contentLength", 5_368_709_120L)).status())
                .isEqualTo(201);
        assertThat(call(request().with("contentLength", 1)).status()).isEqualTo(201);
    }

    @Test
    void larger_file_is_rejected() {
        assertThat(assertInvalid(TestEvent.load("snapshot-too-large"), "contentLength PAYLOAD_BODY")
                        .message())
                .isEqualTo("contentLength must be from 1 to 5368709120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "1000.0", "1e3", "10.00E+2"})
    void content_length_is_accepted_however_it_is_written(String length) {
        TestResponse response =
                call(request().body("{\"contentType\":\"application/gzip\",\"contentLength\":" + length + "}"));

        assertThat(response.json().at("/headers/Content-Length").textValue()).isEqualTo("1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "-1",
                "1.5",
                "1e-3",
                "1e30",
                "5368709121.0",
                "\"5\"",
                "true",
                "[5]",
                "99999999999999999999"
            })
    void content_length_must_be_an_integer(String length) {
        assertInvalid(
                request().body("{\"contentType\":\"application/gzip\",\"contentLength\":" + length + "}"),
                "contentLength PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/gzip",
                "text/plain; charset=utf-8",
                "text/plain;charset=utf-8",
                "a/b",
                "image/svg+xml"
            })
    void media_types_are_accepted(String type) {
        assertThat(call(request().with("contentType", type))
                        .json()
                        .at("/headers/Content-Type")
                        .textValue())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "gzip",
                "application/",
                "/gzip",
                "application/gzip\n",
                "application/gzip\r\nX-Amz-Acl: public-read",
                "application /gzip",
                " application/gzip",
                "application/gzip,text/plain",
                "application/gzip; a",
                "application/gzip; a=\"b\"",
                "application/gzíp",
                "*/*"
            })
    void invalid_media_type_is_rejected(String type) {
        assertInvalid(request().with("contentType", type), "contentType PAYLOAD_BODY");
    }

    @Test
    void a_checksum_in_capitals_is_the_same_checksum() {
        assertThat(call(request().with("sha256", SHA_256.toUpperCase(Locale.ROOT)))
                        .json()
                        .at("/headers/x-amz-checksum-sha256"))
                .isEqualTo(call(request().with("sha256", SHA_256)).json().at("/headers/x-amz-checksum-sha256"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a088",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0g",
                "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
            })
    void invalid_checksum_is_rejected(String sha256) {
        assertInvalid(request().with("sha256", sha256), "sha256 PAYLOAD_BODY");
    }

    @Test
    void a_checksum_may_be_null() {
        assertThat(call(request().with("sha256", null)).json().get("headers").size())
                .isEqualTo(3);
    }

    @Test
    void all_violations_are_reported_together() {
        assertInvalid(request().body("{}"), "contentType PAYLOAD_BODY", "contentLength PAYLOAD_BODY");
        assertInvalid(
                request().body("{\"contentType\":5,\"contentLength\":\"x\",\"sha256\":true}"),
                "contentType PAYLOAD_BODY",
                "contentLength PAYLOAD_BODY",
                "sha256 PAYLOAD_BODY");
    }

    @Test
    void a_body_is_required() {
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
    }

    @Test
    void upload_to_another_project_is_forbidden() {
        assertRejected(request().path("project", "backoffice"), 403, "Token is not bound to this project.");
        assertRejected(request().path("project", "Webshop"), 403, "Token is not bound to this project.");
        assertRejected(request().context("project", "webshop2"), 403, "Token is not bound to this project.");
    }

    @Test
    void token_without_a_project_cannot_upload() {
        Token admin = stack.token()
                .owner("admin")
                .scopes("snapshots.upload", "TenantTokenManagement")
                .store();

        assertRejected(request().calledBy(admin), 403, "Token is not bound to this project.");
        assertRejected(request().calledBy(admin).path("project", ""), 403, "Token is not bound to this project.");
    }

    @Test
    void permission_is_checked_before_the_body() {
        assertRejected(request().path("project", "backoffice").body("{}"), 403, "Token is not bound to this project.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webshop%2F", "webshop%00", "%FF", "%"})
    void project_that_is_not_correctly_encoded_is_not_found(String project) {
        assertRejected(request().path("project", project), 404, "Not found.");
    }

    @Test
    void project_is_percent_decoded() {
        assertThat(call(request().path("project", "%77ebshop")).status()).isEqualTo(201);
    }

    @Test
    void previous_secret_may_upload_during_the_overlap() {
        Token token =
                stack.token().project("webshop").scopes("snapshots.upload").store();

        assertThat(call(request().calledBy(token, SecretGeneration.PREVIOUS)).status())
                .isEqualTo(201);
    }

    @Test
    void token_value_as_project_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().path("project", TestStack.OTHER_TOKEN), "project PATH");
    }

    @Test
    void token_value_in_any_field_is_rejected_naming_the_field() {
        for (String field : List.of("contentType", "contentLength", "sha256")) {
            assertTokenValueRejected(request().with(field, TestStack.OTHER_TOKEN), field + " PAYLOAD_BODY");
        }
    }

    private static Map<String, String> query(TestResponse response) {
        return Stream.of(URI.create(response.string("uploadUrl")).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decode(pair[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the Signature Version 4 of the URL, computed in the steps that the S3 API reference describes. */
    private static String expectedSignature(TestResponse response) throws GeneralSecurityException {
        URI url = URI.create(response.string("uploadUrl"));
        String query = Stream.of(url.getRawQuery().split("&"))
                .filter(pair -> !pair.startsWith("X-Amz-Signature="))
                .sorted()
                .collect(Collectors.joining("&"));
        Map<String, String> headers = new TreeMap<>(Map.of("host", url.getRawAuthority()));
        response.json()
                .get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().textValue()));
        String canonical = "PUT\n" + url.getRawPath() + "\n" + query + "\n"
                + headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + String.join(";", headers.keySet()) + "\nUNSIGNED-PAYLOAD";
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
        String toSign = "AWS4-HMAC-SHA256\n20260318T103742Z\n20260318/eu-central-1/s3/aws4_request\n" + hash;
        byte[] key = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {"20260318", "eu-central-1", "s3", "aws4_request"}) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, toSign));
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
