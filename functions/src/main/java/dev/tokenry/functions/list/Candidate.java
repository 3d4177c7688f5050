package dev.tokenry.functions.list;

import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that a list may show.
 *
 * @param lastUsedAt null when it was never used, or when nothing of the list depends on it
 */
record Candidate(TokenSummary row, @Nullable Instant lastUsedAt) {}
