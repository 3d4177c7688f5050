package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error responses to requests with a valid token. */
@ExtendWith(SharedStackExtension.class)
class ErrorEnvelopeIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final ApiClient admin;

    private final URI origin;

    ErrorEnvelopeIT(TestStack stack) {
        admin = stack.admin();
        origin = stack.origin();
    }

    @Test
    void a_missing_scope_is_named() {
        ApiClient plain = admin.withToken(admin.create("{'name':'plain','scopes':['metrics.read']}"));
        ApiClient reader = admin.withToken(admin.create("{'name':'reader','scopes':['apiTokens.read']}"));
        String write = "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)";
        String id = "/" + TamperedTokens.id();

        plain.get(TOKENS)
                .expectError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        reader.post(TOKENS, "{").expectError(403, write);
        reader.put(TOKENS + id, "{").expectError(403, write);
        reader.delete(TOKENS + id).expectError(403, write);
        reader.post(TOKENS + id + "/regenerate")
                .expectError(
                        403,
                        "Token is missing required scope. Use one of: apiTokens.write (Write API tokens), "
                                + "apiTokens.rotateSelf (Regenerate its own secret)");
        assertThat(reader.post(TOKENS, "{").header("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "null",
                "true",
                "1",
                "'text'",
                "[]",
                "[{'name':'n','scopes':['metrics.read']}]",
                "{'name':'n','scopes':['metrics.read']}x",
                "{'name':'n','scopes':['metrics.read']}{}",
                "{'name':'n','name':'m','scopes':['metrics.read']}",
                "{'name':'n','scopes':['metrics.read'],}",
                "{name:'n','scopes':['metrics.read']}",
                "{'name':'\n','scopes':['metrics.read']}",
                "{'name':'\\x','scopes':['metrics.read']}",
                "{'name':NaN,'scopes':['metrics.read']}",
                "/* */{'name':'n','scopes':['metrics.read']}",
                "<xml/>"
            })
    void a_body_that_is_not_a_json_object_returns_400(String body) {
        admin.post(TOKENS, TestJson.format(body)).expectViolations("PAYLOAD_BODY", "body");
    }

    @Test
    void nesting_is_limited_to_32_levels() {
        String tooDeep = "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}";

        admin.post(TOKENS, tooDeep).expectViolations("PAYLOAD_BODY", "body");
        admin.post(TOKENS, "{\"x\":" + "[".repeat(20_000)).expectViolations("PAYLOAD_BODY", "body");
        String deep = "\"x\":" + "[".repeat(31) + "]".repeat(31);
        admin.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read'],") + deep + "}")
                .expectViolations("PAYLOAD_BODY", "x");
    }

    @Test
    void numbers_and_names_over_the_parser_limits_return_400() {
        String number = "1".repeat(1_001);
        String name = "x".repeat(50_001);

        admin.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read'],'x':%s}", number))
                .expectViolations("PAYLOAD_BODY", "body");
        admin.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read'],'%s':1}", name))
                .expectViolations("PAYLOAD_BODY", "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00x", "\\ud83d\\ud83d\\udd11"})
    void an_unpaired_surrogate_is_rejected_and_not_replaced(String text) {
        admin.post(TOKENS, TestJson.format("{'name':'%s','scopes':['metrics.read']}", text))
                .expectViolations("PAYLOAD_BODY", "name");
        admin.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read'],'description':'%s'}", text))
                .expectViolations("PAYLOAD_BODY", "description");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name scopes",
                "{'name':null,'scopes':null} | name scopes",
                "{'name':1,'scopes':'metrics.read'} | name scopes",
                "{'name':' ','scopes':[]} | name scopes",
                "{'name':'n','scopes':['metrics.read',1]} | scopes[1]",
                "{'name':'n','scopes':['metrics.read','nope',null]} | scopes[2]",
                "{'name':'n','scopes':['nope','metrics.read','Metrics.Read']} | scopes[0] scopes[2]",
                "{'name':'a\\u0007b','scopes':['metrics.read']} | name",
                "{'name':'n','scopes':['metrics.read'],'enabled':'true'} | enabled",
                "{'name':'n','scopes':['metrics.read'],'personalAccessToken':1} | personalAccessToken",
                "{'name':'n','scopes':['metrics.read'],'personalAccessToken':true} | personalAccessToken",
                "{'name':'n','scopes':['metrics.read'],'owner':'a b'} | owner",
                "{'name':'n','scopes':['metrics.read'],'project':'Alpha'} | project",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':'tomorrow'} | expirationDate",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':-1} | expirationDate",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':true} | expirationDate",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':'now-1d'} | expirationDate",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':'2099-01-01'} | expirationDate",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':''} | expirationDate",
                "{'name':'','scopes':['x'],'expirationDate':'x','owner':'','project':'','enabled':0} |"
                        + " name scopes[0] expirationDate owner project enabled"
            })
    void all_violations_are_reported_together(String body, String paths) {
        admin.post(TOKENS, TestJson.format(body)).expectViolations("PAYLOAD_BODY", paths.split(" "));
    }

    @Test
    void epoch_seconds_are_recognized() {
        ApiReply reply = admin.post(
                        TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read'],'expirationDate':1900000000}"))
                .expectViolations("PAYLOAD_BODY", "expirationDate");

        assertThat(reply.body()).contains("epoch seconds", "1900000000000");
    }

    @Test
    void a_name_has_up_to_100_code_points() {
        String emoji = "🔑".repeat(100);

        IssuedToken issued = admin.create("{'name':'%s','scopes':['metrics.read']}", emoji);
        assertThat(admin.get(TOKENS + "/" + issued.id()).string("name")).isEqualTo(emoji);
        admin.post(TOKENS, TestJson.format("{'name':'%s','scopes':['metrics.read']}", emoji + "x"))
                .expectViolations("PAYLOAD_BODY", "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uffff", "\\u202e", "\\u0085", "a\\u0000b", "\\ud83d\\udd11"})
    void an_unusual_character_is_stored_unchanged_or_rejected(String name) {
        for (String field : List.of("name", "description")) {
            ApiReply reply = admin.post(
                    TOKENS,
                    TestJson.format("{'name':'n','scopes':['metrics.read'],'description':'d'}")
                            .replace("\"" + field.charAt(0) + "\"", "\"" + name + "\""));
            if (reply.status() == 201) {
                ApiReply stored = admin.get(TOKENS + "/" + reply.string("id")).expectStatus(200);
                assertThat(stored.string(field))
                        .isEqualTo(TestJson.parse("\"" + name + "\"").textValue());
            } else {
                reply.expectViolations("PAYLOAD_BODY", field);
            }
        }
    }

    @Test
    void a_body_has_up_to_64_kib() {
        admin.post(TOKENS, paddedBody(MAX_BODY_BYTES)).expectStatus(201);
        admin.post(TOKENS, paddedBody(MAX_BODY_BYTES + 1)).expectError(413);
        admin.post(TOKENS, paddedBody(5 * 1024 * 1024)).expectError(413);
        // The limit applies to bytes, not characters.
        admin.post(TOKENS, TestJson.format("{'x':'%s'}", "ü".repeat(MAX_BODY_BYTES / 2 + 1)))
                .expectError(413);
    }

    @Test
    void a_body_over_10_mb_gets_the_gateway_response() {
        ApiReply reply = admin.post(TOKENS, paddedBody(10 * 1024 * 1024 + 1)).expectStatus(413);

        // API Gateway does not allow this response to be customized either.
        assertThat(reply.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
        assertThat(admin.post(TOKENS, paddedBody(7 * 1024 * 1024)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/jsonx",
                "application/problem+json",
                "application/json-patch+json",
                "application/json; charset=iso-8859-1",
                "multipart/form-data; boundary=x",
                "x",
                "application/octet-stream; x=application/json"
            })
    void a_content_type_other_than_json_returns_415(String type) {
        assertThat(postWithContentType(type).expectError(415).body()).doesNotContain(type);
    }

    @Test
    void json_content_types_and_no_content_type_are_accepted() {
        for (String type : List.of(
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/merge-patch+json")) {
            postWithContentType(type).expectStatus(201);
        }
        Http.send(admin.request(TOKENS)
                        .POST(BodyPublishers.ofString(TestJson.format("{'name':'n','scopes':['metrics.read']}"))))
                .expectStatus(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pageSize=%", "pageSize=%zz", "apiTokenSelector=%FF", "%x=1"})
    void a_broken_escape_sequence_in_a_query_returns_the_envelope(String query) {
        assertThat(raw("GET /api" + TOKENS + "?" + query))
                .startsWith("HTTP/1.1 400 ")
                .contains("{\"error\":{\"code\":400,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiTokenSelector=name(\"a|b'[c]\")",
                "apiTokenSelector=owner(\"admin\")",
                "nextPageKey=&fields=name, scopes"
            })
    void a_raw_query_is_read_unchanged(String query) {
        assertThat(raw("GET /api" + TOKENS + "?" + query)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//api/v2/apiTokens", "//api/v2/apiTokens?x=\"", "//"})
    void a_second_slash_returns_the_envelope(String path) {
        assertThat(raw("GET " + path)).startsWith("HTTP/1.1 404 ").contains("{\"error\":{\"code\":404,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/users/100%", "/v2/users/%zz", "/v2/users/a%2Fb", "/v2/users/%FF", "/v2/users/a\"b"})
    void a_name_that_is_not_correctly_encoded_is_not_found(String path) {
        assertThat(raw("GET /api" + path)).startsWith("HTTP/1.1 404 ").contains("{\"error\":{\"code\":404,");
    }

    @Test
    void a_packed_body_is_read() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(TestJson.format("{'name':'zipped','scopes':['metrics.read']}")
                    .getBytes(StandardCharsets.UTF_8));
        }

        Http.send(admin.request(TOKENS)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray())))
                .expectStatus(201);
    }

    @Test
    void a_body_that_is_not_utf_8_is_rejected() {
        byte[] latin1 = TestJson.format("{'name':'M\u00fcnchen','scopes':['metrics.read']}")
                .getBytes(StandardCharsets.ISO_8859_1);

        Http.send(admin.request(TOKENS).POST(BodyPublishers.ofByteArray(latin1)))
                .expectViolations("PAYLOAD_BODY", "body");
    }

    /** Sends a request that the HTTP client would not send, and returns the response. */
    private String raw(String methodAndTarget) {
        IssuedToken reader =
                admin.create("{'name':'raw','scopes':['apiTokens.read','users.read','TenantTokenManagement']}");
        String request = methodAndTarget + " HTTP/1.1\r\nHost: " + origin.getAuthority()
                + "\r\nConnection: close\r\nAuthorization: Api-Token " + reader.token() + "\r\n\r\n";
        return Http.sendRaw(origin, request.getBytes(StandardCharsets.UTF_8));
    }

    private ApiReply postWithContentType(String type) {
        return Http.send(admin.request(TOKENS)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(TestJson.format("{'name':'n','scopes':['metrics.read']}"))));
    }

    private static String paddedBody(int bytes) {
        String json = TestJson.format("{'name':'n','scopes':['metrics.read']}");
        return json + " ".repeat(bytes - json.length());
    }
}
