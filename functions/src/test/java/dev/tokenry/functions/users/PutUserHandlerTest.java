package dev.tokenry.functions.users;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutUserHandlerTest implements UserNameContract, WriteContract, JsonBodyContract {

    private static final long NOW = TestStack.NOW.toEpochMilli();

    private final TestStack stack = new TestStack();
    private final PutUserHandler handler = new PutUserHandler(stack.wiring());
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("users.write", "metrics.read", "apiTokens.write")
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
        return TestEvent.load("user-put").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Test
    void name_with_an_at_sign_arrives_encoded() {
        TestResponse response = call(request().path("name", "sam%40corp.example"));

        assertThat(response.status()).as(response.body()).isEqualTo(201);
        assertThat(response.string("name")).isEqualTo("sam@corp.example");
    }

    @ParameterizedTest
    @CsvSource({
        "sam%2BCI%40corp.example, SAM+ci@corp.example",
        "sam+ci@corp.example, sam+ci@corp.example",
        "Sam+CI@corp.example, Sam+CI@corp.example"
    })
    void name_in_any_spelling_is_the_user_of_that_name(String path, String inBody) {
        stack.users().put("Sam+CI@corp.example");
        stack.token().owner("SAM+CI@corp.example").store();

        TestResponse response =
                call(request().path("name", path).with("name", inBody).with("enabled", false));

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.string("name")).isEqualTo("Sam+CI@corp.example");
        assertThat(response.json().get("tokens").intValue()).isEqualTo(1);
        assertThat(stack.users().all()).hasSize(1).allMatch(user -> !user.enabled());
    }

    @Test
    void owner_with_tokens_becomes_a_user_only_on_request() {
        stack.token().owner("JOHN").store();
        Token administrator = stack.token()
                .owner("admin")
                .scopes("users.write", "TenantTokenManagement")
                .store();

        assertRejected(
                request(), 403, "A user record for an owner that has tokens requires the scope TenantTokenManagement.");
        assertRejected(
                request().calledBy(administrator),
                409,
                "The owner already has tokens, which would depend on the new user. Send adoptTokens=true to create it.");
        TestResponse adopted = call(request().calledBy(administrator).with("adoptTokens", true));
        assertThat(adopted.status()).isEqualTo(201);
        assertThat(adopted.json().get("tokens").intValue()).isEqualTo(1);
    }

    @Test
    void user_leads_at_most_100_projects() {
        Token administrator = stack.token()
                .owner("admin")
                .scopes("users.write", "TenantTokenManagement")
                .store();
        List<String> names =
                IntStream.rangeClosed(1, 101).mapToObj(i -> "p" + i).toList();
        names.forEach(stack.projects()::put);

        assertThat(call(request().calledBy(administrator).with("leads", names)).violationReasons())
                .containsExactly("leads too-long");
        assertThat(stack.users().all()).isEmpty();
        assertThat(call(request().calledBy(administrator).with("leads", names.subList(0, 100)))
                        .status())
                .isEqualTo(201);
        assertThat(storedJohn().leads()).hasSize(100);
    }

    @Test
    void contact_is_set_kept_and_removed() {
        Token administrator = stack.token()
                .owner("admin")
                .scopes("users.write", "TenantTokenManagement")
                .store();
        TestEvent request = request().calledBy(administrator);

        TestResponse set = call(request.with("email", "john@example.com").with("language", "nl"));
        assertThat(set.string("email")).isEqualTo("john@example.com");
        assertThat(set.string("language")).isEqualTo("nl");

        call(request().calledBy(administrator).with("firstName", "Jan"));
        assertThat(storedJohn().contact()).isEqualTo(new Contact(new EmailAddress("john@example.com"), Language.DUTCH));

        TestResponse removed = call(request().calledBy(administrator).with("email", null));
        assertThat(removed.json().has("email")).isFalse();
        assertThat(storedJohn().contact()).isEqualTo(new Contact(null, Language.DUTCH));
    }

    @Test
    void contact_of_another_user_is_hidden_from_a_caller_that_does_not_manage_all_tokens() {
        Token administrator = stack.token()
                .owner("admin")
                .scopes("users.write", "TenantTokenManagement")
                .store();
        call(request().calledBy(administrator).with("email", "john@example.com"));

        assertRejected(
                request().with("email", "mallory@example.com"),
                403,
                "Changing email or language of another user requires the scope TenantTokenManagement.");
        assertThat(call(request().with("firstName", "Jan")).json().has("email")).isFalse();
        assertThat(storedJohn().contact().email()).isEqualTo(new EmailAddress("john@example.com"));
    }

    private Token administrator() {
        return stack.token()
                .owner("admin")
                .scopes("users.write", "users.read", "TenantTokenManagement")
                .store();
    }

    private static Map<String, Object> identity(Object issuer, Object subject) {
        return Map.of("issuer", issuer, "subject", subject);
    }

    @Test
    void identities_are_set_kept_and_removed() {
        Issuer people = stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        Token administrator = administrator();
        TestEvent request = request().calledBy(administrator);

        TestResponse set =
                call(request.with("identities", List.of(identity("people", "ä 1"), identity("people", "2"))));
        assertThat(set.status()).as(set.body()).isEqualTo(201);
        assertThat(set.json().get("identities"))
                .hasToString("[{\"issuer\":\"people\",\"subject\":\"ä 1\"},{\"issuer\":\"people\",\"subject\":\"2\"}]");
        List<UserIdentity> stored =
                List.of(new UserIdentity("people", people.id(), "ä 1"), new UserIdentity("people", people.id(), "2"));
        assertThat(storedJohn().identities()).isEqualTo(stored);
        assertThat(stack.users().find(people, "2").map(IdentityLink::user)).hasValue(OwnerName.of("john"));

        call(request().calledBy(administrator).with("firstName", "Jan"));
        call(request().calledBy(administrator).with("identities", null).with("firstName", "Joan"));
        assertThat(storedJohn().identities()).isEqualTo(stored);

        TestResponse removed = call(request().calledBy(administrator).with("identities", List.of()));
        assertThat(removed.json().has("identities")).isFalse();
        assertThat(storedJohn().identities()).isEmpty();
    }

    @Test
    void same_identities_are_no_change_and_are_read_back() {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        TestResponse set = call(TestEvent.load("user-put-identities").calledBy(administrator()));
        assertThat(set.status()).as(set.body()).isEqualTo(201);
        long version = storedJohn().version();

        for (TestEvent request : List.of(
                request().with("identities", List.of(identity("people", "2"), identity("people", "1"))),
                request().body(set.body()))) {
            assertThat(call(request.calledBy(administrator())).status()).isEqualTo(200);
            assertThat(storedJohn().version()).isEqualTo(version);
        }
        // Also for a caller that does not see them.
        TestResponse unseen =
                call(request().with("identities", List.of(identity("people", "1"), identity("people", "2"))));
        assertThat(unseen.status()).isEqualTo(200);
        assertThat(unseen.json().has("identities")).isFalse();
        assertThat(storedJohn().version()).isEqualTo(version);
    }

    static Stream<Arguments> invalidIdentities() {
        return Stream.of(
                Arguments.of("people", "identities wrong-type"),
                Arguments.of(Map.of(), "identities wrong-type"),
                Arguments.of(List.of("1"), "identities[0] wrong-type"),
                Arguments.of(List.of(Map.of("issuer", "people")), "identities[0].subject required"),
                Arguments.of(List.of(Map.of("subject", "1")), "identities[0].issuer required"),
                Arguments.of(List.of(identity("people", 1)), "identities[0].subject wrong-type"),
                Arguments.of(
                        List.of(Map.of("issuer", "people", "subject", "1", "email", "a")),
                        "identities[0].email unknown-property"),
                Arguments.of(List.of(identity("People", "1")), "identities[0].issuer pattern"),
                Arguments.of(List.of(identity("", "1")), "identities[0].issuer pattern"),
                Arguments.of(List.of(identity("people", "")), "identities[0].subject length"),
                Arguments.of(List.of(identity("people", "x".repeat(1025))), "identities[0].subject length"),
                Arguments.of(List.of(identity("people", " ")), "identities[0].subject control-characters"),
                Arguments.of(List.of(identity("people", "a\nb")), "identities[0].subject control-characters"),
                Arguments.of(List.of(identity("people", "a\u202eb")), "identities[0].subject control-characters"),
                Arguments.of(List.of(identity("people", "1"), identity("people", "1")), "identities[1] duplicate"),
                Arguments.of(
                        IntStream.rangeClosed(1, 6)
                                .mapToObj(i -> identity("people", "s" + i))
                                .toList(),
                        "identities too-long"),
                Arguments.of(List.of(identity("unknown", "1")), "identities[0].issuer unknown-value"),
                Arguments.of(
                        List.of(identity("people", "1"), identity("gh", "1")), "identities[1].issuer unknown-value"));
    }

    @ParameterizedTest
    @MethodSource("invalidIdentities")
    void invalid_identities_are_rejected(Object identities, String reason) {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        stack.issuers().put("gh", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com");

        TestResponse response = call(request().calledBy(administrator()).with("identities", identities));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly(reason);
        assertThat(stack.users().all()).isEmpty();
    }

    @Test
    void subject_of_invalid_unicode_is_rejected() {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");

        assertThat(call(request()
                                .calledBy(administrator())
                                .body(
                                        "{\"scopes\":[],\"identities\":[{\"issuer\":\"people\",\"subject\":\"a\\ud800\"}]}"))
                        .violationReasons())
                .containsExactly("identities[0].subject control-characters");
    }

    @Test
    void five_identities_with_subjects_of_the_largest_length_are_accepted() {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        List<Map<String, Object>> identities = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> identity("people", i + "x".repeat(1023)))
                .toList();

        assertThat(call(request().calledBy(administrator()).with("identities", identities))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void identities_that_stay_need_no_issuer() {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        Issuer other = stack.issuers().put("other", IssuerKind.PEOPLE, "https://other.example");
        TestEvent request = request().calledBy(administrator());
        call(request.with("identities", List.of(identity("people", "1"), identity("other", "1"))));
        stack.issuers().damage("people");
        stack.issuers().delete(other, STAMP);

        TestResponse same = call(request.with("identities", List.of(identity("other", "1"), identity("people", "1"))));
        assertThat(same.status()).as(same.body()).isEqualTo(200);
        assertThat(call(request.with("identities", List.of(identity("other", "1"))))
                        .status())
                .isEqualTo(200);
        assertThat(storedJohn().identities()).extracting(UserIdentity::issuer).containsExactly("other");

        assertThat(call(request.with("identities", List.of(identity("other", "2"))))
                        .violationReasons())
                .containsExactly("identities[0].issuer unknown-value");
        assertThat(call(request.with("identities", List.of(identity("people", "2"))))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void identity_becomes_one_of_another_issuer_of_the_name_only_by_removal_and_addition() {
        Issuer earlier = stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        TestEvent request = request().calledBy(administrator()).with("identities", List.of(identity("people", "1")));
        call(request);
        stack.issuers().delete(earlier, STAMP);
        Issuer present = new Issuer(
                "people",
                "0fff",
                earlier.kind(),
                earlier.issuer(),
                earlier.audiences(),
                null,
                true,
                earlier.maxAge(),
                earlier.signIn(),
                true,
                2);
        stack.issuers().insert(present, STAMP);
        assertThat(stack.users().find(present, "1")).isEmpty();

        assertThat(call(request.with("firstName", "Joan")).status()).isEqualTo(200);
        assertThat(call(request.with("identities", List.of(identity("people", "1"), identity("people", "2"))))
                        .status())
                .isEqualTo(200);
        assertThat(stack.users().find(present, "1")).isEmpty();
        assertThat(stack.users().find(present, "2")).isPresent();

        call(request.with("identities", List.of()));
        call(request.with("identities", List.of(identity("people", "1"))));
        assertThat(stack.users().find(present, "1")).isPresent();
    }

    @Test
    void identities_require_the_scope_for_all_tokens() {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        call(request().calledBy(administrator()).with("identities", List.of(identity("people", "1"))));
        String message = "Changing identities requires the scope TenantTokenManagement.";

        for (List<?> identities :
                List.of(List.of(), List.of(identity("people", "2")), List.of(identity("unknown", "1")))) {
            assertUnchanged(request().with("identities", identities), message);
            // Also for the own user.
            assertUnchanged(
                    request().path("name", "jane").with("identities", List.of(identity("people", "2"))), message);
        }
        TestResponse renamed = call(request().with("firstName", "Jan"));
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json().has("identities")).isFalse();
        assertThat(storedJohn().identities()).hasSize(1);
    }

    /** Only a confirmed user is linked with a first sign-in. */
    @Test
    void user_is_confirmed_by_a_caller_that_manages_all_tokens() {
        String body = call(request()).body();
        assertThat(storedJohn().confirmed()).isFalse();
        long version = storedJohn().version();

        // The same values, by another caller.
        assertThat(call(request().calledBy(administrator()).body(body)).status())
                .isEqualTo(200);
        assertThat(storedJohn().confirmed()).isTrue();
        assertThat(storedJohn().version()).isEqualTo(version + 1);
        call(request().calledBy(administrator()).body(body));
        assertThat(storedJohn().version()).isEqualTo(version + 1);
        call(request().with("firstName", "Jan"));
        assertThat(storedJohn().confirmed()).isTrue();
    }

    @Test
    void subject_of_another_user_is_taken() {
        stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        List<Map<String, Object>> identities = List.of(identity("people", "1"));
        call(request().calledBy(administrator()).path("name", "Mary").with("identities", identities));

        TestResponse response = call(request().calledBy(administrator()).with("identities", identities));

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.json().at("/error/reason").textValue()).isEqualTo("identity-taken");
        assertThat(response.json().at("/error/message").textValue())
                .isEqualTo("The subject \"1\" of the issuer people is an identity of the user mary."
                        + " Remove it there first.");
        assertThat(stack.users().all()).hasSize(1);
    }

    @Test
    void token_value_as_subject_is_rejected_and_not_echoed() {
        assertTokenValueRejected(
                request()
                        .calledBy(administrator())
                        .with("identities", List.of(identity("people", TestStack.OTHER_TOKEN))),
                "identities[0].subject PAYLOAD_BODY");
    }

    @Test
    void damaged_project_is_still_led_after_a_change_of_its_lead() {
        Token administrator = stack.token()
                .owner("admin")
                .scopes("users.write", "TenantTokenManagement")
                .store();
        TestEvent request = request().calledBy(administrator);
        stack.projects().put("shop");
        stack.projects().put("web");
        call(request.with("leads", List.of("shop")));
        List<LedProject> shop = storedJohn().leads();
        stack.projects().damage("shop");

        call(request.with("leads", null).with("firstName", "Johnny"));
        assertThat(storedJohn().leads()).isEqualTo(shop);

        assertThat(call(request.with("leads", List.of("shop", "web"))).status()).isEqualTo(200);
        assertThat(storedJohn().leads()).hasSize(2).containsAll(shop);

        assertRejected(
                request(), 403, "The user leads projects. Changing it requires the scope TenantTokenManagement.");
        assertThat(call(request.with("leads", List.of())).status()).isEqualTo(200);
        assertThat(storedJohn().leads()).isEmpty();
    }

    @Test
    void user_is_created_and_returned() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers()).containsEntry("ETag", "\"" + NOW + "\"");
        assertThat(response.body())
                .isEqualTo("{\"name\":\"john\",\"firstName\":\"John\",\"lastName\":\"Doe\",\"enabled\":true,"
                        + "\"scopes\":[\"metrics.read\",\"apiTokens.write\"],\"manageOwnTokens\":false,"
                        + "\"tokens\":0,\"personalTokens\":0}");
        assertThat(storedJohn())
                .isEqualTo(new User(
                        OwnerName.of("john"),
                        storedJohn().id(),
                        "John",
                        "Doe",
                        true,
                        Scopes.parse("metrics.read apiTokens.write"),
                        false,
                        List.of(),
                        NOW));
    }

    @Test
    void absent_or_null_fields_get_defaults() {
        call(request());
        for (String body : List.of(
                "{\"scopes\":[]}",
                "{\"scopes\":[],\"firstName\":null,\"lastName\":null,\"enabled\":null,\"manageOwnTokens\":null}")) {
            TestResponse response = call(request().body(body));

            assertThat(response.status()).isEqualTo(200);
            assertThat(storedJohn())
                    .isEqualTo(new User(
                            OwnerName.of("john"),
                            storedJohn().id(),
                            null,
                            null,
                            true,
                            Scopes.NONE,
                            true,
                            List.of(),
                            NOW + 1));
        }
    }

    @Test
    void identical_put_writes_nothing() {
        call(request());

        TestResponse response =
                call(request().with("scopes", List.of("apiTokens.write", "metrics.read", "metrics.read")));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("ETag", "\"" + NOW + "\"");
        assertThat(storedJohn().scopes().format()).isEqualTo("metrics.read apiTokens.write");
    }

    @Test
    void response_of_get_is_accepted_as_request() {
        TestResponse current = call(request());

        assertThat(call(request().body(current.body())).status()).isEqualTo(200);
        assertThat(storedJohn().version()).isEqualTo(NOW);
        assertInvalid(request().with("name", "mary"), "name PAYLOAD_BODY");
    }

    @Test
    void all_violations_are_reported_together() {
        TestEvent request = request()
                .path("name", "-john")
                .with("firstName", " ")
                .with("lastName", "x".repeat(101))
                .with("enabled", "yes")
                .with("scopes", List.of("metrics.read", "unheard.of"))
                .with("manageOwnTokens", 1);

        assertInvalid(
                request,
                "name PATH",
                "firstName PAYLOAD_BODY",
                "lastName PAYLOAD_BODY",
                "enabled PAYLOAD_BODY",
                "scopes[1] PAYLOAD_BODY",
                "manageOwnTokens PAYLOAD_BODY");
        assertThat(stack.users().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"scopes\":null}", "{\"scopes\":\"AI\"}", "{\"scopes\":{}}"})
    void scopes_are_required_but_may_be_empty(String body) {
        assertInvalid(request().body(body), "scopes PAYLOAD_BODY");
    }

    @Test
    void too_many_scopes_are_rejected_with_the_limit_for_users() {
        TestEvent request = request().with("scopes", Collections.nCopies(101, "AI"));

        assertInvalid(request, "scopes PAYLOAD_BODY");
        assertThat(call(request).body()).contains("\"scopes must contain at most 100 scopes\"");
    }

    @Test
    void first_and_last_name_reject_control_characters() {
        assertInvalid(request().with("firstName", "a\nb"), "firstName PAYLOAD_BODY");
        assertInvalid(request().with("lastName", "\u0007"), "lastName PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".john", "jo hn", "jo%20hn", "jöhn", "j%C3%B6hn"})
    void user_name_must_match_the_owner_pattern(String name) {
        assertInvalid(request().path("name", name), "name PATH");
        assertInvalid(request().path("name", "a".repeat(65)), "name PATH");
    }

    @Test
    void name_of_maximum_length_is_accepted() {
        assertThat(call(request().path("name", "a@b.c-d_" + "x".repeat(56))).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"*, 412", "\"1\", 412", "'\"1\", \"2\"', 412"})
    void if_match_fails_for_a_nonexistent_user(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.users().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*, 200", "\"1\", 200", "'\"7\", \"1\"', 200", "\"2\", 412", "W/\"1\", 412", "1, 400"})
    void user_is_replaced_if_the_version_matches(String ifMatch, int status) {
        stack.users().put("john");

        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(storedJohn().version()).isEqualTo(status == 200 ? 2 : 1);
    }

    @Test
    void adding_a_scope_requires_holding_it() {
        assertUnchanged(
                request().with("scopes", List.of("metrics.read", "users.read", "TenantTokenManagement")),
                "Token cannot grant scopes that it does not hold: users.read, TenantTokenManagement");
        stack.users().put("john", "metrics.read");
        assertUnchanged(
                request().with("scopes", List.of("metrics.read", "AI")).with("enabled", false),
                "Token cannot grant scopes that it does not hold: AI");
    }

    @Test
    void user_with_scopes_that_the_caller_does_not_hold_is_not_changed() {
        stack.users().put("john", "AI");

        assertUnchanged(
                request().with("scopes", List.of("metrics.read")),
                "Token cannot grant scopes that it does not hold: AI");
    }

    @Test
    void enabling_a_user_requires_holding_its_scopes() {
        stack.users().put("john", false, true, "AI");

        assertUnchanged(request().with("scopes", List.of("AI")), "Token cannot grant scopes that it does not hold: AI");
        assertUnchanged(request().with("scopes", List.of()), "Token cannot grant scopes that it does not hold: AI");
    }

    @Test
    void the_own_user_is_not_disabled() {
        stack.users().put("jane", true, false);
        TestEvent own = request().path("name", "jane");
        assertThat(call(own).status()).isEqualTo(200);

        Token administrator =
                stack.token().scopes("users.write", "TenantTokenManagement").store();
        TestEvent disabling = own.with("enabled", false);
        assertInvalid(disabling, "enabled PAYLOAD_BODY");
        assertInvalid(disabling.calledBy(administrator), "enabled PAYLOAD_BODY");
    }

    private void assertUnchanged(TestEvent event, String message) {
        List<User> before = stack.users().all();
        assertRejected(event, 403, message);
        assertThat(stack.users().all()).isEqualTo(before);
    }

    private User storedJohn() {
        return stack.users().find(OwnerName.of("john")).orElseThrow();
    }
}
