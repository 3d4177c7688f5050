package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(token.origin().owner()).isEqualTo("jane");
        assertThat(token.origin().createdBy()).isEqualTo("jane");
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

    @Test
    void token_without_expiry_returns_no_expiration_date() {
        TestResponse absent = call(request().without("expirationDate"));
        TestResponse isNull = call(request().with("expirationDate", null));

        assertThat(absent.fieldNames()).containsExactly("id", "token");
        assertThat(isNull.fieldNames()).containsExactly("id", "token");
        assertThat(stored(absent).settings().expiresAt()).isNull();
        assertThat(stored(isNull).settings().expiresAt()).isNull();
    }

    @Test
    void null_fields_are_treated_as_absent() {
        Token token = create(request()
                .with("personalAccessToken", null)
                .with("description", null)
                .with("owner", null)
                .with("project", null)
                .with("enabled", null));

        assertThat(token.settings().enabled()).isTrue();
        assertThat(token.origin().personal()).isFalse();
        assertThat(token.origin().owner()).isEqualTo("jane");
        assertThat(token.origin().project()).isNull();
        assertThat(token.settings().description()).isNull();
    }

    @Test
    void every_given_field_is_stored() {
        Token token = create(request()
                .with("name", "晚安 𝒩ight – build")
                .with("description", "first line\nsecond line")
                .with("owner", "jane")
                .with("project", "webshop")
                .with("enabled", false));

        assertThat(token.settings().name()).isEqualTo("晚安 𝒩ight – build");
        assertThat(token.settings().description()).isEqualTo("first line\nsecond line");
        assertThat(token.settings().enabled()).isFalse();
        assertThat(token.origin().project()).isEqualTo("webshop");
    }

    @Test
    void disabled_token_is_inactive() {
        assertThat(stack.isActive(call(request().with("enabled", false)).string("token")))
                .isFalse();
    }

    @Test
    void scope_alias_is_stored_under_its_canonical_name() {
        TestEvent request = request().calledBy(administrator()).with("scopes", List.of("Davis", "metrics.read", "AI"));

        assertThat(create(request).settings().scopes().names()).containsExactly("AI", "metrics.read");
    }

    @Test
    void duplicate_scopes_are_removed_in_order() {
        List<String> scopes = List.of("metrics.read", "apiTokens.write", "metrics.read", "apiTokens.write");

        assertThat(create(request().with("scopes", scopes)).settings().scopes().names())
                .containsExactly("metrics.read", "apiTokens.write");
    }

    @ParameterizedTest
    @CsvSource({
        "now+14d, 2026-04-01T10:37:42.518Z",
        "now+2h/h, 2026-03-18T12:00:00.000Z",
        "now+1w/w, 2026-03-23T00:00:00.000Z",
        "2026-03-19 09:30, 2026-03-19T09:30:00.000Z",
        "2026-03-19T09:30+05:30, 2026-03-19T04:00:00.000Z",
        "1773830262519, 2026-03-18T10:37:42.519Z"
    })
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
    @ValueSource(
            strings = {
                "\"\"",
                "\"tomorrow\"",
                "\"now\"",
                "\"now-1y/w\"",
                "\"now+1D\"",
                "\"now+30s\"",
                "\"now +1d\"",
                "\"NOW+1d\"",
                "\"2026-03-19\"",
                "\"2026-03-18T10:37:42.518Z\"",
                "\"2026-02-30T10:00\"",
                "\"2026-03-19T24:00\"",
                "1773830262518",
                "1773830263",
                "-1",
                "1.5",
                "1e15",
                "9999999999999999",
                "true",
                "[]",
                "{}"
            })
    void other_dates_are_rejected(String date) {
        assertInvalid(
                request()
                        .body("{\"name\":\"tokenName\",\"scopes\":[\"metrics.read\"],\"expirationDate\":" + date + "}"),
                "expirationDate PAYLOAD_BODY");
    }

    @Test
    void rejected_date_message_names_the_value_and_its_meaning() {
        assertThat(call(request().with("expirationDate", 1773830263)).message())
                .isEqualTo("expirationDate must be in the future; '1773830263' is 1970-01-21T12:43:50.263Z;"
                        + " it looks like epoch seconds, in milliseconds: 1773830263000");
        assertThat(call(request().with("expirationDate", "tomorrow")).message())
                .startsWith("expirationDate must be a supported date: 'tomorrow' ")
                .contains("now+14d");
        assertThat(call(request().with("expirationDate", "2026-04-01")).message())
                .isEqualTo("expirationDate '2026-04-01' has no time of day; use 2026-04-01T00:00:00.000Z");
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
    void error_envelope_matches_the_vendor_format() {
        assertThat(call(TestEvent.load("create-unknown-scope")).body())
                .isEqualTo(
                        "{\"error\":{\"code\":400,\"message\":\"scopes[1] is an unknown scope: metrics.reed\","
                                + "\"constraintViolations\":[{\"path\":\"scopes[1]\",\"reason\":\"unknown-scope\","
                                + "\"message\":\"scopes[1] is an unknown scope: metrics.reed\","
                                + "\"parameterLocation\":\"PAYLOAD_BODY\",\"location\":null}],\"reason\":\"invalid-request\"}}");
    }

    @Test
    void unknown_scope_is_reported_by_index() {
        assertInvalid(TestEvent.load("create-unknown-scope"), "scopes[1] PAYLOAD_BODY");
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

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"metrics.read\"", "5", "[]"})
    void scopes_must_be_a_non_empty_list(String scopes) {
        assertInvalid(request().body("{\"name\":\"tokenName\",\"scopes\":" + scopes + "}"), "scopes PAYLOAD_BODY");
    }

    @Test
    void at_most_100_scopes_are_accepted() {
        assertInvalid(request().with("scopes", Collections.nCopies(101, "metrics.read")), "scopes PAYLOAD_BODY");
        assertThat(call(request().with("scopes", Collections.nCopies(100, "metrics.read")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void all_catalogue_scopes_can_be_granted_together() {
        List<String> all = ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toList();

        assertThat(create(request().calledBy(administrator()).with("scopes", all))
                        .settings()
                        .scopes()
                        .names())
                .isEqualTo(all);
    }

    @Test
    void name_and_scopes_are_required() {
        assertInvalid(request().body("{}"), "name PAYLOAD_BODY", "scopes PAYLOAD_BODY");
        assertInvalid(request().with("name", null), "name PAYLOAD_BODY");
    }

    @Test
    void name_with_an_unpaired_surrogate_is_rejected() {
        assertInvalid(request().body("{\"scopes\":[\"metrics.read\"],\"name\":\"\\ud83d\"}"), "name PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\" \"", "\"\\t\"", "\"a\\u0000b\"", "\"a\\nb\"", "\"\\u0085x\"", "5", "true", "[]", "{}"
            })
    void blank_name_or_control_character_is_rejected(String name) {
        assertInvalid(request().body("{\"scopes\":[\"metrics.read\"],\"name\":" + name + "}"), "name PAYLOAD_BODY");
    }

    @Test
    void name_length_is_measured_in_code_points() {
        assertThat(create(request().with("name", "😀".repeat(100))).settings().name())
                .hasSize(200);
        assertInvalid(request().with("name", "😀".repeat(101)), "name PAYLOAD_BODY");
    }

    @Test
    void description_length_is_measured_in_code_points() {
        assertThat(create(request().with("description", "😀".repeat(1000)))
                        .settings()
                        .description())
                .hasSize(2000);
        assertInvalid(request().with("description", "😀".repeat(1001)), "description PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-jane", "jane doe", "jane#1", "jäne", "a/b"})
    void owner_must_match_the_owner_pattern(String owner) {
        assertInvalid(request().calledBy(administrator()).with("owner", owner), "owner PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-webshop", "Webshop", "web shop", "web.shop", "../webshop"})
    void project_must_match_the_project_pattern(String project) {
        assertInvalid(request().with("project", project), "project PAYLOAD_BODY");
    }

    @Test
    void personal_token_requires_a_user() {
        assertInvalid(request().with("personalAccessToken", true), "personalAccessToken PAYLOAD_BODY");
    }

    @Test
    void user_can_own_personal_tokens() {
        stack.users().put("jane", "AI");
        stack.users().put("anna", false, false);

        assertThat(create(request().with("personalAccessToken", true)).origin().personal())
                .isTrue();
        TestEvent forAnna =
                request().calledBy(administrator()).with("owner", "anna").with("personalAccessToken", true);
        assertThat(create(forAnna).origin().owner()).isEqualTo("anna");
    }

    @Test
    void existence_of_another_user_is_not_revealed() {
        stack.users().put("anna");

        for (String owner : List.of("anna", "unknown")) {
            assertRejected(
                    request().with("owner", owner).with("personalAccessToken", true),
                    403,
                    "Creating tokens for another owner requires the scope TenantTokenManagement.");
        }
    }

    @Test
    void personal_token_creates_only_personal_tokens() {
        stack.users().put("jane", "apiTokens.write", "metrics.read");
        Token personal = stack.token()
                .personal()
                .scopes("apiTokens.write", "metrics.read")
                .store();

        assertRejected(
                request().calledBy(personal),
                403,
                "A personal access token can create and regenerate only personal access tokens.");
        assertThat(create(request().calledBy(personal).with("personalAccessToken", true))
                        .origin()
                        .personal())
                .isTrue();
        Token administrator = stack.token()
                .personal()
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
        assertThat(create(request().calledBy(administrator)).origin().personal())
                .isFalse();
    }

    @Test
    void user_without_token_management_cannot_create_tokens() {
        for (boolean enabled : new boolean[] {true, false}) {
            stack.users().put("jane", enabled, !enabled);

            assertRejected(request().calledBy(callingToken), 403, "Token management is not allowed for this user");
            assertThat(create(request().calledBy(administrator()).with("owner", "jane"))
                            .origin()
                            .owner())
                    .isEqualTo("jane");
        }
    }

    @Test
    void a_body_is_required() {
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
        assertInvalid(request().body(""), "body PAYLOAD_BODY");
        assertInvalid(request().body(" \n"), "body PAYLOAD_BODY");
        assertInvalid(TestEvent.load("create-malformed-json"), "body PAYLOAD_BODY");
    }

    @Test
    void token_value_in_any_field_is_rejected_naming_the_field() {
        assertTokenValueRejected(TestEvent.load("create-secret-in-name"), "name PAYLOAD_BODY");
        for (String field : List.of("name", "description", "expirationDate", "owner", "project", "enabled")) {
            assertTokenValueRejected(request().with(field, TestStack.OTHER_TOKEN), field + " PAYLOAD_BODY");
        }
        assertTokenValueRejected(
                request().with("scopes", List.of("metrics.read", TestStack.OTHER_TOKEN)), "scopes[1] PAYLOAD_BODY");
        assertTokenValueRejected(
                request().with("name", TestStack.OTHER_TOKEN).with("owner", TestStack.OTHER_TOKEN),
                "name PAYLOAD_BODY",
                "owner PAYLOAD_BODY");
    }

    @Test
    void event_without_authorizer_context_is_an_internal_error() {
        assertRejected(TestEvent.load("create-without-context"), 500, "Internal server error.");
    }

    @Test
    void granting_a_scope_requires_holding_it() {
        assertRejected(
                request().with("scopes", List.of("metrics.read", "AI", "users.write")),
                403,
                "Token cannot grant scopes that it does not hold: AI, users.write");
        assertRejected(
                request().with("scopes", List.of(Scope.MANAGE_ALL_TOKENS.name())),
                403,
                "Token cannot grant scopes that it does not hold: TenantTokenManagement");
    }

    @Test
    void tenant_manager_can_grant_any_scope() {
        TestEvent request = request().calledBy(administrator()).with("scopes", List.of("TenantTokenManagement", "AI"));

        assertThat(create(request).settings().scopes().names()).containsExactly("TenantTokenManagement", "AI");
    }

    @Test
    void creating_a_token_for_another_owner_is_forbidden() {
        assertRejected(
                request().with("owner", "anna"),
                403,
                "Creating tokens for another owner requires the scope TenantTokenManagement.");
        assertRejected(
                request().with("owner", "Jane"),
                403,
                "Creating tokens for another owner requires the scope TenantTokenManagement.");
    }

    @Test
    void tenant_manager_can_create_tokens_for_any_owner() {
        Token token = create(request().calledBy(administrator()).with("owner", "anna"));

        assertThat(token.origin().owner()).isEqualTo("anna");
        assertThat(token.origin().createdBy()).isEqualTo("admin");
    }

    @Test
    void project_bound_token_creates_tokens_of_its_project() {
        Token projectBound = stack.token()
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .store();

        assertThat(create(request().calledBy(projectBound)).origin().project()).isEqualTo("webshop");
        assertThat(create(request().calledBy(projectBound).with("project", null))
                        .origin()
                        .project())
                .isEqualTo("webshop");
        assertThat(create(request().calledBy(projectBound).with("project", "webshop"))
                        .origin()
                        .project())
                .isEqualTo("webshop");
        assertRejected(
                request().calledBy(projectBound).with("project", "backoffice"),
                403,
                "Token is bound to another project.");
    }

    @Test
    void project_administrator_cannot_leave_the_project() {
        Token administrator = stack.token()
                .owner("admin")
                .project("webshop")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();

        assertThat(create(request()
                                .calledBy(administrator)
                                .with("owner", "anna")
                                .with("scopes", List.of("AI")))
                        .origin()
                        .project())
                .isEqualTo("webshop");
        assertRejected(
                request().calledBy(administrator).with("project", "backoffice"),
                403,
                "Token is bound to another project.");
    }

    @Test
    void created_token_cannot_expire_later_than_the_calling_token() {
        Token expiring = stack.token()
                .scopes("apiTokens.write", "metrics.read")
                .expiresIn(Duration.ofDays(7))
                .store();
        String message = "expirationDate must not be later than the expiration date of the calling token.";

        assertRejected(request().calledBy(expiring).without("expirationDate"), 403, message);
        assertRejected(request().calledBy(expiring).with("expirationDate", null), 403, message);
        assertRejected(request().calledBy(expiring).with("expirationDate", "now+8d"), 403, message);
        assertRejected(request().calledBy(expiring).with("expirationDate", "2026-03-25T10:37:42.519Z"), 403, message);
        Instant latest = create(request().calledBy(expiring).with("expirationDate", "now+7d"))
                .settings()
                .expiresAt();
        assertThat(latest).isEqualTo(expiring.settings().expiresAt());
    }

    @Test
    void tenant_manager_can_create_tokens_that_expire_later() {
        Token expiring = stack.token()
                .owner("admin")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .expiresIn(Duration.ofHours(24))
                .store();

        assertThat(create(request().calledBy(expiring).without("expirationDate"))
                        .settings()
                        .expiresAt())
                .isNull();
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

    @Test
    void unpaired_surrogate_in_a_scope_is_rejected() {
        String body = "{\"name\":\"tokenName\",\"scopes\":[\"a\\ud83d\"]}";

        assertInvalid(request().body(body), "scopes[0] PAYLOAD_BODY");
    }

    @Test
    void truncation_does_not_split_a_surrogate_pair() {
        TestEvent request = request().with("scopes", List.of("x".repeat(63) + "😀😀"));

        assertThat(assertInvalid(request, "scopes[0] PAYLOAD_BODY").body().codePoints())
                .noneMatch(c -> c == '?' || c == '\ufffd' || (c >= 0xd800 && c <= 0xdfff));
    }

    @Test
    void fractional_number_is_not_a_date() {
        assertInvalid(
                request().body("{\"name\":\"n\",\"scopes\":[\"metrics.read\"],\"expirationDate\":1773830262519.0}"),
                "expirationDate PAYLOAD_BODY");
    }

    private Token administrator() {
        return stack.token()
                .owner("admin")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
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
