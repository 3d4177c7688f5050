package dev.tokenry.functions.list;

import dev.tokenry.store.CreationSortKey;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of some ranges, newest first, fetched as they are asked for. */
final class Rows implements Iterator<TokenSummary> {

    private final TokenQueryStore catalogue;
    private final int perCall;
    private final PriorityQueue<Range> heads =
            new PriorityQueue<>(Comparator.comparing(Range::newest, Comparator.reverseOrder()));

    /** @param expected how many will probably be taken */
    Rows(TokenQueryStore catalogue, List<TokenFilter> ranges, @Nullable CreationSortKey after, int expected) {
        this.catalogue = catalogue;
        this.perCall = Math.ceilDiv(expected, Math.max(1, ranges.size()));
        ranges.forEach(range -> addIfAny(new Range(range, after)));
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public TokenSummary next() {
        Range first = heads.remove();
        TokenSummary row = first.fetched.remove();
        addIfAny(first);
        return row;
    }

    /** The next ones, at most this many. */
    List<TokenSummary> take(int most) {
        List<TokenSummary> rows = new ArrayList<>();
        while (rows.size() < most && hasNext()) {
            rows.add(next());
        }
        return rows;
    }

    private void addIfAny(Range range) {
        if (range.hasAny()) {
            heads.add(range);
        }
    }

    /** What is fetched of one range and not taken yet. */
    private final class Range {

        private final TokenFilter range;
        private final Deque<TokenSummary> fetched = new ArrayDeque<>();
        private @Nullable CreationSortKey after;
        private boolean ended;

        Range(TokenFilter range, @Nullable CreationSortKey after) {
            this.range = range;
            this.after = after;
        }

        boolean hasAny() {
            if (fetched.isEmpty() && !ended) {
                fetched.addAll(catalogue.listSummaries(range, after, perCall));
                ended = fetched.size() < perCall;
                after = fetched.isEmpty() ? after : fetched.getLast().sortKey();
            }
            return !fetched.isEmpty();
        }

        CreationSortKey newest() {
            return fetched.getFirst().sortKey();
        }
    }
}
