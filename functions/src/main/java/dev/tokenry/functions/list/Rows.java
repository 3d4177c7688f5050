package dev.tokenry.functions.list;

import dev.tokenry.store.CreatedKey;
import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenRange;
import dev.tokenry.store.TokenRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of some ranges, newest first, fetched as they are asked for. */
final class Rows implements Iterator<TokenRow> {

    private final TokenCatalogue catalogue;
    private final int perCall;
    private final PriorityQueue<Range> heads =
            new PriorityQueue<>(Comparator.comparing(Range::newest, Comparator.reverseOrder()));

    /** @param expected how many will probably be taken */
    Rows(TokenCatalogue catalogue, List<TokenRange> ranges, @Nullable CreatedKey after, int expected) {
        this.catalogue = catalogue;
        this.perCall = Math.ceilDiv(expected, Math.max(1, ranges.size()));
        ranges.forEach(range -> addIfAny(new Range(range, after)));
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public TokenRow next() {
        Range first = heads.remove();
        TokenRow row = first.fetched.remove();
        addIfAny(first);
        return row;
    }

    /** The next ones, at most this many. */
    List<TokenRow> take(int most) {
        List<TokenRow> rows = new ArrayList<>();
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

        private final TokenRange range;
        private final Deque<TokenRow> fetched = new ArrayDeque<>();
        private @Nullable CreatedKey after;
        private boolean ended;

        Range(TokenRange range, @Nullable CreatedKey after) {
            this.range = range;
            this.after = after;
        }

        boolean hasAny() {
            if (fetched.isEmpty() && !ended) {
                fetched.addAll(catalogue.rows(range, after, perCall));
                ended = fetched.size() < perCall;
                after = fetched.isEmpty() ? after : fetched.getLast().createdKey();
            }
            return !fetched.isEmpty();
        }

        CreatedKey newest() {
            return fetched.getFirst().createdKey();
        }
    }
}
