package dev.tokenry.authorization;

import dev.tokenry.model.OwnerName;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.List;

/**
 * How many tokens of an owner are neither deleted nor expired, without those of bootstrap.
 *
 * @param exact whether there are no more
 */
record LiveTokenCount(int number, boolean exact) {

    /** As many as a query of the index returns in one page. */
    private static final int BATCH_SIZE = 1_000;

    /** Counts until {@code enough} tokens are found, with the tokens of one batch. */
    static LiveTokenCount of(OwnerName owner, TokenQueryStore tokens, int enough, Instant now) {
        TokenFilter filter = new TokenFilter.ByOwner(owner, null);
        int live = 0;
        IndexPosition after = null;
        while (true) {
            List<TokenSummary> batch = tokens.listSummaries(filter, after, BATCH_SIZE);
            live += (int) batch.stream().filter(row -> isCounted(row, now)).count();
            if (batch.size() < BATCH_SIZE) {
                return new LiveTokenCount(live, true);
            }
            if (live >= enough) {
                return new LiveTokenCount(live, false);
            }
            after = batch.getLast().position();
        }
    }

    private static boolean isCounted(TokenSummary row, Instant now) {
        return !row.origin().bootstrap() && !row.isExpiredAt(now);
    }

    @Override
    public String toString() {
        return exact ? Integer.toString(number) : "at least " + number;
    }
}
