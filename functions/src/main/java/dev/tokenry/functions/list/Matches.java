package dev.tokenry.functions.list;

import dev.tokenry.store.TokenSummary;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The candidates among rows, looked for as they are asked for, but not for ever. */
final class Matches implements Iterator<Candidate> {

    static final int ROWS_AT_ONCE = 500;

    private final Rows rows;
    private final Function<List<TokenSummary>, List<Candidate>> filter;
    private final Deque<Candidate> found = new ArrayDeque<>();
    private int mostRows;
    private @Nullable TokenSummary last;

    /** @param mostRows how many rows are looked at, and no more */
    Matches(Rows rows, Function<List<TokenSummary>, List<Candidate>> filter, int mostRows) {
        this.rows = rows;
        this.filter = filter;
        this.mostRows = mostRows;
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && mostRows > 0 && rows.hasNext()) {
            List<TokenSummary> some = rows.take(Math.min(ROWS_AT_ONCE, mostRows));
            mostRows -= some.size();
            last = some.getLast();
            found.addAll(filter.apply(some));
        }
        return !found.isEmpty();
    }

    @Override
    public Candidate next() {
        return found.remove();
    }

    /** The last row that was looked at, when there are more behind it that were not. */
    Optional<TokenSummary> end() {
        return rows.hasNext() ? Optional.ofNullable(last) : Optional.empty();
    }
}
