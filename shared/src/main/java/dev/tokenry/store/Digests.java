package dev.tokenry.store;

import dev.tokenry.token.SecretDigest;
import dev.tokenry.token.SecretUsed;
import dev.tokenry.token.TokenId;

/** All that a change of pepper writes. */
public interface Digests {

    /**
     * Replaces the digest of one of a token's secrets by another of the same secret, if the token is there and the
     * digest is still the one that was read; false, and nothing changed, otherwise. Nothing else of the token changes,
     * its version included.
     *
     * @throws dev.tokenry.token.Unavailable when the store is away: whether it happened is not known
     */
    boolean replaceDigest(TokenId id, SecretUsed secret, SecretDigest read, SecretDigest next);
}
