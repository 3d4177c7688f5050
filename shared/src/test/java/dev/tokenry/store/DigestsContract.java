package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Digests} promises of the tokens in a store. */
public abstract class DigestsContract {

    private static final SecretDigest NEXT = SampleTokens.newDigest(3);

    private TokenStore tokens;
    private Digests digests;

    /** Where the tokens of the next test are. */
    protected abstract TokenStore tokens();

    /** The digests of just these tokens. */
    protected abstract Digests digests();

    @BeforeEach
    void take_both() {
        tokens = tokens();
        digests = digests();
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void a_digest_that_is_the_one_read_is_replaced_and_nothing_else_changes(SecretGeneration which) {
        Token token = inserted(SampleTokens.full());

        assertThat(digests.replaceDigest(token.id(), which, digest(token, which), NEXT))
                .isTrue();
        assertThat(tokens.find(token.id())).hasValue(with(token, which, NEXT));
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void another_digest_than_the_one_read_stays(SecretGeneration which) {
        Token token = inserted(SampleTokens.full());
        SecretDigest there = digest(token, which);
        SecretDigest otherVersion = new SecretDigest(there.pepperVersion() + 1, there.toByteArray());

        for (SecretDigest read : List.of(SampleTokens.newDigest(there.pepperVersion()), otherVersion)) {
            assertThat(digests.replaceDigest(token.id(), which, read, NEXT)).isFalse();
        }
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void a_digest_counts_for_the_secret_it_is_of_alone() {
        Token token = inserted(SampleTokens.full());
        SecretDigest current = token.secrets().current();
        SecretDigest previous = digest(token, SecretGeneration.PREVIOUS);

        assertThat(digests.replaceDigest(token.id(), SecretGeneration.PREVIOUS, current, NEXT))
                .isFalse();
        assertThat(digests.replaceDigest(token.id(), SecretGeneration.CURRENT, previous, NEXT))
                .isFalse();
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void a_previous_secret_that_is_gone_does_not_come_back() {
        Token read = inserted(SampleTokens.full());
        tokens.replace(read, read.withSecrets(read.secrets().withoutPrevious()));

        assertThat(digests.replaceDigest(read.id(), SecretGeneration.PREVIOUS, digest(read, SecretGeneration.PREVIOUS), NEXT))
                .isFalse();
        assertThat(tokens.find(read.id()).orElseThrow().secrets().previous()).isNull();
    }

    @Test
    void a_secret_that_was_regenerated_away_does_not_come_back() {
        Token read = inserted(SampleTokens.bare());
        SecretDigests regenerated = new SecretDigests(SampleTokens.newDigest(1), null, SampleTokens.NOW);
        tokens.replace(read, read.withSecrets(regenerated));

        assertThat(digests.replaceDigest(
                        read.id(), SecretGeneration.CURRENT, read.secrets().current(), NEXT))
                .isFalse();
        assertThat(tokens.find(read.id()).orElseThrow().secrets()).isEqualTo(regenerated);
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void a_token_that_never_was_does_not_come_to_be(SecretGeneration which) {
        Token never = SampleTokens.full();

        assertThat(digests.replaceDigest(never.id(), which, digest(never, which), NEXT))
                .isFalse();
        assertThat(tokens.find(never.id())).isEmpty();
        assertThat(tokens.insert(never)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void a_deleted_token_does_not_come_back(SecretGeneration which) {
        Token token = inserted(SampleTokens.full());
        tokens.delete(token);

        assertThat(digests.replaceDigest(token.id(), which, digest(token, which), NEXT))
                .isFalse();
        assertThat(tokens.find(token.id())).isEmpty();
        assertThat(tokens.insert(token)).isFalse();
    }

    @Test
    void a_token_that_was_read_before_can_be_replaced_after_it() {
        Token read = inserted(SampleTokens.full());
        digests.replaceDigest(read.id(), SecretGeneration.CURRENT, read.secrets().current(), NEXT);

        Replacement answer = tokens.replace(read, read.withSettings(SampleTokens.renamed(read.settings(), "Renamed")));

        assertThat(answer).isInstanceOf(Replacement.Done.class);
    }

    @Test
    void of_parallel_renewals_one_is_done() {
        Token token = inserted(SampleTokens.bare());
        SecretDigest read = token.secrets().current();

        assertThat(Parallel.run(16, () -> digests.replaceDigest(token.id(), SecretGeneration.CURRENT, read, NEXT)))
                .containsOnlyOnce(true)
                .hasSize(16);
        assertThat(tokens.find(token.id())).hasValue(with(token, SecretGeneration.CURRENT, NEXT));
    }

    @Test
    void a_renewal_beside_a_regeneration_leaves_the_new_secret() {
        Token read = inserted(SampleTokens.bare());
        SecretDigests regenerated = new SecretDigests(SampleTokens.newDigest(1), null, SampleTokens.NOW);
        AtomicInteger turn = new AtomicInteger();

        Parallel.run(
                16,
                () -> turn.getAndIncrement() == 8
                        ? tokens.replace(read, read.withSecrets(regenerated)) instanceof Replacement.Done
                        : digests.replaceDigest(
                                read.id(), SecretGeneration.CURRENT, read.secrets().current(), NEXT));

        assertThat(tokens.find(read.id()).orElseThrow().secrets()).isEqualTo(regenerated);
    }

    private static SecretDigest digest(Token token, SecretGeneration which) {
        return switch (which) {
            case CURRENT -> token.secrets().current();
            case PREVIOUS -> token.secrets().previous().digest();
        };
    }

    private static Token with(Token token, SecretGeneration which, SecretDigest next) {
        SecretDigests secrets = token.secrets();
        return token.withSecrets(
                switch (which) {
                    case CURRENT -> new SecretDigests(next, secrets.previous(), secrets.regeneratedAt());
                    case PREVIOUS ->
                        new SecretDigests(
                                secrets.current(),
                                new SecretDigests.PreviousDigest(next, secrets.previous().validUntil()),
                                secrets.regeneratedAt());
                });
    }

    private Token inserted(Token token) {
        assertThat(tokens.insert(token)).isTrue();
        return token;
    }
}
