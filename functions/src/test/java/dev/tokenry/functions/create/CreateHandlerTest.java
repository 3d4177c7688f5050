package dev.tokenry.functions.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
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

class CreateHandlerTest implements WriteContract, JsonBodyContract {

    private final TestStack stack = new TestStack();
    private final CreateHandler handler = new CreateHandler(stack.wiring());
    private final Token jane = stack.token()
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
        return jane;
    }

    @Test
    void the_request_of_the_seed_is_answered_in_its_shape() {
        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(201);
        String token = answer.string("token");
        assertThat(token).matches("tk0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}");
        String id = token.substring(0, token.lastIndexOf('.'));
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"token\":\"" + token
                        + "\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}");
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"),
                        Map.entry("Location", "/api/v2/apiTokens/" + id));
    }

    @Test
    void the_store_holds_what_was_asked_for() {
        Token token = created(request());

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
    void the_token_in_the_answer_opens_what_it_should() {
        String token = call(request()).string("token");

        assertThat(stack.isActive(token)).isTrue();
    }

    @Test
    void the_secret_is_in_the_answer_once_and_nowhere_else() {
        TestResponse answer = call(request());
        String token = answer.string("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(answer.body().split(secret, -1)).hasSize(2);
        assertThat(answer.headers().toString()).doesNotContain(secret);
        assertSecretNotStored(token);
    }

    @Test
    void the_same_request_makes_another_token_each_time() {
        assertThat(call(request()).string("token"))
                .isNotEqualTo(call(request()).string("token"));
        assertThat(stack.tokens().all()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "/e/abc-123/api/v2/apiTokens, /e/abc-123/api/v2/apiTokens/",
        "/platform/classic/environment-api/v2/apiTokens, /platform/classic/environment-api/v2/apiTokens/",
        "/api/v2/apiTokens/, /api/v2/apiTokens/"
    })
    void the_location_is_where_the_sender_called(String path, String location) {
        TestEvent request = request();
        request.requestContext().put("path", path);
        TestResponse answer = call(request);

        assertThat(answer.headers()).containsEntry("Location", location + answer.string("id"));
    }

    @Test
    void without_an_expiry_a_token_is_for_ever_and_the_answer_says_no_date() {
        TestResponse absent = call(request().without("expirationDate"));
        TestResponse isNull = call(request().with("expirationDate", null));

        assertThat(absent.fieldNames()).containsExactly("id", "token");
        assertThat(isNull.fieldNames()).containsExactly("id", "token");
        assertThat(kept(absent).settings().expiresAt()).isNull();
        assertThat(kept(isNull).settings().expiresAt()).isNull();
    }

    @Test
    void explicit_nulls_equal_absence() {
        Token token = created(request()
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
    void every_field_that_is_given_is_kept() {
        Token token = created(request()
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
    void a_disabled_token_opens_nothing() {
        assertThat(stack.isActive(call(request().with("enabled", false)).string("token")))
                .isFalse();
    }

    @Test
    void the_seeds_older_name_of_a_scope_is_kept_as_its_own_name() {
        TestEvent request = request().calledBy(administrator()).with("scopes", List.of("Davis", "metrics.read", "AI"));

        assertThat(created(request).settings().scopes().names()).containsExactly("AI", "metrics.read");
    }

    @Test
    void duplicate_scopes_collapse_and_keep_their_order() {
        List<String> scopes = List.of("metrics.read", "apiTokens.write", "metrics.read", "apiTokens.write");

        assertThat(created(request().with("scopes", scopes)).settings().scopes().names())
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
    void every_form_of_a_date_is_taken(String date, String answered) {
        assertThat(call(request().with("expirationDate", date)).string("expirationDate"))
                .isEqualTo(answered);
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
    void every_other_date_is_refused(String date) {
        assertInvalid(
                request()
                        .body("{\"name\":\"tokenName\",\"scopes\":[\"metrics.read\"],\"expirationDate\":" + date + "}"),
                "expirationDate PAYLOAD_BODY");
    }

    @Test
    void a_refused_date_says_what_was_read_and_which_forms_there_are() {
        assertThat(call(request().with("expirationDate", 1773830263)).message())
                .startsWith("expirationDate '1773830263' resolves to 1970-01-21T12:43:50.263Z")
                .contains("it looks like epoch seconds", "now+14d");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
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
    void a_400_is_the_error_envelope_of_the_vendor() {
        assertThat(call(TestEvent.load("create-unknown-scope")).body())
                .isEqualTo("{\"error\":{\"code\":400,\"message\":\"scopes[1] is not a scope: metrics.reed\","
                        + "\"constraintViolations\":[{\"path\":\"scopes[1]\","
                        + "\"message\":\"scopes[1] is not a scope: metrics.reed\","
                        + "\"parameterLocation\":\"PAYLOAD_BODY\",\"location\":null}]}}");
    }

    @Test
    void an_unknown_scope_is_named_by_its_place() {
        assertInvalid(TestEvent.load("create-unknown-scope"), "scopes[1] PAYLOAD_BODY");
        assertInvalid(
                request().with("scopes", List.of("METRICS.READ", "metrics.read", "", "metrics.read ")),
                "scopes[0] PAYLOAD_BODY",
                "scopes[2] PAYLOAD_BODY",
                "scopes[3] PAYLOAD_BODY");
    }

    @Test
    void a_long_unknown_scope_is_not_echoed_whole() {
        assertThat(call(request().with("scopes", List.of("x".repeat(10_000)))).body())
                .hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"metrics.read\"", "5", "[]"})
    void scopes_are_a_list_of_one_at_least(String scopes) {
        assertInvalid(request().body("{\"name\":\"tokenName\",\"scopes\":" + scopes + "}"), "scopes PAYLOAD_BODY");
    }

    @Test
    void scopes_are_a_hundred_at_most() {
        assertInvalid(request().with("scopes", Collections.nCopies(101, "metrics.read")), "scopes PAYLOAD_BODY");
        assertThat(call(request().with("scopes", Collections.nCopies(100, "metrics.read")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void every_scope_of_the_catalogue_can_be_given_at_once() {
        List<String> all = ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toList();

        assertThat(created(request().calledBy(administrator()).with("scopes", all))
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
    void half_of_a_surrogate_pair_is_no_name() {
        assertInvalid(request().body("{\"scopes\":[\"metrics.read\"],\"name\":\"\\ud83d\"}"), "name PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\" \"", "\"\\t\"", "\"a\\u0000b\"", "\"a\\nb\"", "\"\\u0085x\"", "5", "true", "[]", "{}"
            })
    void a_name_has_one_visible_character_at_least_and_no_control_character(String name) {
        assertInvalid(request().body("{\"scopes\":[\"metrics.read\"],\"name\":" + name + "}"), "name PAYLOAD_BODY");
    }

    @Test
    void a_names_length_counts_in_code_points() {
        assertThat(created(request().with("name", "😀".repeat(100))).settings().name())
                .hasSize(200);
        assertInvalid(request().with("name", "😀".repeat(101)), "name PAYLOAD_BODY");
    }

    @Test
    void a_descriptions_length_counts_in_code_points() {
        assertThat(created(request().with("description", "😀".repeat(1000)))
                        .settings()
                        .description())
                .hasSize(2000);
        assertInvalid(request().with("description", "😀".repeat(1001)), "description PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-jane", "jane doe", "jane#1", "jäne", "a/b"})
    void an_owner_is_spelt_as_owners_are(String owner) {
        assertInvalid(request().calledBy(administrator()).with("owner", owner), "owner PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-webshop", "Webshop", "web shop", "web.shop", "../webshop"})
    void a_project_is_spelt_as_projects_are(String project) {
        assertInvalid(request().with("project", project), "project PAYLOAD_BODY");
    }

    @Test
    void a_personal_token_needs_a_record_of_its_owner() {
        assertInvalid(request().with("personalAccessToken", true), "personalAccessToken PAYLOAD_BODY");
    }

    @Test
    void an_owner_on_record_has_personal_tokens() {
        stack.users().put("jane", "AI");
        stack.users().put("anna", false, false);

        assertThat(created(request().with("personalAccessToken", true)).origin().personal())
                .isTrue();
        TestEvent forAnna = request().calledBy(administrator()).with("owner", "anna").with("personalAccessToken", true);
        assertThat(created(forAnna).origin().owner()).isEqualTo("anna");
    }

    @Test
    void whether_somebody_else_is_on_record_is_not_told() {
        stack.users().put("anna");

        for (String owner : List.of("anna", "nobody")) {
            assertRejected(
                    request().with("owner", owner).with("personalAccessToken", true),
                    403,
                    "Only TenantTokenManagement makes tokens for another owner.");
        }
    }

    @Test
    void a_personal_token_makes_personal_ones_only() {
        stack.users().put("jane", "apiTokens.write", "metrics.read");
        Token personal = stack.token()
                .personal()
                .scopes("apiTokens.write", "metrics.read")
                .store();

        assertRejected(request().calledBy(personal), 403, "A personal token makes and regenerates personal tokens only.");
        assertThat(created(request().calledBy(personal).with("personalAccessToken", true))
                        .origin()
                        .personal())
                .isTrue();
        Token administrator = stack.token()
                .personal()
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
        assertThat(created(request().calledBy(administrator)).origin().personal()).isFalse();
    }

    @Test
    void a_user_that_may_not_manage_its_own_tokens_makes_none() {
        for (boolean enabled : new boolean[] {true, false}) {
            stack.users().put("jane", enabled, !enabled);

            assertRejected(request().calledBy(jane), 403, "Token management is not allowed for this user");
            assertThat(created(request().calledBy(administrator()).with("owner", "jane"))
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
    void a_whole_token_in_any_field_is_refused_by_its_name() {
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
    void the_event_without_the_authorizers_word_is_our_fault() {
        assertRejected(TestEvent.load("create-without-context"), 500, "Something went wrong on our side.");
    }

    @Test
    void nobody_grants_what_they_do_not_hold() {
        assertRejected(
                request().with("scopes", List.of("metrics.read", "AI", "users.write")),
                403,
                "Token may not grant scopes that it does not hold: AI, users.write");
        assertRejected(
                request().with("scopes", List.of(Scope.MANAGE_ALL_TOKENS.name())),
                403,
                "Token may not grant scopes that it does not hold: TenantTokenManagement");
    }

    @Test
    void who_manages_all_tokens_grants_anything() {
        TestEvent request = request().calledBy(administrator()).with("scopes", List.of("TenantTokenManagement", "AI"));

        assertThat(created(request).settings().scopes().names()).containsExactly("TenantTokenManagement", "AI");
    }

    @Test
    void nobody_makes_tokens_for_somebody_else() {
        assertRejected(
                request().with("owner", "anna"), 403, "Only TenantTokenManagement makes tokens for another owner.");
        assertRejected(
                request().with("owner", "Jane"), 403, "Only TenantTokenManagement makes tokens for another owner.");
    }

    @Test
    void who_manages_all_tokens_makes_tokens_for_anybody() {
        Token token = created(request().calledBy(administrator()).with("owner", "anna"));

        assertThat(token.origin().owner()).isEqualTo("anna");
        assertThat(token.origin().createdBy()).isEqualTo("admin");
    }

    @Test
    void a_caller_that_is_bound_to_a_project_makes_tokens_of_that_project() {
        Token bound = stack.token()
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .store();

        assertThat(created(request().calledBy(bound)).origin().project()).isEqualTo("webshop");
        assertThat(created(request().calledBy(bound).with("project", null)).origin().project())
                .isEqualTo("webshop");
        assertThat(created(request().calledBy(bound).with("project", "webshop"))
                        .origin()
                        .project())
                .isEqualTo("webshop");
        assertRejected(request().calledBy(bound).with("project", "backoffice"), 403, "Token is bound to another project.");
    }

    @Test
    void a_projects_administrator_stays_in_the_project() {
        Token administrator = stack.token()
                .owner("admin")
                .project("webshop")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();

        assertThat(created(request().calledBy(administrator).with("owner", "anna").with("scopes", List.of("AI")))
                        .origin()
                        .project())
                .isEqualTo("webshop");
        assertRejected(
                request().calledBy(administrator).with("project", "backoffice"), 403, "Token is bound to another project.");
    }

    @Test
    void no_token_outlives_the_one_that_made_it() {
        Token mortal = stack.token()
                .scopes("apiTokens.write", "metrics.read")
                .expiresIn(Duration.ofDays(7))
                .store();
        String message = "expirationDate may not be later than that of the calling token.";

        assertRejected(request().calledBy(mortal).without("expirationDate"), 403, message);
        assertRejected(request().calledBy(mortal).with("expirationDate", null), 403, message);
        assertRejected(request().calledBy(mortal).with("expirationDate", "now+8d"), 403, message);
        assertRejected(request().calledBy(mortal).with("expirationDate", "2026-03-25T10:37:42.519Z"), 403, message);
        Instant latest = created(request().calledBy(mortal).with("expirationDate", "now+7d"))
                .settings()
                .expiresAt();
        assertThat(latest).isEqualTo(mortal.settings().expiresAt());
    }

    @Test
    void who_manages_all_tokens_makes_tokens_that_outlive_it() {
        Token mortal = stack.token()
                .owner("admin")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .expiresIn(Duration.ofHours(24))
                .store();

        assertThat(created(request().calledBy(mortal).without("expirationDate"))
                        .settings()
                        .expiresAt())
                .isNull();
    }

    @Test
    void without_the_pepper_nothing_is_made() {
        stack.makePepperUnavailable();

        assertUnavailable(request());
    }

    @Test
    void with_another_pepper_than_the_tables_nothing_is_made() {
        stack.replacePepper();

        assertThat(call(request()).status()).isEqualTo(503);
        assertThat(stack.tokens().all()).containsExactly(jane);
    }

    @Test
    void half_a_character_where_a_scope_belongs_is_refused() {
        String body = "{\"name\":\"tokenName\",\"scopes\":[\"a\\ud83d\"]}";

        assertInvalid(request().body(body), "scopes[0] PAYLOAD_BODY");
    }

    @Test
    void no_character_is_cut_in_half_when_an_unknown_scope_is_echoed() {
        TestEvent request = request().with("scopes", List.of("x".repeat(63) + "😀😀"));

        assertThat(assertInvalid(request, "scopes[0] PAYLOAD_BODY").body().codePoints())
                .noneMatch(c -> c == '?' || c == '\ufffd' || (c >= 0xd800 && c <= 0xdfff));
    }

    @Test
    void a_number_with_a_fraction_is_no_date() {
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

    private Token created(TestEvent request) {
        TestResponse answer = call(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return kept(answer);
    }

    private Token kept(TestResponse answer) {
        return stack.tokens().get(TokenId.parse(answer.string("id")).orElseThrow());
    }
}
