package dev.tokenry.administration;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretDigests.PreviousDigest;
import dev.tokenry.model.SecretDigests.RetiredDigest;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a regeneration does to the secrets of a token. A repetition must not end the secret in use: while the current
 * secret was never used and the previous one is valid, a regeneration with an overlap replaces the current secret and
 * keeps the previous one until the end of its overlap.
 *
 * <p>Of the secrets that no longer work, the token keeps the digest of one, the retired secret: the one that clients
 * most probably still have. That is the current secret if it was ever used or leaked, else the previous one, else the
 * one that already was the retired one; only if there is no other, a current secret that was never used, because its
 * response may have been lost.
 *
 * @param settings the settings of the regenerated token
 * @param overlap how long the replaced secret is still accepted
 * @param byCurrentSecret whether the current secret authenticated the request, which is a use of it
 * @param requestId identifies the request if it has an idempotency key; null otherwise
 * @param repetition whether the request repeats the one that made the secret of the caller the previous one; then only
 *     an unused secret may be replaced
 */
record Regeneration(
        TokenSettings settings,
        Duration overlap,
        boolean byCurrentSecret,
        @Nullable String requestId,
        boolean repetition) {

    /** Returns a regeneration by another token, without an idempotency key. */
    static Regeneration of(Token token, Duration overlap) {
        return new Regeneration(token.settings(), overlap, false, null, false);
    }

    /** Returns whether the regeneration is possible for the token as it is now. */
    boolean isPossible(Token token, Instant now) {
        return !repetition || keptSecret(token, now).isPresent();
    }

    /** Returns the token with a new current secret. */
    Token apply(Token token, SecretDigest digest, Instant now) {
        PreviousDigest previous = previous(token, now);
        SecretDigests secrets = new SecretDigests(digest, previous, retired(token, previous, now), now, null);
        return token.withSettings(settings)
                .withSecrets(secrets)
                .withLifecycle(token.lifecycle().withoutLeak())
                .withRejectedUses(token.rejectedUses().withoutRetired());
    }

    /** @param newPrevious the previous digest of the regenerated token */
    private @Nullable RetiredDigest retired(Token token, @Nullable PreviousDigest newPrevious, Instant now) {
        SecretDigests secrets = token.secrets();
        boolean endsCurrent = newPrevious == null || !newPrevious.digest().equals(secrets.current());
        if (endsCurrent && (byCurrentSecret || isCurrentUsed(token) || token.isLeaked())) {
            return new RetiredDigest(secrets.current(), now);
        }
        RetiredDigest ended = endedPrevious(secrets, newPrevious, now);
        if (ended != null && ended.isRetainedAt(now)) {
            return ended;
        }
        RetiredDigest earlier = secrets.retired();
        if (earlier != null && earlier.isRetainedAt(now)) {
            return earlier;
        }
        return endsCurrent ? new RetiredDigest(secrets.current(), now) : null;
    }

    private static @Nullable RetiredDigest endedPrevious(
            SecretDigests secrets, @Nullable PreviousDigest newPrevious, Instant now) {
        PreviousDigest previous = secrets.previous();
        boolean stays =
                previous != null && newPrevious != null && newPrevious.digest().equals(previous.digest());
        return previous == null || stays ? null : previous.retire(now);
    }

    private @Nullable PreviousDigest previous(Token token, Instant now) {
        if (overlap.isZero() && !repetition) {
            return null;
        }
        SecretDigests secrets = token.secrets();
        return keptSecret(token, now)
                .orElseGet(() -> new PreviousDigest(
                        secrets.current(), now.plus(overlap), secrets.currentLastUsedAt(), requestId));
    }

    /** Returns the previous secret if a regeneration keeps it; empty if it replaces it by the current one. */
    private Optional<PreviousDigest> keptSecret(Token token, Instant now) {
        return byCurrentSecret || isCurrentUsed(token)
                ? Optional.empty()
                : token.secrets().previousValidAt(now);
    }

    /**
     * Returns whether the current secret was ever used. Tokens that were last used before the uses of each secret were
     * recorded do not tell; their secret counts as used if the token was used since the regeneration.
     */
    static boolean isCurrentUsed(Token token) {
        SecretDigests secrets = token.secrets();
        PreviousDigest previous = secrets.previous();
        LastUse lastUse = token.lastUse();
        boolean usedBySomeSecret = lastUse != null
                && secrets.regeneratedAt() != null
                && lastUse.at().isAfter(secrets.regeneratedAt());
        return secrets.currentLastUsedAt() != null
                || (usedBySomeSecret && (previous == null || previous.lastUsedAt() == null));
    }
}
