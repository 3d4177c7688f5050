package dev.tokenry.administration;

import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.Scope;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that have a scope, and the trusts that give it, counted in the index, which may miss changes of the last
 * moments.
 *
 * @param tokens the number of tokens, those from exchanges included, at most one more than {@link #MAX_COUNT}
 * @param trusts the number of trusts, at most one more than {@link #MAX_COUNT}
 */
record ScopeHolders(int tokens, int trusts) {

    /** The number up to which is counted. */
    static final int MAX_COUNT = 1_000;

    private static final int PAGE_SIZE = 1_000;

    static ScopeHolders of(Scope scope, TokenQueryStore tokens, TrustQueryStore trusts) {
        int lasting = count(tokens, new TokenFilter.All(), scope);
        int all = lasting > MAX_COUNT
                ? lasting
                : Math.min(
                        lasting + count(tokens, new TokenFilter.Exchanged(new TokenFilter.All()), scope),
                        MAX_COUNT + 1);
        return new ScopeHolders(all, trusts.count(new TrustFilter.ByScope(scope), MAX_COUNT + 1));
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

    boolean isEmpty() {
        return tokens == 0 && trusts == 0;
    }

    /** Returns the counts for a message, for example {@code 3 tokens and 1 trust}. */
    String describe() {
        return Stream.of(
                        tokens == 0 ? null : CountText.of(tokens, MAX_COUNT, "token"),
                        trusts == 0 ? null : CountText.of(trusts, MAX_COUNT, "trust"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" and "));
    }
}
