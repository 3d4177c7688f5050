package dev.tokenry.administration;

import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.ProjectTokenCounts;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.List;

/**
 * The tokens of a user or a project, as far as the rules ask for them: all, or one more than
 * {@link UserPermissions#MAX_TOKENS}. They come from an index, which is eventually consistent.
 */
record HeldTokens(List<TokenSummary> tokens) {

    private static final int MAX = UserPermissions.MAX_TOKENS;

    static HeldTokens find(TokenQueryStore tokens, TokenFilter filter) {
        return new HeldTokens(tokens.listSummaries(filter, null, MAX + 1));
    }

    /** Returns the numbers of the first {@link UserPermissions#MAX_TOKENS} tokens. */
    ProjectTokenCounts counts(Instant now) {
        int live = (int) tokens.stream()
                .limit(MAX)
                .filter(token -> !token.isExpiredAt(now))
                .count();
        return new ProjectTokenCounts(live, Math.min(tokens.size(), MAX) - live, tokens.size() > MAX);
    }

    /**
     * Requires that no token is left.
     *
     * @param holder the start of the message, for example {@code The user}
     * @param remedy what can be done instead of deleting a token
     */
    void requireNone(ErrorReason reason, String holder, String remedy, Instant now) {
        if (tokens.isEmpty()) {
            return;
        }
        boolean single = tokens.size() == 1;
        long live = tokens.stream().filter(token -> !token.isExpiredAt(now)).count();
        throw new ApiException.ConflictException(
                reason,
                holder + " still has " + CountText.of(tokens.size(), MAX, "token") + " (" + CountText.number(live, MAX)
                        + " live). Delete " + (single ? "it" : "them") + " first"
                        + remedy.formatted(single ? "it" : "them") + ".");
    }
}
