package dev.tokenry.functions.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
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

class SnapshotHandlerTest implements JsonBodyContract {

    private static final String SHA_256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private final TestStack stack = new TestStack();
    private final SnapshotHandler handler = new SnapshotHandler(stack.wiring());

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
    void an_upload_is_answered_with_all_that_it_needs() {
        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.fieldNames()).containsExactly("id", "uploadUrl", "method", "headers", "expiresAt");
        assertThat(answer.string("id")).matches("[0-9a-f]{32}");
        assertThat(answer.string("method")).isEqualTo("PUT");
        assertThat(answer.json().get("headers").toString())
                .isEqualTo("{\"Content-Type\":\"application/gzip\",\"Content-Length\":\"1048576\","
                        + "\"If-None-Match\":\"*\"}");
        assertThat(answer.string("expiresAt")).startsWith("2026-03-18T10:47:42.").endsWith("Z");
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
    }

    @Test
    void the_address_is_the_projects_own_place_in_the_bucket() {
        TestResponse answer = call(request());
        URI url = URI.create(answer.string("uploadUrl"));

        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getRawAuthority()).isEqualTo("snapshots-of-tokenry.s3.eu-central-1.amazonaws.com");
        assertThat(url.getRawPath()).isEqualTo("/projects/webshop/snapshots/" + answer.string("id"));
    }

    @Test
    void the_address_is_signed_over_every_header_for_ten_minutes() {
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
    void the_signature_is_the_one_that_s3_expects() throws GeneralSecurityException {
        TestResponse answer = call(request().with("sha256", SHA_256));

        assertThat(query(answer).get("X-Amz-Signature")).isEqualTo(expectedSignature(answer));
    }

    @Test
    void a_checksum_is_signed_with_the_rest() {
        TestResponse answer = call(request().with("sha256", SHA_256));

        assertThat(answer.json().get("headers").toString())
                .isEqualTo("{\"Content-Type\":\"application/gzip\",\"Content-Length\":\"1048576\","
                        + "\"If-None-Match\":\"*\","
                        + "\"x-amz-checksum-sha256\":\"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\"}");
        assertThat(query(answer))
                .containsEntry(
                        "X-Amz-SignedHeaders", "content-length;content-type;host;if-none-match;x-amz-checksum-sha256");
    }

    @Test
    void the_session_of_the_functions_role_is_in_the_address_and_its_key_is_not() {
        stack.setVariable("AWS_SESSION_TOKEN", "SESSION");
        TestResponse answer = stack.call(new SnapshotHandler(stack.wiring()), request());

        assertThat(query(answer)).containsEntry("X-Amz-Security-Token", "SESSION");
        assertThat(answer.toString()).doesNotContain(SECRET_KEY);
    }

    @Test
    void no_two_uploads_share_an_address() {
        assertThat(call(request()).string("id")).isNotEqualTo(call(request()).string("id"));
    }

    @Test
    void the_largest_file_that_s3_takes_is_taken() {
        assertThat(call(request().with("contentLength", 5_368_709_120L)).status())
                .isEqualTo(201);
        assertThat(call(request().with("contentLength", 1)).status()).isEqualTo(201);
    }

    @Test
    void a_larger_file_is_refused() {
        assertThat(assertInvalid(TestEvent.load("snapshot-too-large"), "contentLength PAYLOAD_BODY")
                        .message())
                .isEqualTo("contentLength must be from 1 to 5368709120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-1", "1.5", "1e3", "\"5\"", "true", "[5]", "99999999999999999999"})
    void a_length_is_a_whole_number(String length) {
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
    void media_types_are_taken(String type) {
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
    void what_is_no_media_type_is_refused(String type) {
        assertInvalid(request().with("contentType", type), "contentType PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a088",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0g",
                "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
            })
    void what_is_no_checksum_is_refused(String sha256) {
        assertInvalid(request().with("sha256", sha256), "sha256 PAYLOAD_BODY");
    }

    @Test
    void a_checksum_may_be_null() {
        assertThat(call(request().with("sha256", null)).json().get("headers").size())
                .isEqualTo(3);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
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
    void another_project_is_nobodys_to_upload_to() {
        assertRejected(request().path("project", "backoffice"), 403, "Token is not bound to this project.");
        assertRejected(request().path("project", "Webshop"), 403, "Token is not bound to this project.");
        assertRejected(request().context("project", "webshop2"), 403, "Token is not bound to this project.");
    }

    @Test
    void a_token_that_is_bound_to_no_project_uploads_nowhere() {
        Token admin = stack.token()
                .owner("admin")
                .scopes("snapshots.upload", "TenantTokenManagement")
                .store();

        assertRejected(request().calledBy(admin), 403, "Token is not bound to this project.");
        assertRejected(request().calledBy(admin).path("project", ""), 403, "Token is not bound to this project.");
    }

    @Test
    void who_may_not_upload_is_not_told_what_is_wrong_with_the_rest() {
        assertRejected(request().path("project", "backoffice").body("{}"), 403, "Token is not bound to this project.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%77ebshop", "webshop%2F", "%"})
    void a_project_with_an_escape_is_unknown(String project) {
        assertRejected(request().path("project", project), 404, "There is nothing here.");
    }

    @Test
    void a_previous_secret_uploads_until_the_overlap_is_over() {
        Token token =
                stack.token().project("webshop").scopes("snapshots.upload").store();

        assertThat(call(request().calledBy(token, SecretGeneration.PREVIOUS)).status()).isEqualTo(201);
    }

    @Test
    void a_whole_token_for_a_project_is_refused_and_not_echoed() {
        assertTokenValueRejected(request().path("project", TestStack.OTHER_TOKEN), "project PATH");
    }

    @Test
    void a_whole_token_in_any_field_is_refused_by_its_name() {
        for (String field : List.of("contentType", "contentLength", "sha256")) {
            assertTokenValueRejected(request().with(field, TestStack.OTHER_TOKEN), field + " PAYLOAD_BODY");
        }
    }

    private static Map<String, String> query(TestResponse answer) {
        return Stream.of(URI.create(answer.string("uploadUrl")).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decode(pair[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Signature version 4 in the query, step by step as the S3 API reference has it. */
    private static String expectedSignature(TestResponse answer) throws GeneralSecurityException {
        URI url = URI.create(answer.string("uploadUrl"));
        String query = Stream.of(url.getRawQuery().split("&"))
                .filter(pair -> !pair.startsWith("X-Amz-Signature="))
                .sorted()
                .collect(Collectors.joining("&"));
        Map<String, String> headers = new TreeMap<>(Map.of("host", url.getRawAuthority()));
        answer.json()
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
