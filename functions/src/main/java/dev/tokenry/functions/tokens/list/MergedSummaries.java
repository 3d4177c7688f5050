package dev.tokenry.functions.tokens.list;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of several disjoint filters, newest first, fetched lazily. */
final class MergedSummaries implements Iterator<TokenSummary> {

    private final TokenQueryStore tokenQueries;
    private final int batchSize;
    private int taken;
    private final PriorityQueue<Source> queue =
            new PriorityQueue<>(Comparator.comparing(Source::peekPosition, Comparator.reverseOrder()));

    /** @param expected the number of rows that the caller expects to take */
    MergedSummaries(
            TokenQueryStore tokenQueries, List<TokenFilter> filters, @Nullable IndexPosition after, int expected) {
        this.tokenQueries = tokenQueries;
        this.batchSize = Math.ceilDiv(expected, Math.max(1, filters.size()));
        filters.forEach(filter -> enqueueIfNonEmpty(new Source(filter, after)));
    }

    @Override
    public boolean hasNext() {
        return !queue.isEmpty();
    }

    @Override
    public TokenSummary next() {
        Source source = queue.remove();
        TokenSummary summary = source.buffer.remove();
        taken++;
        enqueueIfNonEmpty(source);
        return summary;
    }

    /** Returns the number of all rows, at most {@code limit}. Reads only those that are not fetched yet. */
    int countAll(int limit) {
        int count = taken;
        for (Source source : queue) {
            count += source.buffer.size();
            if (!source.exhausted && count < limit) {
                count += tokenQueries.count(source.filter, source.after, limit - count);
            }
        }
        return Math.min(count, limit);
    }

    /** Returns how many rows were taken. */
    int taken() {
        return taken;
    }

    /** Returns the next rows, at most this many. */
    List<TokenSummary> take(int max) {
        List<TokenSummary> summaries = new ArrayList<>();
        while (summaries.size() < max && hasNext()) {
            summaries.add(next());
        }
        return summaries;
    }

    private void enqueueIfNonEmpty(Source source) {
        if (source.prefetch()) {
            queue.add(source);
        }
    }

    /** The rows of one filter that are fetched and not yet taken. */
    private final class Source {

        private final TokenFilter filter;
        private final Deque<TokenSummary> buffer = new ArrayDeque<>();
        private @Nullable IndexPosition after;
        private boolean exhausted;

        Source(TokenFilter filter, @Nullable IndexPosition after) {
            this.filter = filter;
            this.after = after;
        }

        boolean prefetch() {
            if (buffer.isEmpty() && !exhausted) {
                buffer.addAll(tokenQueries.listSummaries(filter, after, batchSize));
                exhausted = buffer.size() < batchSize;
                after = buffer.isEmpty() ? after : buffer.getLast().position();
            }
            return !buffer.isEmpty();
        }

        IndexPosition peekPosition() {
            return buffer.getFirst().position();
        }
    }
}
