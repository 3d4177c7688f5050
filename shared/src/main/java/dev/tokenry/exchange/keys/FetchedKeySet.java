package dev.tokenry.exchange.keys;

import java.time.Instant;

/**
 * A key set as its issuer has published it.
 *
 * @param fetchedAt the time before the fetch began
 */
public record FetchedKeySet(KeySet keys, Instant fetchedAt) {}
