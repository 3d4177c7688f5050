package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the field {@code allowedIps} of requests and responses. */
class AllowedIpsTest {

    private final TestStack stack = new TestStack();
    private final Token caller = stack.token()
            .owner("admin")
            .scopes("TenantTokenManagement", "apiTokens.read", "apiTokens.write")
            .store();

    @Test
    void created_token_has_the_addresses_in_canonical_form() {
        TestResponse response = create(List.of("192.0.2.0/24", "2001:DB8::1", "::ffff:192.0.2.0/120"));

        assertThat(response.status()).as(response.body()).isEqualTo(201);
        assertThat(stored().settings().allowedIps().format()).containsExactly("192.0.2.0/24", "2001:db8::1");
        assertThat(get(stored()).json().get("allowedIps").toString()).isEqualTo("[\"192.0.2.0/24\",\"2001:db8::1\"]");
    }

    @Test
    void token_without_addresses_has_no_such_field() {
        assertThat(create(null).status()).isEqualTo(201);
        assertThat(get(stored()).json().has("allowedIps")).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void invalid_addresses_are_rejected_one_by_one(Object value, String violations) {
        for (String operation : List.of("create", "patch")) {
            Token token = stack.token().allowedIps("192.0.2.0/24").store();

            TestResponse response = operation.equals("create") ? create(value) : patch(token, value);

            assertThat(response.status()).isEqualTo(400);
            assertThat(String.join(", ", response.violationReasons())).isEqualTo(violations);
            assertThat(stack.tokens().find(token.id())).hasValue(token);
        }
    }

    static Stream<Arguments> invalid_addresses_are_rejected_one_by_one() {
        return Stream.of(
                Arguments.of(List.of(), "allowedIps address-count"),
                Arguments.of(Collections.nCopies(21, "192.0.2.1"), "allowedIps address-count"),
                Arguments.of(List.of("0.0.0.0/1", "192.0.2.1", "128.0.0.0/1"), "allowedIps all-addresses"),
                Arguments.of(List.of("::/1", "8000::/1"), "allowedIps all-addresses"),
                Arguments.of("192.0.2.1", "allowedIps wrong-type"),
                Arguments.of(List.of(1), "allowedIps[0] wrong-type"),
                Arguments.of(
                        List.of("192.0.2.1", "010.0.0.1", "192.0.2.1/24", "0.0.0.0/0", "::/0", "fe80::1%eth0"),
                        "allowedIps[1] invalid-address, allowedIps[2] invalid-address, allowedIps[3] all-addresses,"
                                + " allowedIps[4] all-addresses, allowedIps[5] invalid-address"));
    }

    @Test
    void token_has_up_to_twenty_addresses() {
        List<String> addresses =
                IntStream.range(0, 20).mapToObj(i -> "192.0.2." + i).toList();

        assertThat(create(addresses).status()).isEqualTo(201);
        assertThat(stored().settings().allowedIps().format()).isEqualTo(addresses);
    }

    @Test
    void patch_replaces_and_removes_the_addresses() {
        Token token = stack.token().scopes("metrics.read").store();

        assertThat(patch(token, List.of("192.0.2.0/24"))
                        .json()
                        .get("allowedIps")
                        .toString())
                .isEqualTo("[\"192.0.2.0/24\"]");
        Token restricted = stack.tokens().find(token.id()).orElseThrow();
        assertThat(restricted.settings().modifiedAt()).isNotNull();
        assertThat(patch(restricted, List.of("192.0.2.0/24")).status()).isEqualTo(200);
        assertThat(stack.tokens().find(token.id()))
                .as("no change writes nothing")
                .hasValue(restricted);
        assertThat(patch(restricted, null).json().has("allowedIps")).isFalse();
        assertThat(stack.tokens()
                        .find(token.id())
                        .orElseThrow()
                        .settings()
                        .allowedIps()
                        .isRestricted())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void put_ignores_equal_addresses(Object value, boolean equal) {
        Token token = stack.token().allowedIps("192.0.2.0/24", "2001:db8::1").store();

        TestResponse response = stack.call(
                new UpdateTokenHandler(stack.wiring()),
                event("update", token).body("{}").with("allowedIps", value));

        assertThat(response.status()).isEqualTo(equal ? 204 : 400);
        if (!equal) {
            assertThat(response.violationReasons()).containsExactly("allowedIps read-only");
        }
        assertThat(stack.tokens().find(token.id()).orElseThrow().settings().allowedIps())
                .isEqualTo(token.settings().allowedIps());
    }

    private TestResponse create(@Nullable Object addresses) {
        return stack.call(
                new CreateTokenHandler(stack.wiring()),
                TestEvent.load("create")
                        .calledBy(caller)
                        .body("{\"name\":\"ci\",\"scopes\":[\"metrics.read\"]}")
                        .with("allowedIps", addresses));
    }

    private TestResponse patch(Token token, @Nullable Object addresses) {
        return stack.call(
                new PatchTokenHandler(stack.wiring()),
                event("patch", token).body("{}").with("allowedIps", addresses));
    }

    private TestResponse get(Token token) {
        return stack.call(new GetTokenHandler(stack.wiring()), event("get", token));
    }

    private TestEvent event(String name, Token token) {
        return TestEvent.load(name).calledBy(caller).path("id", token.id().value());
    }

    /** Returns the only token that is not the caller. */
    private Token stored() {
        return stack.tokens().all().stream()
                .filter(token -> !token.id().equals(caller.id()))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> put_ignores_equal_addresses() {
        return Stream.of(
                Arguments.of(List.of("192.0.2.0/24", "2001:db8::1"), true),
                Arguments.of(List.of("2001:DB8:0::1", "::ffff:192.0.2.0/120", "192.0.2.0/24"), true),
                Arguments.of(null, true),
                Arguments.of(List.of("192.0.2.0/24"), false),
                Arguments.of(List.of(), false),
                Arguments.of(List.of("nonsense"), false));
    }
}
