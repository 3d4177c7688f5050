package dev.tokenry.authorizer;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the authorizer records the last use of a token and that a failure does not affect the decision. */
class LastUseTest {

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = TestAuthorizer.of(stack);

    @Test
    void last_use_is_recorded_before_the_response() throws IOException {
        Token token = storeCallingToken("apiTokens.write");

        assertThat(effect(event())).isEqualTo("Allow");

        Token stored = stack.tokens().get(token.id());
        assertThat(withoutScopes(stored.lastUse())).isEqualTo(new LastUse(TestStack.NOW, "203.0.113.7"));
        assertThat(stored.version()).isEqualTo(token.version());
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void recording_last_use_does_not_change_the_etag() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        TestEvent get = TestEvent.load("get-self").calledBy(token);
        String etag =
                stack.call(new GetTokenHandler(stack.wiring()), get).headers().get("ETag");
        effect(event());

        TestResponse response = stack.call(new GetTokenHandler(stack.wiring()), get);

        assertThat(response.json().get("lastUsedDate").textValue()).isEqualTo("2026-03-18T10:37:42.518Z");
        assertThat(response.json().get("lastUsedIpAddress").textValue()).isEqualTo("203.0.113.7");
        assertThat(response.headers().get("ETag")).isEqualTo(etag);
    }

    @Test
    void use_denied_for_a_missing_scope_is_recorded() throws IOException {
        Token token = storeCallingToken("metrics.read");

        assertThat(effect(event())).isEqualTo("Deny");

        assertThat(stack.tokens().get(token.id()).lastUse()).isNotNull();
    }

    @Test
    void failed_authentication_is_not_recorded() {
        assertUnauthorized(event());
        stack.token().tokenValue(TestStack.CALLING_TOKEN).disabled().store();
        assertUnauthorized(event());
        stack.token()
                .tokenValue(TestStack.OTHER_TOKEN)
                .expiresIn(Duration.ofMillis(1))
                .store();
        stack.advance(Duration.ofMillis(1));
        assertUnauthorized(event().header("Authorization", "Bearer " + TestStack.OTHER_TOKEN));
        assertUnauthorized(TestEvent.load("authorize-garbage"));

        assertThat(stack.tokens().lastUses()).isEmpty();
    }

    @Test
    void uses_within_five_minutes_are_recorded_once() throws IOException {
        storeCallingToken("apiTokens.write");

        for (int seconds = 0; seconds <= 300; seconds += 10) {
            assertThat(effect(event())).isEqualTo("Allow");
            stack.advance(Duration.ofSeconds(10));
        }
        assertThat(stack.tokens().lastUses()).hasSize(1);

        stack.advance(Duration.ofMinutes(1));
        effect(event());
        assertThat(stack.tokens().lastUses()).hasSize(2);
    }

    @Test
    void later_recorded_last_use_is_not_overwritten() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        effect(event());
        stack.advance(Duration.ofMinutes(-10));

        assertThat(effect(event())).isEqualTo("Allow");

