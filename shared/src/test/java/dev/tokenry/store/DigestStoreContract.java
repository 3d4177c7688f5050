package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every {@link DigestStore}. */
public abstract class DigestStoreContract {

    private static final SecretDigest UPDATED = SampleTokens.newDigest(3);

    private TokenStore tokens;
    private DigestStore digests;

    /** Returns the store of the tokens, which is empty before each test. */
    protected abstract TokenStore tokens();

    /** Returns the digest store over the same tokens. */
    protected abstract DigestStore digests();

    @BeforeEach
    void create_stores() {
        tokens = tokens();
        digests = digests();
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void expected_digest_is_replaced_and_nothing_else_changes(SecretGeneration generation) {
        Token token = insert(SampleTokens.full());

        assertThat(digests.replaceDigest(token.id(), generation, digest(token, generation), UPDATED))
                .isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, generation, UPDATED));
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void unexpected_digest_is_not_replaced(SecretGeneration generation) {
        Token token = insert(SampleTokens.full());
        SecretDigest stored = digest(token, generation);
        SecretDigest otherVersion = new SecretDigest(stored.pepperVersion() + 1, stored.toByteArray());

        for (SecretDigest current : List.of(SampleTokens.newDigest(stored.pepperVersion()), otherVersion)) {
            assertThat(digests.replaceDigest(token.id(), generation, current, UPDATED))
                    .isFalse();
        }
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void digest_is_compared_with_the_given_secret_generation_only() {
        Token token = insert(SampleTokens.full());
        SecretDigest current = token.secrets().current();
        SecretDigest previous = digest(token, SecretGeneration.PREVIOUS);

        assertThat(digests.replaceDigest(token.id(), SecretGeneration.PREVIOUS, current, UPDATED))
                .isFalse();
        assertThat(digests.replaceDigest(token.id(), SecretGeneration.CURRENT, previous, UPDATED))
                .isFalse();
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void removed_previous_secret_is_not_restored() {
        Token current = insert(SampleTokens.full());
        tokens.replace(current, current.withSecrets(current.secrets().withoutPrevious()), STAMP);

        assertThat(digests.replaceDigest(
                        current.id(), SecretGeneration.PREVIOUS, digest(current, SecretGeneration.PREVIOUS), UPDATED))
                .isFalse();
        assertThat(tokens.find(current.id()).orElseThrow().secrets().previous()).isNull();
    }

    @Test
    void regenerated_secret_is_not_restored() {
        Token current = insert(SampleTokens.bare());
        SecretDigests regenerated = new SecretDigests(SampleTokens.newDigest(1), null, SampleTokens.NOW);
        tokens.replace(current, current.withSecrets(regenerated), STAMP);

        assertThat(digests.replaceDigest(
                        current.id(),
                        SecretGeneration.CURRENT,
                        current.secrets().current(),
                        UPDATED))
                .isFalse();
        assertThat(tokens.find(current.id()).orElseThrow().secrets()).isEqualTo(regenerated);
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void missing_token_is_not_created(SecretGeneration generation) {
        Token absent = SampleTokens.full();

        assertThat(digests.replaceDigest(absent.id(), generation, digest(absent, generation), UPDATED))
                .isFalse();
        assertThat(tokens.find(absent.id())).isEmpty();
        assertThat(tokens.insert(absent, STAMP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void deleted_token_is_not_restored(SecretGeneration generation) {
        Token token = insert(SampleTokens.full());
        tokens.delete(token, STAMP);

        assertThat(digests.replaceDigest(token.id(), generation, digest(token, generation), UPDATED))
                .isFalse();
        assertThat(tokens.find(token.id())).isEmpty();
        assertThat(tokens.insert(token, STAMP)).isFalse();
    }

    @Test
    void digest_replacement_does_not_change_the_version() {
        Token current = insert(SampleTokens.full());
        digests.replaceDigest(
                current.id(), SecretGeneration.CURRENT, current.secrets().current(), UPDATED);

        WriteResult<Token> result = tokens.replace(
                current, current.withSettings(SampleTokens.renamed(current.settings(), "Renamed")), STAMP);

        assertThat(result).isInstanceOf(WriteResult.Written.class);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_digest_replacements_succeeds() {
        Token token = insert(SampleTokens.bare());
        SecretDigest current = token.secrets().current();

        assertThat(ConcurrentCalls.run(
                        16, () -> digests.replaceDigest(token.id(), SecretGeneration.CURRENT, current, UPDATED)))
                .containsOnlyOnce(true)
                .hasSize(16);
        assertThat(tokens.find(token.id())).hasValue(with(token, SecretGeneration.CURRENT, UPDATED));
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void concurrent_regeneration_wins_over_digest_replacement() {
        Token current = insert(SampleTokens.bare());
        SecretDigests regenerated = new SecretDigests(SampleTokens.newDigest(1), null, SampleTokens.NOW);
        AtomicInteger calls = new AtomicInteger();

        ConcurrentCalls.run(
                16,
                () -> calls.getAndIncrement() == 8
                        ? tokens.replace(current, current.withSecrets(regenerated), STAMP)
                                instanceof WriteResult.Written
                        : digests.replaceDigest(
                                current.id(),
                                SecretGeneration.CURRENT,
                                current.secrets().current(),
                                UPDATED));

        assertThat(tokens.find(current.id()).orElseThrow().secrets()).isEqualTo(regenerated);
    }

    private static SecretDigest digest(Token token, SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> token.secrets().current();
            case PREVIOUS -> token.secrets().previous().digest();
        };
    }

    private static Token with(Token token, SecretGeneration generation, SecretDigest updated) {
        SecretDigests secrets = token.secrets();
        return token.withSecrets(
                switch (generation) {
                    case CURRENT ->
                        new SecretDigests(
                                updated, secrets.previous(), secrets.regeneratedAt(), secrets.currentLastUsedAt());
                    case PREVIOUS ->
                        new SecretDigests(
                                secrets.current(),
                                new SecretDigests.PreviousDigest(
                                        updated,
                                        secrets.previous().validUntil(),
                                        secrets.previous().lastUsedAt(),
                                        secrets.previous().replacedBy()),
                                secrets.regeneratedAt(),
                                secrets.currentLastUsedAt());
                });
    }

    private Token insert(Token token) {
        assertThat(tokens.insert(token, STAMP)).isTrue();
        return token;
    }
}
