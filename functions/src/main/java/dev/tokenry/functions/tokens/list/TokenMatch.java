package dev.tokenry.functions.tokens.list;

import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that a list may show.
 *
 * @param lastUsedAt null when it was never used, or when nothing of the list depends on it
 */
record TokenMatch(TokenSummary summary, @Nullable Instant lastUsedAt) {}