        assertThat(withoutScopes(stack.tokens().get(token.id()).lastUse()))
                .isEqualTo(new LastUse(TestStack.NOW, "203.0.113.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.255", "::1", "2001:db8::7334", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"})
    void ipv4_and_ipv6_addresses_are_recorded(String address) throws IOException {
        storeCallingToken("apiTokens.write");

        assertThat(effect(from(address))).isEqualTo("Allow");

        assertThat(stack.tokens().lastUses()).extracting(LastUse::ipAddress).containsExactly(address);
    }

    static Stream<TestEvent> eventsWithoutAddress() {
        return Stream.of(
                from(null),
                from(""),
                from("test-invoke-source-ip"),
                from("203.0.113.7, 198.51.100.1"),
                from("203.0.113.999"),
                from("1".repeat(10_000)),
                from("x\n2026 allowed"),
                from(TestStack.CALLING_TOKEN),
                from(1),
                from(true),
                from(List.of("203.0.113.7")),
                from(Map.of("sourceIp", "203.0.113.7")),
                identity(null),
                identity("203.0.113.7"),
                identity(List.of(Map.of("sourceIp", "203.0.113.7"))),
                identity(Map.of("sourceIP", "203.0.113.7")),
                identity(Map.of("other", Map.of("sourceIp", "203.0.113.7"))),
                event().set("requestContext", null),
                event().set("requestContext", "203.0.113.7"),
                event().set("requestContext", Arrays.asList(1, null)),
                event().set("requestContext", Map.of("sourceIp", "203.0.113.7")),
                event().set("identity", Map.of("sourceIp", "203.0.113.7")).set("requestContext", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutAddress")
    void use_without_an_address_is_recorded_and_allowed(TestEvent event) throws IOException {
        storeCallingToken("apiTokens.write");

        assertThat(effect(event)).isEqualTo("Allow");

        assertThat(stack.tokens().lastUses())
                .extracting(LastUseTest::withoutScopes)
                .containsExactly(new LastUse(TestStack.NOW, null));
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void client_supplied_address_headers_are_ignored() throws IOException {
        storeCallingToken("apiTokens.write");

        effect(event().header("X-Forwarded-For", "192.0.2.66")
                .header("Forwarded", "for=192.0.2.66")
                .set("sourceIp", "192.0.2.66"));

        assertThat(stack.tokens().lastUses()).extracting(LastUse::ipAddress).containsExactly("203.0.113.7");
    }

    @Test
    void failed_recording_is_logged_and_the_request_is_allowed() throws IOException {
        storeCallingToken("apiTokens.write");
        stack.tokens().failWrites();

        assertThat(effect(event())).isEqualTo("Allow");
        assertThat(stack.logLines()).containsExactly("last use not recorded: ServiceUnavailableException");
    }

    @Test
    void failed_recording_does_not_change_a_denial() throws IOException {
        storeCallingToken("metrics.read");
        stack.tokens().failWrites();

        assertThat(effect(event())).isEqualTo("Deny");
        assertThat(stack.logLines())
                .containsExactly(
                        "last use not recorded: ServiceUnavailableException",
                        "denied: MISSING_SCOPE tk0c01.ST2EY72KQINMH574WMNVI7YN");
    }

    @Test
    void logged_error_type_is_that_of_the_cause() throws IOException {
        storeCallingToken("apiTokens.write");
        stack.tokens()
                .failLastUses(new ServiceUnavailableException("a value", new IllegalStateException("another value")));

        assertThat(effect(event())).isEqualTo("Allow");
        assertThat(stack.logLines()).containsExactly("last use not recorded: IllegalStateException");
    }

    @Test
    void next_use_is_recorded_after_writes_recover() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        stack.tokens().failWrites();
        effect(event());
        stack.tokens().makeAvailable();

        effect(event());

        assertThat(stack.tokens().get(token.id()).lastUse()).isNotNull();
    }

    @Test
    void recording_last_use_does_not_restore_a_deleted_token() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        stack.tokens().afterEachFind(() -> stack.tokens().delete(token, STAMP));

        assertThat(effect(event())).isEqualTo("Allow");

        stack.tokens().afterEachFind(() -> {});
        assertThat(stack.tokens().find(token.id())).isEmpty();
        assertThat(stack.logLines()).isEmpty();
    }

    private static LastUse withoutScopes(LastUse lastUse) {
        return lastUse.withScopeUse(ScopeUse.UNKNOWN);
    }

    private Token storeCallingToken(String... scopes) {
        return stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes(scopes).store();
    }

    private static TestEvent event() {
        return TestEvent.load("authorize-create");
    }

    private static TestEvent from(Object address) {
        TestEvent event = event();
        event.requestContext().withObject("/identity").putPOJO("sourceIp", address);
        return event;
    }

    private static TestEvent identity(Object identity) {
        TestEvent event = event();
        event.requestContext().putPOJO("identity", identity);
        return event;
    }

    private String effect(TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(event.toInputStream(), output, stack.context());
        JsonNode response = TestResponse.json(output.toString(StandardCharsets.UTF_8));
        return response.at("/policyDocument/Statement/0/Effect").textValue();
    }

    private void assertUnauthorized(TestEvent event) {
        assertThatThrownBy(() ->
                        handler.handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context()))
                .isExactlyInstanceOf(UnauthorizedException.class);
    }
}
