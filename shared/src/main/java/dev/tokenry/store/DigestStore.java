package dev.tokenry.store;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;

/** Stores digests that are migrated to another pepper version. */
public interface DigestStore {

    /**
     * Replaces the digest of the current or the previous secret of a token by another digest of the same secret. All
     * other attributes of the token, its version among them, keep their values.
     *
     * @return whether the digest was replaced; false, without a change, if the token does not exist or its digest is
     *     not {@code expected}
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable; the digest may have been
     *     replaced
     */
    boolean replaceDigest(TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated);
}
