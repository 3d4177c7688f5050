package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.origin;
import static dev.tokenry.administration.TestDependencies.settings;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.CreateToken.Result;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InMemoryIdempotencyStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The search for an earlier request with the same key, the write, and concurrent requests between the two. */
class IdempotentTokenIssuerTest {

    private static final IdempotencyKey KEY = IdempotencyKey.parse("once", "{}").orElseThrow();

    private final TestDependencies dependencies = new TestDependencies();
    private final IdempotencyStore records = new InMemoryIdempotencyStore(dependencies.store);
    private final IdempotentTokenIssuer issuer =
            new IdempotentTokenIssuer(dependencies.issuer, records, dependencies.store, () -> dependencies.now);
    private final Principal anna = new Principal(
            dependencies.format.mint().id(),
            OwnerName.of("anna"),
            null,
            Scopes.of(Scope.WRITE_TOKENS),
            false,
            SecretGeneration.CURRENT,
            null);

    @Test
    void first_request_creates_a_token_and_stores_its_key_for_24_hours() {
        assertThat(issuer.findExisting(KEY, anna)).isEmpty();
        Token token = issueFirst();

        assertThat(dependencies.store.all()).contains(token);
        assertThat(records.find(anna.tokenId().value(), KEY, NOW).orElseThrow().expiresAt())
                .isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(issuer.findExisting(KEY, anna)).hasValue(token);
    }

    @Test
    void second_request_returns_the_token_of_the_first() {
        Token token = issueFirst();

        assertThat(issuer.issue(KEY, anna, origin(), settings(), STAMP)).isEqualTo(new Result.Replayed(token));
        assertThat(dependencies.store.all()).hasSize(1);
    }

    @Test
    void second_request_with_another_payload_is_rejected() {
        issueFirst();
        IdempotencyKey other = IdempotencyKey.parse("once", "{ }").orElseThrow();

        assertThatExceptionOfType(ApiException.IdempotencyKeyReusedException.class)
                .isThrownBy(() -> issuer.issue(other, anna, origin(), settings(), STAMP));
        assertThatExceptionOfType(ApiException.IdempotencyKeyReusedException.class)
                .isThrownBy(() -> issuer.findExisting(other, anna));
        assertThat(dependencies.store.all()).hasSize(1);
    }

    @Test
    void expired_key_can_be_used_for_another_token() {
        Token first = issueFirst();
        dependencies.now = NOW.plus(Duration.ofHours(24)).minusNanos(1);
        assertThat(issuer.findExisting(KEY, anna)).hasValue(first);

        dependencies.now = NOW.plus(Duration.ofHours(24));
        assertThat(issuer.findExisting(KEY, anna)).isEmpty();
        Token second = issueFirst();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(issuer.findExisting(KEY, anna)).hasValue(second);
    }

    @Test
    void expired_key_can_be_used_with_another_payload() {
        issueFirst();
        dependencies.now = NOW.plus(Duration.ofHours(24));
        IdempotencyKey other = IdempotencyKey.parse("once", "{ }").orElseThrow();

        assertThat(issuer.findExisting(other, anna)).isEmpty();
        assertThat(issuer.issue(other, anna, origin(), settings(), STAMP)).isInstanceOf(Result.Created.class);
    }

    @Test
    void token_that_is_deleted_or_no_longer_visible_is_not_found() {
        Token token = issueFirst();
        Principal bert = new Principal(
                anna.tokenId(), OwnerName.of("bert"), null, anna.scopes(), false, SecretGeneration.CURRENT, null);

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> issuer.findExisting(KEY, bert));
        dependencies.store.delete(token, STAMP);
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> issuer.findExisting(KEY, anna));
    }

    @Test
    void taken_id_is_replaced_by_another() {
        dependencies.store.takenIds = 2;

        assertThat(issueFirst()).isNotNull();
    }

    @Test
    void repeatedly_taken_ids_create_nothing() {
        dependencies.store.takenIds = 3;

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::issueFirst);
        assertThat(records.find(anna.tokenId().value(), KEY, NOW)).isEmpty();
    }

    @Test
    void unavailable_pepper_creates_nothing() {
        dependencies.pepperFault = new ServiceUnavailableException("away");

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::issueFirst);
        assertThat(dependencies.store.all()).isEmpty();
        assertThat(records.find(anna.tokenId().value(), KEY, NOW)).isEmpty();
    }

    private Token issueFirst() {
        Result result = issuer.issue(KEY, anna, origin(), settings(), STAMP);
        assertThat(result).isInstanceOf(Result.Created.class);
        return ((Result.Created) result).issued().token();
    }
}
