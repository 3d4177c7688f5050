package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request is refused that a right token makes. */
@ExtendWith(SharedStack.class)
class ErrorEnvelopeIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final int LARGEST = 64 * 1024;

    private final Caller admin;

    ErrorEnvelopeIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_missing_scope_is_named() {
        Caller plain = admin.with(admin.create("{'name':'plain','scopes':['metrics.read']}"));
        Caller reader = admin.with(admin.create("{'name':'reader','scopes':['apiTokens.read']}"));
        String write = "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)";
        String id = "/" + Forged.id();

        plain.get(TOKENS).isError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        reader.post(TOKENS, "{").isError(403, write);
        reader.put(TOKENS + id, "{").isError(403, write);
        reader.delete(TOKENS + id).isError(403, write);
        reader.post(TOKENS + id + "/regenerate")
                .isError(
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
    void a_body_that_is_not_one_json_object_is_a_400(String body) {
        admin.post(TOKENS, Json.of(body)).names("PAYLOAD_BODY", "body");
    }

    @Test
    void nesting_ends_at_32() {
        String tooDeep = "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}";

        admin.post(TOKENS, tooDeep).names("PAYLOAD_BODY", "body");
        admin.post(TOKENS, "{\"x\":" + "[".repeat(20_000)).names("PAYLOAD_BODY", "body");
        String deep = "\"x\":" + "[".repeat(31) + "]".repeat(31);
        admin.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read'],") + deep + "}")
                .is(201);
    }

    @Test
    void what_is_too_long_to_read_is_a_400() {
        String number = "1".repeat(1_001);
        String name = "x".repeat(50_001);

        admin.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read'],'x':%s}", number))
                .names("PAYLOAD_BODY", "body");
        admin.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read'],'%s':1}", name))
                .names("PAYLOAD_BODY", "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00x", "\\ud83d\\ud83d\\udd11"})
    void half_a_character_is_refused_and_not_replaced(String text) {
        admin.post(TOKENS, Json.of("{'name':'%s','scopes':['metrics.read']}", text))
                .names("PAYLOAD_BODY", "name");
        admin.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read'],'description':'%s'}", text))
                .names("PAYLOAD_BODY", "description");
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
    void all_that_is_wrong_is_named_at_once(String body, String paths) {
        admin.post(TOKENS, Json.of(body)).names("PAYLOAD_BODY", paths.split(" "));
    }

    @Test
    void epoch_seconds_are_recognised() {
        Reply reply = admin.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read'],'expirationDate':1900000000}"))
                .names("PAYLOAD_BODY", "expirationDate");

        assertThat(reply.body()).contains("epoch seconds", "1900000000000");
    }

    @Test
    void a_name_has_up_to_100_code_points() {
        String emoji = "🔑".repeat(100);

        Issued issued = admin.create("{'name':'%s','scopes':['metrics.read']}", emoji);
        assertThat(admin.get(TOKENS + "/" + issued.id()).text("name")).isEqualTo(emoji);
        admin.post(TOKENS, Json.of("{'name':'%s','scopes':['metrics.read']}", emoji + "x"))
                .names("PAYLOAD_BODY", "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uffff", "\\u202e", "\\u0085", "a\\u0000b", "\\ud83d\\udd11"})
    void an_odd_character_is_kept_as_it_is_or_refused(String name) {
        for (String field : List.of("name", "description")) {
            Reply reply = admin.post(
                    TOKENS,
                    Json.of("{'name':'n','scopes':['metrics.read'],'description':'d'}")
                            .replace("\"" + field.charAt(0) + "\"", "\"" + name + "\""));
            if (reply.status() == 201) {
                Reply kept = admin.get(TOKENS + "/" + reply.text("id")).is(200);
                assertThat(kept.text(field))
                        .isEqualTo(Json.read("\"" + name + "\"").textValue());
            } else {
                reply.names("PAYLOAD_BODY", field);
            }
        }
    }

    @Test
    void a_body_has_up_to_64_kib() {
        admin.post(TOKENS, padded(LARGEST)).is(201);
        admin.post(TOKENS, padded(LARGEST + 1)).isError(413);
        admin.post(TOKENS, padded(5 * 1024 * 1024)).isError(413);
        // Bytes count, not characters.
        admin.post(TOKENS, Json.of("{'x':'%s'}", "ü".repeat(LARGEST / 2 + 1))).isError(413);
    }

    @Test
    void past_10_mb_the_gateway_alone_answers() {
        Reply reply = admin.post(TOKENS, padded(10 * 1024 * 1024 + 1)).is(413);

        // The other answer that API Gateway does not let anyone shape.
        assertThat(reply.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
        assertThat(admin.post(TOKENS, padded(7 * 1024 * 1024)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/jsonx",
                "multipart/form-data; boundary=x",
                "x",
                "application/octet-stream; x=application/json"
            })
    void a_content_type_that_is_not_json_is_a_415(String type) {
        assertThat(typed(type).isError(415).body()).doesNotContain(type);
    }

    @Test
    void json_by_any_of_its_names_or_none_is_json() {
        for (String type : List.of(
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/problem+json")) {
            typed(type).is(201);
        }
        Http.send(admin.request(TOKENS)
                        .POST(BodyPublishers.ofString(Json.of("{'name':'n','scopes':['metrics.read']}"))))
                .is(201);
    }

    private Reply typed(String type) {
        return Http.send(admin.request(TOKENS)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(Json.of("{'name':'n','scopes':['metrics.read']}"))));
    }

    private static String padded(int bytes) {
        String json = Json.of("{'name':'n','scopes':['metrics.read']}");
        return json + " ".repeat(bytes - json.length());
    }
}
