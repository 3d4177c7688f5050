package dev.tokenry.authorizer;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state of a token and of its owner, at each request. */
class TokenStatesTest extends AuthorizerTestBase {

    @Test
    void previous_secret_is_distinguished_from_the_current_one() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        stack.regenerate(token, Duration.ofMinutes(1));

        assertThat(authorize(event()).context("secret")).isEqualTo("previous");
        stack.advance(Duration.ofMinutes(1));
        assertUnauthorized(event());
    }

    static Stream<Arguments> inactiveTokens() {
        return Stream.of(
                state("unknown", "UNKNOWN", stack -> {}),
                state(
                        "deleted",
                        "UNKNOWN",
                        stack -> stack.tokens().delete(writer(stack).store(), STAMP)),
                // The state of the token is not visible without its secret.
                state("other secret", "WRONG_SECRET", stack -> {
                    stack.regenerate(callingToken(stack).disabled().store(), Duration.ZERO);
                    stack.advance(Duration.ofDays(31));
                }),
                state(
                        "retired secret",
                        "RETIRED_SECRET",
                        stack -> stack.regenerate(callingToken(stack).disabled().store(), Duration.ZERO)),
                state("disabled", "DISABLED", stack -> writer(stack).disabled().store()),
                state("leaked", "DISABLED", stack -> {
                    Token token = writer(stack).store();
                    stack.tokens().replace(token, token.revokedAsLeaked(), STAMP);
                }),
                state("expired", "EXPIRED", stack -> {
                    writer(stack).expiresIn(Duration.ofDays(1)).store();
                    stack.advance(Duration.ofDays(1));
                }),
                state(
                        "without a user",
                        "OWNER_UNKNOWN",
                        stack -> writer(stack).personal().store()),
                state("of a disabled user", "OWNER_DISABLED", stack -> {
                    writer(stack).personal().store();
                    stack.users().put("jane", false, true, "apiTokens.write");
                }));
    }

    @ParameterizedTest
    @MethodSource("inactiveTokens")
    void inactive_token_is_a_401(String reason, Consumer<TestStack> state) throws IOException {
        state.accept(stack);

        assertUnauthorized(event(), reason);
    }

    @Test
    void token_works_until_it_expires() throws IOException {
        writer(stack).expiresIn(Duration.ofDays(1)).store();

        stack.advance(Duration.ofDays(1).minusMillis(1));
        assertAllowed(event());
        stack.advance(Duration.ofMillis(1));
        assertUnauthorized(event(), "EXPIRED");
    }

    @Test
    void change_takes_effect_on_the_next_request() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        assertAllowed(event());

        updateSettings(
                token, it -> new TokenSettings(it.name(), null, true, Scopes.NONE, it.expiresAt(), it.modifiedAt()));
        assertThat(statement(authorize(event()))).isEqualTo(statement("Deny", event()));
        updateSettings(
                token, it -> new TokenSettings(it.name(), null, false, it.scopes(), it.expiresAt(), it.modifiedAt()));
        assertUnauthorized(event());
    }

    private void updateSettings(Token token, UnaryOperator<TokenSettings> change) {
        Token current = stack.tokens().get(token.id());
        stack.tokens().replaceConcurrently(current.withSettings(change.apply(current.settings())));
    }
}
