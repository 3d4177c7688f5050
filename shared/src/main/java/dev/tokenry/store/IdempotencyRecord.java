package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenId;
import java.time.Instant;

/**
 * Records which token a request with an idempotency key created or regenerated. The record does not contain the
 * response, because the response contains the secret.
 *
 * @param caller the caller, see {@link #callerOf}; keys of other callers are independent
 * @param tokenId the created or regenerated token
 * @param expiresAt the time from which the key can be used for another request
 */
public record IdempotencyRecord(String caller, IdempotencyKey key, TokenId tokenId, Instant expiresAt) {

    /**
     * Returns whose keys a principal uses: the token's own, or for a personal token those of its owner. Token ids do
     * not start with {@code @}.
     */
    public static String callerOf(Principal principal) {
        return principal.personal()
                ? "@" + principal.owner().key()
                : principal.tokenId().value();
    }

    /** Returns a text that identifies the request and contains no part of the key. */
    public String requestId() {
        return IdempotencyKey.sha256(caller + "#" + key.value() + "#" + key.payloadHash());
    }

    /** Returns whether the record still applies, that is, {@code now} is before {@link #expiresAt}. */
    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
