package dev.tokenry.functions.list;

import dev.tokenry.store.TokenRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that a list may show.
 *
 * @param lastUsedAt null when it was never used, or when nothing of the list depends on it
 */
record Candidate(TokenRow row, @Nullable Instant lastUsedAt) {}
