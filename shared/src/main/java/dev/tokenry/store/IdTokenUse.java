package dev.tokenry.store;

import java.time.Instant;

/**
 * The one use of an id token.
 *
 * @param digest what is equal for all strings of the id token, in base64url
 * @param idTokenExpiresAt when the id token expires: afterwards it is rejected whether or not it was used
 */
public record IdTokenUse(String digest, Instant idTokenExpiresAt) {}
