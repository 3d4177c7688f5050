package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenBuilder;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTokenHandlerTest implements WriteContract, JsonBodyContract {

    private final TestStack stack = new TestStack();
    private final CreateTokenHandler handler = new CreateTokenHandler(stack.wiring());
    private final Token callingToken = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "metrics.read")
            .store();

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
        return TestEvent.load("create");
    }

    @Override
    public Token authorizedToken() {
        return callingToken;
    }

    @Test
    void response_has_the_documented_shape() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(201);
        String token = response.string("token");
        assertThat(token).matches("tk0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}");
        String id = token.substring(0, token.lastIndexOf('.'));
        assertThat(response.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"token\":\"" + token
                        + "\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}");
        assertThat(response.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"),
                        Map.entry("Location", "/api/v2/apiTokens/" + id));
    }

    @Test
    void store_contains_the_requested_token() {
        Token token = create(request());

        assertThat(token.settings().name()).isEqualTo("tokenName");
        assertThat(token.settings().description()).isNull();
        assertThat(token.settings().enabled()).isTrue();
        assertThat(token.settings().scopes().names()).containsExactly("metrics.read");
        assertThat(token.settings().expiresAt()).isEqualTo("2026-04-01T10:37:42.518Z");
        assertThat(token.settings().modifiedAt()).isNull();
        assertThat(token.origin().owner().spelling()).isEqualTo("jane");
        assertThat(token.origin().createdBy().spelling()).isEqualTo("jane");
        assertThat(token.origin().project()).isNull();
        assertThat(token.origin().personal()).isFalse();
        assertThat(token.origin().createdAt()).isEqualTo(TestStack.NOW);
        assertThat(token.secrets().previous()).isNull();
        assertThat(token.secrets().regeneratedAt()).isNull();
        assertThat(token.lastUse()).isNull();
        assertThat(token.version()).isEqualTo(1);
    }

    @Test
    void returned_token_value_works() {
        String token = call(request()).string("token");

        assertThat(stack.isActive(token)).isTrue();
    }

    @Test
    void the_prefix_of_new_tokens_is_accepted_although_the_list_of_prefixes_lacks_it() {
        stack.setVariable("TOKEN_PREFIX", "acme");

        String token =
                stack.call(new CreateTokenHandler(stack.wiring()), request()).string("token");

        assertThat(token).startsWith("acme.");
        Token reader = stack.token().scopes("apiTokens.read").store();
        TestEvent lookup = TestEvent.load("lookup").calledBy(reader).with("token", token);
        assertThat(stack.call(new LookUpTokenHandler(stack.wiring()), lookup).status())
                .isEqualTo(200);
    }

    @Test
    void disabled_token_is_inactive() {
        assertThat(stack.isActive(call(request().with("enabled", false)).string("token")))
                .isFalse();
    }

    @Test
    void secret_is_only_in_the_response() {
        TestResponse response = call(request());
        String token = response.string("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(response.body().split(secret, -1)).hasSize(2);
        assertThat(response.headers().toString()).doesNotContain(secret);
        assertSecretNotStored(token);
    }

    @Test
    void repeated_request_creates_another_token() {
        assertThat(call(request()).string("token")).isNotEqualTo(call(request()).string("token"));
        assertThat(stack.tokens().all()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "/e/abc-123/api/v2/apiTokens, /e/abc-123/api/v2/apiTokens/",
        "/platform/classic/environment-api/v2/apiTokens, /platform/classic/environment-api/v2/apiTokens/",
        "/api/v2/apiTokens/, /api/v2/apiTokens/"
    })
    void location_uses_the_requested_path(String path, String location) {
        TestEvent request = request();
        request.requestContext().put("path", path);
        TestResponse response = call(request);

        assertThat(response.headers()).containsEntry("Location", location + response.string("id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # caller       | changes to the minimal body               | settings and origin that are stored
        jane           | {}                                        | {"expirationDate":null,"createdBy":"jane"}
        jane           | {"expirationDate":null}                   | {"expirationDate":null}
        jane           | {"personalAccessToken":null,"description":null,"owner":null,"project":null,"enabled":null} \
                       | {"personal":false,"description":null,"owner":"jane","project":null,"enabled":true}
        admin          | {"name":"晚安 𝒩ight – build","description":"first\\nsecond line","project":"webshop"} \
                       | {"name":"晚安 𝒩ight – build","description":"first\\nsecond line","project":"webshop"}
        jane           | {"description":""}                        | {"description":null}
        jane           | {"owner":"jane","enabled":false}          | {"owner":"jane","enabled":false}
        jane           | {"owner":"JANE"}                          | {"owner":"JANE"}
        jane           | {"scopes":["metrics.read","apiTokens.write","metrics.read","apiTokens.write"]} \
                       | {"scopes":["metrics.read","apiTokens.write"]}
        admin          | {"scopes":["Davis","metrics.read","AI"]}  | {"scopes":["AI","metrics.read"]}
        admin          | {"scopes":["TenantTokenManagement","AI"]} | {"scopes":["TenantTokenManagement","AI"]}
        admin          | {"owner":"anna"}                          | {"owner":"anna","createdBy":"admin"}
        project token  | {}                                        | {"project":"webshop"}
        project token  | {"project":null}                          | {"project":"webshop"}
        project token  | {"project":"webshop"}                     | {"project":"webshop"}
        project admin  | {"owner":"anna","scopes":["apiTokens.write"]} | {"project":"webshop"}
        personal token | {"personalAccessToken":true}              | {"personal":true}
        personal admin | {}                                        | {"personal":false}
        expiring token | {"expirationDate":"now+7d"}               | {"expirationDate":"2026-03-25T10:37:42.518Z"}
        expiring admin | {}                                        | {"expirationDate":null}
        """)
    void valid_request_is_stored(String caller, String changes, String expected) {
        Token token = create(change(minimal().calledBy(caller(caller)), changes));

        assertThat(fields(token)).containsAllEntriesOf(fields(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # caller       | changes to the minimal body                    | message
        jane           | {"owner":"anna"}                               | Creating tokens for another owner requires the scope TenantTokenManagement; a lead or administrator of the token's project can also do so for an owner without a user record.
        jane           | {"scopes":["metrics.read","AI","users.write"]} | Token cannot grant scopes that it does not hold: AI, users.write
        jane           | {"scopes":["TenantTokenManagement"]}           | Token cannot grant scopes that it does not hold: TenantTokenManagement
        project token  | {"project":"backoffice"}                       | Token is bound to another project.
        project admin  | {"project":"backoffice"}                       | Token is bound to another project.
        personal token | {}                                             | A personal access token can create and strengthen only personal access tokens.
        expiring token | {}                                             | The token must not expire later than the calling token, which expires at 2026-03-25T10:37:42.518Z.
        expiring token | {"expirationDate":null}                        | The token must not expire later than the calling token, which expires at 2026-03-25T10:37:42.518Z.
        expiring token | {"expirationDate":"now+8d"}                    | The token must not expire later than the calling token, which expires at 2026-03-25T10:37:42.518Z.
        expiring token | {"expirationDate":"2026-03-25T10:37:42.519Z"}  | The token must not expire later than the calling token, which expires at 2026-03-25T10:37:42.518Z.
        """)
    void request_beyond_the_rights_of_the_caller_is_forbidden(String caller, String changes, String message) {
        assertRejected(change(minimal().calledBy(caller(caller)), changes), 403, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "unknown"})
    void existence_of_another_user_is_not_revealed(String owner) {
        stack.users().put("anna");

        assertRejected(
                request().with("owner", owner).with("personalAccessToken", true),
                403,
                "Creating tokens for another owner requires the scope TenantTokenManagement; a lead or administrator of"
                        + " the token's project can also do so for an owner without a user record.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # caller | changes                                     | owner | enabled | manages its own tokens
        jane     | {"personalAccessToken":true}                | jane  | true    | true
        admin    | {"personalAccessToken":true,"owner":"anna"} | anna  | true    | false
        admin    | {"personalAccessToken":true,"owner":"ANNA"} | anna  | true    | false
        """)
    void user_can_own_personal_tokens(
            String caller, String changes, String owner, boolean enabled, boolean manageOwnTokens) {
        stack.users().put(owner, enabled, manageOwnTokens, "AI");

        Token token = create(change(request().calledBy(caller(caller)), changes));

        assertThat(token.origin().owner().spelling()).isEqualTo(owner);
        assertThat(token.origin().personal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void user_without_token_management_cannot_create_tokens(boolean enabled) {
        stack.users().put("jane", enabled, !enabled);

        assertRejected(request().calledBy(callingToken), 403, "Token management is not allowed for this user");
        TestEvent byAdministrator = request().calledBy(administrator()).with("owner", "jane");
        if (enabled) {
            assertThat(create(byAdministrator).origin().userId())
                    .isEqualTo(stack.users()
                            .find(OwnerName.of("jane"))
                            .orElseThrow()
                            .id());
        } else {
            assertInvalid(byAdministrator, "owner PAYLOAD_BODY");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        now+14d                | 2026-04-01T10:37:42.518Z
        now+2h/h               | 2026-03-18T12:00:00.000Z
        now+1w/w               | 2026-03-23T00:00:00.000Z
        2026-03-19 09:30       | 2026-03-19T09:30:00.000Z
        2026-03-19T09:30+05:30 | 2026-03-19T04:00:00.000Z
        1773830262519          | 2026-03-18T10:37:42.519Z
        """)
    void every_date_format_is_accepted(String date, String expected) {
        assertThat(call(request().with("expirationDate", date)).string("expirationDate"))
                .isEqualTo(expected);
    }

    @Test
    void a_date_may_be_a_number() {
        assertThat(call(request().with("expirationDate", 1773830262519L)).string("expirationDate"))
                .isEqualTo("2026-03-18T10:37:42.519Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"expirationDate\":null}"})
    void response_without_an_expiration_date_has_two_fields(String changes) {
        assertThat(call(change(minimal(), changes)).fieldNames()).containsExactly("id", "token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        expirationDate      | ""
        expirationDate      | "tomorrow"
        expirationDate      | "now"
        expirationDate      | "now-1y/w"
        expirationDate      | "now+1D"
        expirationDate      | "now+30s"
        expirationDate      | "now +1d"
        expirationDate      | "NOW+1d"
        expirationDate      | "2026-03-19"
        expirationDate      | "2026-03-18T10:37:42.518Z"
        expirationDate      | "2026-02-30T10:00"
        expirationDate      | "2026-03-19T24:00"
        expirationDate      | 1773830262518
        expirationDate      | 1773830263
        expirationDate      | 1773830262518.0
        expirationDate      | 1.773830262518e12
        expirationDate      | 1e20
        expirationDate      | 1e400
        expirationDate      | 1e999999999
        expirationDate      | 1773830262519.5
        expirationDate      | -1
        expirationDate      | 1.5
        expirationDate      | 1e15
        expirationDate      | 9999999999999999
        expirationDate      | true
        expirationDate      | []
        expirationDate      | {}
        scopes              | null
        scopes              | {}
        scopes              | "metrics.read"
        scopes              | 5
        scopes              | []
        scopes[0]           | ["a\\ud83d"]
        name                | null
        name                | ""
        name                | " "
        name                | "\\t"
        name                | "a\\u0000b"
        name                | "a\\nb"
        name                | "\\u0085x"
        name                | "\\ud83d"
        name                | 5
        name                | true
        name                | []
        name                | {}
        owner               | ""
        owner               | "-jane"
        owner               | "jane doe"
        owner               | "jane#1"
        owner               | "jäne"
        owner               | "a/b"
        project             | ""
        project             | "-webshop"
        project             | "Webshop"
        project             | "web shop"
        project             | "web.shop"
        project             | "../webshop"
        # There is no user jane.
        personalAccessToken | true
        """)
    void invalid_value_is_rejected_naming_its_path(String path, String json) {
        String field = path.replaceFirst("\\[.*", "");

        assertInvalid(withJson(field, json), path + " PAYLOAD_BODY");
        assertInvalid(withJson(field, json).calledBy(administrator()), path + " PAYLOAD_BODY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1773830263   | expirationDate must be in the future; '1773830263' is 1970-01-21T12:43:50.263Z; \
        it looks like epoch seconds, in milliseconds: 1773830263000
        "2026-04-01" | expirationDate '2026-04-01' has no time of day; use 2026-04-01T00:00:00.000Z
        """)
    void rejected_date_message_names_the_value_and_its_meaning(String json, String message) {
        assertThat(call(withJson("expirationDate", json)).message()).isEqualTo(message);
    }

    @Test
    void rejected_date_message_names_the_supported_formats() {
        assertThat(call(withJson("expirationDate", "\"tomorrow\"")).message())
                .startsWith("expirationDate must be a supported date: 'tomorrow' ")
                .contains("now+14d");
    }

    @Test
    void all_violations_are_reported_together() {
        assertInvalid(
                TestEvent.load("create")
                        .with("name", " ")
                        .with("scopes", Arrays.asList("metrics.read", "metrics.reed", 5, null))
                        .with("expirationDate", "tomorrow")
                        .with("personalAccessToken", "yes")
                        .with("description", "x".repeat(1001))
                        .with("owner", "jane doe")
                        .with("project", "Web Shop")
                        .with("enabled", 1),
                "name PAYLOAD_BODY",
                "scopes[2] PAYLOAD_BODY",
                "scopes[3] PAYLOAD_BODY",
                "expirationDate PAYLOAD_BODY",
                "personalAccessToken PAYLOAD_BODY",
                "description PAYLOAD_BODY",
                "owner PAYLOAD_BODY",
                "project PAYLOAD_BODY",
                "enabled PAYLOAD_BODY");
    }

    @Test
    void an_unknown_scope_is_echoed_without_control_and_bidirectional_characters() {
        assertThat(call(TestEvent.load("create-unknown-scope").body("""
                        {"name":"ci","scopes":["a\\u202eb\\u0007\\u200bc"]}""")).body())
                .contains("scopes[0] is an unknown scope: a<U+202E>b<U+0007><U+200B>c");
    }

    @Test
    void error_envelope_matches_the_vendor_format() {
        assertThat(call(TestEvent.load("create-unknown-scope")).body())
                .isEqualTo(
                        "{\"error\":{\"code\":400,\"message\":\"scopes[1] is an unknown scope: metrics.reed."
                                + " Did you mean metrics.read? Scopes are declared by APIs, or with PUT /v2/scopes/{name}\","
                                + "\"constraintViolations\":[{\"path\":\"scopes[1]\",\"reason\":\"unknown-scope\","
                                + "\"message\":\"scopes[1] is an unknown scope: metrics.reed. Did you mean metrics.read? Scopes are declared by APIs, or with PUT /v2/scopes/{name}\","
                                + "\"parameterLocation\":\"PAYLOAD_BODY\",\"location\":null}],\"reason\":\"invalid-request\"}}");
    }

    @Test
    void every_unknown_scope_is_reported() {
        assertInvalid(
                request().with("scopes", List.of("METRICS.READ", "metrics.read", "", "metrics.read ")),
                "scopes[0] PAYLOAD_BODY",
                "scopes[2] PAYLOAD_BODY",
                "scopes[3] PAYLOAD_BODY");
    }

    @Test
    void long_unknown_scope_is_truncated() {
        assertThat(call(request().with("scopes", List.of("x".repeat(10_000)))).body())
                .hasSizeLessThan(1000);
    }

    @Test
    void truncation_does_not_split_a_surrogate_pair() {
        TestEvent request = request().with("scopes", List.of("x".repeat(63) + "😀😀"));

        assertThat(assertInvalid(request, "scopes[0] PAYLOAD_BODY").body().codePoints())
                .noneMatch(c -> c == '?' || c == '\ufffd' || (c >= 0xd800 && c <= 0xdfff));
    }

    @Test
    void at_most_100_scopes_are_accepted() {
        assertInvalid(request().with("scopes", Collections.nCopies(101, "metrics.read")), "scopes PAYLOAD_BODY");
        assertThat(call(request().with("scopes", Collections.nCopies(100, "metrics.read")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void each_scope_of_the_catalogue_can_be_granted_and_a_hundred_together() {
        List<String> all = ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toList();
        grantTogether(all.subList(0, 100));
        grantTogether(all.subList(all.size() - 100, all.size()));
    }

    private void grantTogether(List<String> all) {
        assertThat(create(request().calledBy(administrator()).with("scopes", all))
                        .settings()
                        .scopes()
                        .names())
                .isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"name, 100", "description, 1000"})
    void length_is_measured_in_code_points(String field, int maxLength) {
        Token token = create(request().with(field, "😀".repeat(maxLength)));

        assertThat((String) fields(token).get(field)).hasSize(2 * maxLength);
        assertInvalid(request().with(field, "😀".repeat(maxLength + 1)), field + " PAYLOAD_BODY");
    }

    @Test
    void name_and_scopes_are_required() {
        assertInvalid(request().body("{}"), "name PAYLOAD_BODY", "scopes PAYLOAD_BODY");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void a_body_is_required(String body) {
        assertInvalid(request().body(body), "body PAYLOAD_BODY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        name           | {"name":"{token}"}
        description    | {"description":"{token}"}
        expirationDate | {"expirationDate":"{token}"}
        owner          | {"owner":"{token}"}
        project        | {"project":"{token}"}
        enabled        | {"enabled":"{token}"}
        scopes[1]      | {"scopes":["metrics.read","{token}"]}
        name owner     | {"name":"{token}","owner":"{token}"}
        """)
    void token_value_in_any_field_is_rejected_naming_the_field(String paths, String changes) {
        assertTokenValueRejected(
                change(request(), changes.replace("{token}", TestStack.OTHER_TOKEN)),
                Stream.of(paths.split(" ")).map(path -> path + " PAYLOAD_BODY").toArray(String[]::new));
    }

    @Test
    void malformed_json_in_an_event_file_is_rejected() {
        assertInvalid(TestEvent.load("create-malformed-json"), "body PAYLOAD_BODY");
    }

    @Test
    void unknown_scope_in_an_event_file_is_rejected() {
        assertInvalid(TestEvent.load("create-unknown-scope"), "scopes[1] PAYLOAD_BODY");
    }

    @Test
    void token_value_in_an_event_file_is_rejected() {
        assertTokenValueRejected(TestEvent.load("create-secret-in-name"), "name PAYLOAD_BODY");
    }

    @Test
    void event_without_authorizer_context_is_an_internal_error() {
        assertRejected(TestEvent.load("create-without-context"), 500, "Internal server error.");
    }

    @Test
    void unavailable_pepper_creates_nothing() {
        stack.makePepperUnavailable();

        assertUnavailable(request());
    }

    @Test
    void wrong_pepper_creates_nothing() {
        stack.replacePepper();

        assertThat(call(request()).status()).isEqualTo(503);
        assertThat(stack.tokens().all()).containsExactly(callingToken);
    }

    /** Returns a token that calls the function, by the name that the tables give it. */
    private Token caller(String name) {
        return switch (name) {
            case "jane" -> callingToken;
            case "admin" -> administrator();
            case "project token" -> writer().project("webshop").store();
            case "project admin" -> admin().project("webshop").store();
            case "personal token" -> {
                stack.users().put("jane", "apiTokens.write", "metrics.read");
                yield writer().personal().store();
            }
            case "personal admin" -> {
                stack.users().put("jane", "apiTokens.write", "metrics.read");
                yield admin().owner("jane").personal().store();
            }
            case "expiring token" -> writer().expiresIn(Duration.ofDays(7)).store();
            case "expiring admin" -> admin().expiresIn(Duration.ofHours(24)).store();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Token administrator() {
        return admin().store();
    }

    private TokenBuilder admin() {
        return stack.token().owner("admin").scopes("apiTokens.write", "TenantTokenManagement");
    }

    private TokenBuilder writer() {
        return stack.token().scopes("apiTokens.write", "metrics.read");
    }

    /** Returns a request with only the required fields. */
    private TestEvent minimal() {
        return request().body("{\"name\":\"tokenName\",\"scopes\":[\"metrics.read\"]}");
    }

    /** Returns a minimal request with one field whose JSON text is kept as it is. */
    private TestEvent withJson(String field, String json) {
        TestEvent event = minimal().with(field, "{json}");
        return event.body(event.bodyText().replace("\"{json}\"", json));
    }

    /** Replaces the fields of a body by those of a JSON object. */
    private static TestEvent change(TestEvent event, String changes) {
        TestResponse.json(changes).properties().forEach(it -> event.with(it.getKey(), it.getValue()));
        return event;
    }

    private static Map<String, Object> fields(String json) {
        Map<String, Object> fields = new HashMap<>();
        TestResponse.json(json).properties().forEach(it -> fields.put(it.getKey(), value(it.getValue())));
        return fields;
    }

    private static Object value(JsonNode json) {
        if (json.isArray()) {
            return json.valueStream().map(JsonNode::textValue).toList();
        }
        return json.isBoolean() ? (Object) json.booleanValue() : json.textValue();
    }

    private static Map<String, Object> fields(Token token) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", token.settings().name());
        fields.put("description", token.settings().description());
        fields.put("enabled", token.settings().enabled());
        fields.put("scopes", token.settings().scopes().names());
        fields.put("expirationDate", Objects.toString(token.settings().expiresAt(), null));
        fields.put("owner", token.origin().owner().spelling());
        fields.put("createdBy", token.origin().createdBy().spelling());
        fields.put("project", token.origin().project());
        fields.put("personal", token.origin().personal());
        return fields;
    }

    private Token create(TestEvent request) {
        TestResponse response = call(request);
        assertThat(response.status()).as(response.body()).isEqualTo(201);
        return stored(response);
    }

    private Token stored(TestResponse response) {
        return stack.tokens().get(TokenId.parse(response.string("id")).orElseThrow());
    }
}
