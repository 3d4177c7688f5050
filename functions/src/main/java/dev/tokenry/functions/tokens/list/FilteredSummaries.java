package dev.tokenry.functions.tokens.list;

import dev.tokenry.store.TokenSummary;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The matching rows, found lazily, up to a limit of examined rows. */
final class FilteredSummaries implements Iterator<TokenMatch> {

    static final int BATCH_SIZE = 500;

    private final MergedSummaries summaries;
    private final Function<List<TokenSummary>, List<TokenMatch>> filter;
    private final Deque<TokenMatch> buffer = new ArrayDeque<>();
    private int remaining;
    private int taken;
    private @Nullable TokenSummary last;

    /** @param remaining the maximum number of rows to examine */
    FilteredSummaries(MergedSummaries summaries, Function<List<TokenSummary>, List<TokenMatch>> filter, int remaining) {
        this.summaries = summaries;
        this.filter = filter;
        this.remaining = remaining;
    }

    @Override
    public boolean hasNext() {
        while (buffer.isEmpty() && remaining > 0 && summaries.hasNext()) {
            List<TokenSummary> batch = summaries.take(Math.min(BATCH_SIZE, remaining));
            remaining -= batch.size();
            last = batch.getLast();
            buffer.addAll(filter.apply(batch));
        }
        return !buffer.isEmpty();
    }

    @Override
    public TokenMatch next() {
        taken++;
        return buffer.remove();
    }

    /** Returns how many matches were taken. */
    int taken() {
        return taken;
    }

    /** Returns the last examined row if there are rows after it. */
    Optional<TokenSummary> resumeAfter() {
        return summaries.hasNext() ? Optional.ofNullable(last) : Optional.empty();
    }
}
