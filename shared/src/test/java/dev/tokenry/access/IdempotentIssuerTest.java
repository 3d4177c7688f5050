package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.origin;
import static dev.tokenry.access.SmallStack.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.access.IdempotentIssuer.Result;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InMemoryIdempotencyStore;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The walls behind the handler's own tests: what happens between the first look and the write. */
class IdempotentIssuerTest {

    private static final IdempotencyKey KEY = IdempotencyKey.parse("once", "{}").orElseThrow();

    private final SmallStack stack = new SmallStack();
    private final IdempotencyStore claims = new InMemoryIdempotencyStore(stack.store);
    private final IdempotentIssuer issuer = new IdempotentIssuer(
            stack.issuer, claims, new Changes(stack.store, new Reach(stack.users)), () -> stack.now);
    private final Principal anna = new Principal(
            stack.format.mint().id(), "anna", null, Scopes.of(Scope.WRITE_TOKENS), false, SecretGeneration.CURRENT, null);

    @Test
    void the_first_request_makes_a_token_and_keeps_its_key_for_24_hours() {
        assertThat(issuer.findMade(KEY, anna)).isEmpty();
        Token token = first();

        assertThat(stack.store.tokens).containsValue(token);
        assertThat(claims.find(anna.tokenId(), KEY).orElseThrow().expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(issuer.findMade(KEY, anna)).hasValue(token);
    }

    @Test
    void a_request_that_comes_second_is_told_of_the_first() {
        Token token = first();

        assertThat(issuer.issue(KEY, anna, origin(), settings())).isEqualTo(new Result.Repeated(token));
        assertThat(stack.store.tokens).hasSize(1);
    }

    @Test
    void a_request_that_comes_second_with_another_body_is_refused() {
        first();
        IdempotencyKey other = IdempotencyKey.parse("once", "{ }").orElseThrow();

        assertThatExceptionOfType(ApiException.IdempotencyKeyReusedException.class)
                .isThrownBy(() -> issuer.issue(other, anna, origin(), settings()));
        assertThatExceptionOfType(ApiException.IdempotencyKeyReusedException.class).isThrownBy(() -> issuer.findMade(other, anna));
        assertThat(stack.store.tokens).hasSize(1);
    }

    @Test
    void an_id_that_was_used_is_drawn_anew() {
        stack.store.takenIds = 2;

        assertThat(first()).isNotNull();
    }

    @Test
    void ids_that_repeat_and_repeat_make_nothing() {
        stack.store.takenIds = 3;

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::first);
        assertThat(claims.find(anna.tokenId(), KEY)).isEmpty();
    }

    @Test
    void a_pepper_that_is_away_makes_nothing() {
        stack.pepperFault = new ServiceUnavailableException("away");

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::first);
        assertThat(stack.store.tokens).isEmpty();
        assertThat(claims.find(anna.tokenId(), KEY)).isEmpty();
    }

    private Token first() {
        Result result = issuer.issue(KEY, anna, origin(), settings());
        assertThat(result).isInstanceOf(Result.First.class);
        return ((Result.First) result).issued().token();
    }
}
