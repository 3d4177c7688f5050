package dev.tokenry.administration;

import dev.tokenry.model.Scope;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the tokens that have a scope, in the index, which may miss changes of the last moments. */
final class ScopeHolders {

    /** The number up to which tokens are counted. */
    static final int MAX_COUNT = 1_000;

    private static final int PAGE_SIZE = 1_000;

    private ScopeHolders() {}

    /**
     * Returns how many tokens have a scope, those from exchanges included, at most one more than {@link #MAX_COUNT}.
     */
    static int count(TokenQueryStore tokens, Scope scope) {
        int lasting = count(tokens, new TokenFilter.All(), scope);
        return lasting > MAX_COUNT
                ? lasting
                : Math.min(
                        lasting + count(tokens, new TokenFilter.Exchanged(new TokenFilter.All()), scope),
                        MAX_COUNT + 1);
    }

    private static int count(TokenQueryStore tokens, TokenFilter filter, Scope scope) {
        int count = 0;
        @Nullable IndexPosition after = null;
        List<TokenSummary> page;
        do {
            page = tokens.listSummaries(filter, after, PAGE_SIZE);
            count += (int) page.stream()
                    .filter(token -> token.scopes().contains(scope))
                    .count();
            after = page.isEmpty() ? null : page.getLast().position();
        } while (page.size() == PAGE_SIZE && count <= MAX_COUNT);
        return Math.min(count, MAX_COUNT + 1);
    }

    /** Returns the count for a message, for example {@code 3 tokens}. */
    static String describe(int count) {
        return (count > MAX_COUNT ? "more than " + MAX_COUNT : Integer.toString(count))
                + (count == 1 ? " token" : " tokens");
    }
}
