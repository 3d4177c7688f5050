package dev.tokenry.functions.list;

import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.store.CreationSortKey;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.model.LastUse;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One list: found and put in order by the rows of the indexes, shown from the tokens as they are now. Newest first it is
 * walked along as far as a page needs; any other order, and the count of a filtered list, take all candidates, of which
 * there must not be too many.
 */
final class Listing {

    /** A list is sorted, filtered as a whole and counted up to here. */
    static final int MOST_CANDIDATES = 10_000;

    private static final int MOST_TOKENS = 1_000;
    private static final int MOST_BYTES = 4_000_000;

    private final TokenQueryStore catalogue;
    private final List<TokenFilter> ranges;
    private final ListQuery query;
    private final Instant now;
    private final int size;

    Listing(TokenQueryStore catalogue, List<TokenFilter> ranges, ListQuery query, Instant now) {
        this.catalogue = catalogue;
        this.ranges = ranges;
        this.query = query;
        this.now = now;
        this.size = Math.min(query.pageSize(), MOST_TOKENS);
    }

    Shown show(Asked asked) {
        return switch (asked) {
            case Asked.Page page -> page((page.number() - 1) * query.pageSize());
            case Asked.Next next -> next(next.after(), next.totalCount());
        };
    }

    private Shown page(int skipped) {
        if (query.isNewestFirst() && !query.filters()) {
            Iterator<Candidate> walk = walk(null, skipped + size + 1);
            return shown(skip(walk, skipped), count(), Optional::empty);
        }
        Rows rows = rows(null, MOST_CANDIDATES + 1);
        List<TokenSummary> all = rows.take(MOST_CANDIDATES);
        requireSortable(rows);
        List<Candidate> found = matches(all);
        return shown(
                skip(inOrder(found).iterator(), skipped),
                rows.hasNext() ? MOST_CANDIDATES : found.size(),
                () -> rows.hasNext() ? Optional.of(all.getLast()) : Optional.empty());
    }

    private Shown next(Place after, int totalCount) {
        if (!query.isNewestFirst()) {
            Rows rows = rows(null, MOST_CANDIDATES + 1);
            List<TokenSummary> all = rows.take(MOST_CANDIDATES);
            requireSortable(rows);
            List<Candidate> behind = matches(all).stream()
                    .filter(it -> query.sort().isBehind(it, after))
                    .toList();
            return shown(inOrder(behind).iterator(), totalCount, Optional::empty);
        }
        CreationSortKey place = CreationSortKey.parse(after.key()).orElseThrow();
        if (!query.filters()) {
            return shown(walk(place, size + 1), totalCount, Optional::empty);
        }
        Matches matches = new Matches(rows(place, Matches.ROWS_AT_ONCE + 1), this::matches, MOST_CANDIDATES);
        return shown(matches, totalCount, matches::end);
    }

    private Rows rows(@Nullable CreationSortKey after, int expected) {
        return new Rows(catalogue, ranges, after, expected);
    }

    /** All rows behind a place, as candidates; none is fetched before it is asked for. */
    private Iterator<Candidate> walk(@Nullable CreationSortKey after, int expected) {
        Rows rows = rows(after, expected);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Candidate next() {
                return new Candidate(rows.next(), null);
            }
        };
    }

    private int count() {
        int count = 0;
        for (TokenFilter range : ranges) {
            count += catalogue.count(range, MOST_CANDIDATES - count);
        }
        return count;
    }

    private void requireSortable(Rows rest) {
        if (rest.hasNext() && !query.isNewestFirst()) {
            throw new ApiException.InvalidRequestException(
                    "sort",
                    "sort works on up to " + MOST_CANDIDATES
                            + " tokens, and there are more: narrow by owner or project",
                    ApiException.ParameterLocation.QUERY);
        }
    }

    private List<Candidate> matches(List<TokenSummary> rows) {
        List<TokenSummary> selected = rows.stream().filter(query.selector()::holds).toList();
        Map<TokenId, Instant> lastUses = query.needsLastUse()
                ? catalogue.findLastUses(selected.stream().map(TokenSummary::id).toList())
                : Map.of();
        return selected.stream()
                .map(row -> new Candidate(row, lastUses.get(row.id())))
                .filter(it -> query.lastUsed().holds(it.lastUsedAt(), now))
                .toList();
    }

    private List<Candidate> inOrder(List<Candidate> newestFirst) {
        return query.isNewestFirst() ? newestFirst : query.sort().sorted(newestFirst);
    }

    /** @param end where to go on behind the candidates; empty when nothing is there */
    private Shown shown(Iterator<Candidate> candidates, int totalCount, Supplier<Optional<TokenSummary>> end) {
        List<Map<String, Object>> shown = new ArrayList<>();
        int bytes = 0;
        Candidate last = null;
        while (shown.size() < size && candidates.hasNext()) {
            List<Candidate> some = take(candidates, size - shown.size());
            Map<TokenId, Token> tokens = read(some);
            for (Candidate candidate : some) {
                Token token = tokens.get(candidate.row().id());
                if (token != null && isWanted(token)) {
                    Map<String, Object> json = query.fields().of(token, now);
                    bytes += TokenJson.sizeInBytes(json);
                    if (last != null && bytes > MOST_BYTES) {
                        return new Shown(shown, totalCount, query.sort().placeOf(last));
                    }
                    shown.add(json);
                }
                last = candidate;
            }
        }
        if (last != null && candidates.hasNext()) {
            return new Shown(shown, totalCount, query.sort().placeOf(last));
        }
        Place next = end.get()
                .map(row -> query.sort().placeOf(new Candidate(row, null)))
                .orElse(null);
        return new Shown(shown, totalCount, next);
    }

    private Map<TokenId, Token> read(List<Candidate> candidates) {
        List<TokenId> ids = candidates.stream().map(it -> it.row().id()).toList();
        return catalogue.findAll(ids).stream().collect(Collectors.toMap(Token::id, Function.identity()));
    }

    /** Whether a token is still what its row said of it. */
    private boolean isWanted(Token token) {
        LastUse lastUse = token.lastUse();
        return ranges.stream().anyMatch(range -> range.matches(token))
                && query.selector().holds(TokenSummary.of(token))
                && query.lastUsed().holds(lastUse == null ? null : lastUse.at(), now);
    }

    private static List<Candidate> take(Iterator<Candidate> candidates, int most) {
        List<Candidate> taken = new ArrayList<>();
        while (taken.size() < most && candidates.hasNext()) {
            taken.add(candidates.next());
        }
        return taken;
    }

    private static Iterator<Candidate> skip(Iterator<Candidate> candidates, int count) {
        for (int i = 0; i < count && candidates.hasNext(); i++) {
            candidates.next();
        }
        return candidates;
    }
}
