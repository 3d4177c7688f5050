package dev.tokenry.administration;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretDigests.PreviousDigest;
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
 * @param settings the settings of the regenerated token
 * @param overlap how long the replaced secret is still accepted
 * @param byCurrentSecret whether the current secret authenticated the request, which is a use of it
 * @param requestId identifies the request if it has an idempotency key; null otherwise
 * @param repetition whether the request repeats the one that made the secret of the caller the previous one; then only an
 *     unused secret may be replaced
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
        SecretDigests secrets = new SecretDigests(digest, previous(token, now), now);
        return token.withSettings(settings).withSecrets(secrets);
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
