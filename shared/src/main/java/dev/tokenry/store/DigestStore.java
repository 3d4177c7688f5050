package dev.tokenry.store;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;

/** All that a change of pepper writes. */
public interface DigestStore {

    /**
     * Replaces the digest of one of a token's secrets by another of the same secret, if the token is there and the
     * digest is still the one that was read; false, and nothing changed, otherwise. Nothing else of the token changes,
     * its version included.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException when the store is away: whether it happened is not known
     */
    boolean replaceDigest(TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated);
}
