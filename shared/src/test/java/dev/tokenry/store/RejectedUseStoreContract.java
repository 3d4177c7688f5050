package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link RejectedUseStore}. */
public abstract class RejectedUseStoreContract {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final RejectedUse USE = new RejectedUse(LATER, "192.0.2.1", "disabled");
    private static final RetiredUse RETIRED = RetiredUse.next(null, LATER, "192.0.2.2");

    private TokenStore tokens;
    private RejectedUseStore rejectedUses;

    /** Returns the store of the tokens, which is empty before each test. */
    protected abstract TokenStore tokens();

    /** Returns the store of rejected uses over the same tokens. */
    protected abstract RejectedUseStore rejectedUses();

    @BeforeEach
    void create_stores() {
        tokens = tokens();
        rejectedUses = rejectedUses();
    }

    @Test
    void rejected_use_is_stored_and_nothing_else_changes() {
        for (Token token : new Token[] {insert(SampleTokens.bare()), insert(SampleTokens.full())}) {
            assertThat(rejectedUses.replaceRejectedUse(token, USE, INTERVAL)).isTrue();
            assertThat(find(token)).isEqualTo(token.withRejectedUses(new RejectedUses(USE, null)));
        }
    }

    @Test
    void use_of_a_retired_secret_is_stored_as_a_rejected_use_too_and_nothing_else_changes() {
        Token token = insert(SampleTokens.full());
        RejectedUse rejected = new RejectedUse(LATER, "192.0.2.2", "retired-secret");

        assertThat(rejectedUses.replaceRetiredUse(token, RETIRED, INTERVAL)).isTrue();
        assertThat(find(token)).isEqualTo(token.withRejectedUses(new RejectedUses(rejected, RETIRED)));

        RetiredUse next = RetiredUse.next(RETIRED, LATER.plus(INTERVAL).plusMillis(1), null);
        assertThat(next).isEqualTo(new RetiredUse(LATER, next.lastAt(), null, 2));
        assertThat(rejectedUses.replaceRetiredUse(find(token), next, INTERVAL)).isTrue();
        assertThat(find(token).rejectedUses()).isEqualTo(new RejectedUses(next.asRejectedUse(), next));
    }

    @Test
    void a_use_within_the_interval_or_before_the_stored_one_changes_nothing() {
        Token token = insert(SampleTokens.full());
        rejectedUses.replaceRetiredUse(token, RETIRED, INTERVAL);
        Token stored = find(token);

        for (Duration after : new Duration[] {Duration.ofDays(-1), Duration.ZERO, INTERVAL}) {
            Instant at = LATER.plus(after);
            assertThat(rejectedUses.replaceRejectedUse(token, new RejectedUse(at, null, "expired"), INTERVAL))
                    .isFalse();
            assertThat(rejectedUses.replaceRetiredUse(token, RetiredUse.next(RETIRED, at, null), INTERVAL))
                    .isFalse();
        }
        assertThat(find(token)).isEqualTo(stored);
    }

    @Test
    void a_recent_rejection_does_not_hide_the_use_of_a_retired_secret() {
        Token token = insert(SampleTokens.full());
        rejectedUses.replaceRejectedUse(token, USE, INTERVAL);

        assertThat(rejectedUses.replaceRetiredUse(token, RETIRED, INTERVAL)).isTrue();
    }

    @Test
    void a_regeneration_forgets_the_uses_of_retired_secrets_and_another_change_does_not() {
        Token token = insert(SampleTokens.full());
        rejectedUses.replaceRetiredUse(token, RETIRED, INTERVAL);
        Token stored = find(token);
        tokens.replace(stored, stored.withSettings(SampleTokens.renamed(stored.settings(), "Renamed")), STAMP);
        Token renamed = find(token);
        assertThat(renamed.rejectedUses()).isEqualTo(stored.rejectedUses());

        tokens.replace(renamed, regenerated(renamed), STAMP);

        assertThat(find(token).rejectedUses()).isEqualTo(new RejectedUses(RETIRED.asRejectedUse(), null));
        assertThat(rejectedUses.replaceRetiredUse(
                        renamed, RetiredUse.next(null, LATER.plus(INTERVAL.multipliedBy(2)), null), INTERVAL))
                .as("a use that was read before the regeneration")
                .isFalse();
    }

    @Test
    void retired_secret_is_stored() {
        Token token = insert(SampleTokens.full());
        Token ended = token.withSecrets(token.secrets().endOverlap(NOW));

        assertThat(tokens.replace(token, ended, STAMP)).isInstanceOf(WriteResult.Written.class);
        assertThat(find(token).secrets()).isEqualTo(ended.secrets());
        assertThat(find(token).secrets().retired())
                .isEqualTo(new SecretDigests.RetiredDigest(
                        token.secrets().previous().digest(), NOW));

        Token read = find(token);
        tokens.replace(read, read.withSecrets(read.secrets().withRetired(null)), STAMP);
        assertThat(find(token).secrets().retired()).isNull();
    }

    @Test
    void missing_or_deleted_token_is_not_created() {
        Token absent = SampleTokens.full();
        Token deleted = insert(SampleTokens.full());
        tokens.delete(deleted, STAMP);

        for (Token token : new Token[] {absent, deleted}) {
            assertThat(rejectedUses.replaceRejectedUse(token, USE, INTERVAL)).isFalse();
            assertThat(rejectedUses.replaceRetiredUse(token, RETIRED, INTERVAL)).isFalse();
            assertThat(tokens.find(token.id())).isEmpty();
        }
        assertThat(tokens.insert(absent, STAMP)).isTrue();
        assertThat(tokens.insert(deleted, STAMP)).isFalse();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_uses_is_stored() {
        Token token = insert(SampleTokens.full());

        assertThat(ConcurrentCalls.run(16, () -> rejectedUses.replaceRetiredUse(token, RETIRED, INTERVAL)))
                .containsOnlyOnce(true)
                .hasSize(16);
        assertThat(find(token).rejectedUses().retired()).isEqualTo(RETIRED);
    }

    private static Token regenerated(Token token) {
        return token.withSecrets(SecretDigests.initial(SampleTokens.newDigest(1)))
                .withRejectedUses(token.rejectedUses().withoutRetired());
    }

    private Token find(Token token) {
        return tokens.find(token.id()).orElseThrow();
    }

    private Token insert(Token token) {
        assertThat(tokens.insert(token, STAMP)).isTrue();
        return token;
    }
}
