package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.PublicEndpointContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RevokeTokensHandlerTest implements StoreContract, JsonBodyContract, PublicEndpointContract {

    private final TestStack stack = new TestStack();
    private final RevokeTokensHandler handler = new RevokeTokensHandler(stack.wiring());
    private final Token target = stack.token().tokenValue(TestStack.OTHER_TOKEN).store();
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.read", "apiTokens.write", "TenantTokenManagement")
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
        return TestEvent.load("revoke");
    }

    @Test
    void the_token_is_disabled_and_has_the_status_leaked() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{}");
        assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
        TestResponse token = stack.call(
                new GetTokenHandler(stack.wiring()),
                TestEvent.load("get").calledBy(admin).path("id", target.id().value()));
        assertThat(token.string("status")).isEqualTo("leaked");
        assertThat(token.string("disabledReason")).isEqualTo("leaked");
        assertThat(token.json().get("enabled").booleanValue()).isFalse();
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @Test
    void the_response_is_the_same_whatever_is_sent() {
        IssuedToken disabled = stack.token().disabled().issue();
        IssuedToken expired = stack.token().expiresIn(Duration.ofMinutes(1)).issue();
        IssuedToken overlapping = stack.token().issue();
        IssuedToken replaced = stack.token().issue();
        IssuedToken deleted = stack.token().issue();
        stack.advance(Duration.ofMinutes(2));
        stack.regenerate(overlapping.token(), Duration.ofHours(1));
        stack.regenerate(replaced.token(), Duration.ZERO);
        stack.tokens().delete(deleted.token(), STAMP);
        TestResponse expected = call(request());

        Stream.of(disabled, expired, overlapping, replaced, deleted)
                .map(issued -> issued.value().reveal())
                .forEach(value -> assertThat(call(revoke(value))).isEqualTo(expected));
        for (String value : List.of(
                TestStack.OTHER_TOKEN,
                TestStack.OTHER_TOKEN.substring(0, 95),
                TestStack.OTHER_TOKEN.replace("ANOTHER", "WHATEVER"),
                "password",
                "")) {
            assertThat(call(revoke(value))).isEqualTo(expected);
        }
        assertThat(stack.tokens().get(disabled.token().id()).isLeaked()).isTrue();
        assertThat(stack.tokens().get(expired.token().id()).isLeaked()).isTrue();
        assertThat(stack.tokens().get(overlapping.token().id()).secrets().previous())
                .isNull();
        assertThat(stack.tokens().get(replaced.token().id()).rejectedUses().retired())
                .isNotNull();
    }

    @Test
    void what_is_copied_together_with_a_token_value_is_ignored() {
        call(revoke(" \"Authorization: Api-Token " + TestStack.OTHER_TOKEN + "\"\n"));

        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();
    }

    @Test
    void twenty_token_values_are_revoked_at_once() {
        List<IssuedToken> found =
                Stream.generate(() -> stack.token().issue()).limit(20).toList();

        call(request()
                .with(
                        "tokens",
                        found.stream().map(issued -> issued.value().reveal()).toList()));

        assertThat(found)
                .allSatisfy(issued -> assertThat(
                                stack.tokens().get(issued.token().id()).isLeaked())
                        .isTrue());
    }

    @Test
    void it_cannot_be_enabled_until_it_is_regenerated_without_an_overlap() {
        call(request());
        Map<String, TestEvent> enabling = Map.of(
                "patch", TestEvent.load("patch").body("{\"enabled\":true}"),
                "update", TestEvent.load("update").body("{\"enabled\":true}"),
                "transfer", TestEvent.load("patch").body("{\"owner\":\"bert\",\"enabled\":true}"));
        enabling.forEach((name, event) -> {
            TestResponse response = stack.call(
                    name.equals("update")
                            ? new UpdateTokenHandler(stack.wiring())
                            : new PatchTokenHandler(stack.wiring()),
                    event.calledBy(admin).path("id", target.id().value()));
            assertThat(violation(response)).isEqualTo("enabled leaked");
        });
        TestResponse bulk = stack.call(
                new BulkTokensHandler(stack.wiring()),
                TestEvent.load("bulk")
                        .calledBy(admin)
                        .body("{\"action\":\"enable\",\"ids\":[\"" + target.id() + "\"]}"));
        assertThat(bulk.json()
                        .at("/results/0/error/constraintViolations/0/reason")
                        .textValue())
                .isEqualTo("leaked");
        TestEvent regenerate = TestEvent.load("regenerate")
                .calledBy(admin)
                .path("id", target.id().value());
        assertThat(violation(stack.call(
                        new RegenerateTokenHandler(stack.wiring()), regenerate.body("{\"overlapSeconds\":60}"))))
                .isEqualTo("overlapSeconds leaked");

        TestResponse regenerated =
                stack.call(new RegenerateTokenHandler(stack.wiring()), regenerate.body("{\"overlapSeconds\":0}"));

        assertThat(regenerated.status()).isEqualTo(200);
        assertThat(stack.tokens().get(target.id()).isLeaked()).isFalse();
        assertThat(stack.tokens().get(target.id()).settings().enabled()).isFalse();
        TestResponse enabled = stack.call(
                new PatchTokenHandler(stack.wiring()),
                TestEvent.load("patch")
                        .body("{\"enabled\":true}")
                        .calledBy(admin)
                        .path("id", target.id().value()));
        assertThat(enabled.string("status")).isEqualTo("active");
        assertThat(stack.isActive(regenerated.string("token"))).isTrue();
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void a_leaked_token_can_be_renamed_given_away_and_deleted() {
        call(request());
        TestEvent patch =
                TestEvent.load("patch").calledBy(admin).path("id", target.id().value());

        TestResponse renamed = stack.call(
                new PatchTokenHandler(stack.wiring()), patch.body("{\"name\":\"found\",\"owner\":\"bert\"}"));

        assertThat(renamed.string("status")).isEqualTo("leaked");
        assertThat(stack.call(
                                new DeleteTokenHandler(stack.wiring()),
                                TestEvent.load("delete")
                                        .calledBy(admin)
                                        .path("id", target.id().value()))
                        .status())
                .isEqualTo(204);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                arguments("tokens", null, "tokens required"),
                arguments("tokens", List.of(), "tokens bulk-count"),
                arguments("tokens", Collections.nCopies(21, "x"), "tokens bulk-count"),
                arguments("tokens", Collections.nCopies(21, TestStack.OTHER_TOKEN), "tokens bulk-count"),
                arguments("tokens", "x", "tokens wrong-type"),
                arguments("tokens", TestStack.OTHER_TOKEN, "tokens contains-token"),
                arguments("tokens", List.of("x", 1), "tokens[1] wrong-type"),
                arguments("tokens", List.of(Map.of("token", TestStack.OTHER_TOKEN)), "tokens[0].token contains-token"),
                arguments("source", "", "source length"),
                arguments("source", 1, "source wrong-type"),
                arguments("source", "x".repeat(501), "source too-long"),
                arguments("source", "a\nb", "source control-characters"),
                arguments("source", "a\u202eb", "source control-characters"),
                arguments("source", "https://example.com/?token=" + TestStack.OTHER_TOKEN, "source contains-token"),
                arguments("reason", "x", "reason unknown-property"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void an_invalid_request_revokes_nothing(String field, Object value, String violation) {
        TestResponse response =
                call(value == null ? request().without(field) : request().with(field, value));

        assertThat(violation(response)).isEqualTo(violation);
        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @Test
    void queries_preconditions_and_token_values_elsewhere_are_rejected() {
        assertThat(violation(call(request().query("source", "x")))).isEqualTo("source unknown-property");
        assertThat(violation(call(request().header("If-Match", "\"1\"")))).isEqualTo("If-Match not-supported");
        assertThat(violation(call(request().header("Cookie", TestStack.OTHER_TOKEN))))
                .isEqualTo("Cookie contains-token");
        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    @Test
    void the_authorization_header_is_ignored() {
        assertThat(call(request().header("Authorization", "Api-Token " + TestStack.OTHER_TOKEN))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void it_works_while_management_is_frozen() {
        IssuedToken overlapping = stack.token().issue();
        stack.regenerate(overlapping.token(), Duration.ofHours(1));
        stack.setVariable("MANAGEMENT_FROZEN", "true");

        call(request()
                .with(
                        "tokens",
                        List.of(TestStack.OTHER_TOKEN, overlapping.value().reveal())));

        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();
        assertThat(stack.tokens().get(overlapping.token().id()).secrets().previous())
                .isNull();
    }

    @Test
    void an_unavailable_key_is_no_success() {
        stack.makePepperUnavailable();

        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsKey("Retry-After");
        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    private TestEvent revoke(String tokenValue) {
        return request().with("tokens", List.of(tokenValue));
    }

    private static String violation(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(400);
        return response.violationReasons().getFirst();
    }
}
