package dev.tokenry.functions.tokens.list;

import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that matches the query of a list.
 *
 * @param lastUsedAt null if the token was never used, or if the query does not need the last use
 */
record TokenMatch(TokenSummary summary, @Nullable Instant lastUsedAt) {}
