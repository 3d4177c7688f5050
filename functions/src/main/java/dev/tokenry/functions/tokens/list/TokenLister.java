package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.ListBudget;
import dev.tokenry.functions.tokens.selector.Criterion;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.UserQueryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists tokens. Finds and sorts them by the rows of the indexes ({@link TokenSummary}), then reads the tokens of the
 * page from the table. In the order newest first it reads only as many rows as a page needs. Any other order, and the
 * count, read the rows of all candidates, up to {@link #MAX_CANDIDATES}. Candidates are the visible tokens of the
 * selected owners and project. The total count of a list is that of its first page.
 */
final class TokenLister {

    /** The number of candidates up to which a list is sorted, filtered completely and counted. */
    static final int MAX_CANDIDATES = 10_000;

    /** As many as one query of the index counts. Numbered pages count them again, so that they are always exact. */
    private static final int ALWAYS_COUNTED = 1_000;

    /** As many as the table reads side by side: little is read in vain when the response has no room for more. */
    private static final int TOKENS_PER_READ = 800;

    private final TokenQueryStore tokenQueries;
    private final List<TokenFilter> filters;
    private final ListQuery query;
    private final RecentCounts recentCounts;
    private final OwnerRecords owners;
    private final Limits limits;
    private final DamagedRecords damagedRecords;
    private final Instant now;
    private final int size;

    TokenLister(
            TokenQueryStore tokenQueries,
            UserQueryStore userQueries,
            List<TokenFilter> filters,
            ListQuery query,
            RecentCounts recentCounts,
            Limits limits,
            DamagedRecords damagedRecords,
            Instant now) {
        this.tokenQueries = tokenQueries;
        this.filters = filters;
        this.query = query;
        this.recentCounts = recentCounts;
        this.owners = new OwnerRecords(userQueries, damagedRecords);
        this.limits = limits;
        this.damagedRecords = damagedRecords;
        this.now = now;
        this.size = query.pageSize();
    }

    TokenPage list(ListTokensRequest request) {
        recentCounts.find(RecentCounts.Key.ofCandidates(filters), now).ifPresent(this::requireSortable);
        return switch (request) {
            case ListTokensRequest.ByPageNumber page -> pageByNumber((page.number() - 1) * query.pageSize());
            case ListTokensRequest.AfterPageKey next -> pageAfter(next.after(), next.totalCount());
        };
    }

    private TokenPage pageByNumber(int skipped) {
        OptionalInt firstTotal = skipped == 0 ? OptionalInt.empty() : largeRecentTotal();
        if (query.isNewestFirst() && !query.hasFilters()) {
            MergedSummaries summaries = summaries(null, skipped + size + 1);
            return collectPage(
                    skip(unfiltered(summaries), skipped), () -> total(summaries, firstTotal), Optional::empty);
        }
        if (query.isNewestFirst() && firstTotal.isPresent()) {
            FilteredSummaries filtered = filtered(null);
            return collectPage(
                    skip(filtered, skipped), () -> total(filtered, firstTotal.getAsInt()), filtered::resumeAfter);
        }
        MergedSummaries summaries = summaries(null, MAX_CANDIDATES + 1);
        List<TokenSummary> all = takeCandidates(summaries);
        List<TokenMatch> found = findMatches(all);
        int total = summaries.hasNext() ? MAX_CANDIDATES : found.size();
        recentCounts.put(RecentCounts.Key.ofMatches(filters, query), total, now);
        return collectPage(
                skip(sorted(found).iterator(), skipped),
                () -> total,
                () -> summaries.hasNext() ? Optional.of(all.getLast()) : Optional.empty());
    }

    private TokenPage pageAfter(SortPosition after, int totalCount) {
        if (!query.isNewestFirst()) {
            List<TokenMatch> remaining = findMatches(takeCandidates(summaries(null, MAX_CANDIDATES + 1))).stream()
                    .filter(it -> query.sort().isAfter(it, after))
                    .toList();
            return collectPage(sorted(remaining).iterator(), () -> totalCount, Optional::empty);
        }
        IndexPosition resumeAfter =
                new IndexPosition(after.sortKey(), after.id().value());
        if (!query.hasFilters()) {
            return collectPage(unfiltered(summaries(resumeAfter, size + 1)), () -> totalCount, Optional::empty);
        }
        FilteredSummaries filtered = filtered(resumeAfter);
        return collectPage(filtered, () -> totalCount, filtered::resumeAfter);
    }

    private MergedSummaries summaries(@Nullable IndexPosition after, int expected) {
        return new MergedSummaries(tokenQueries, filters, after, expected);
    }

    private FilteredSummaries filtered(@Nullable IndexPosition after) {
        return new FilteredSummaries(
                summaries(after, FilteredSummaries.BATCH_SIZE + 1), this::findMatches, MAX_CANDIDATES);
    }

    private static Iterator<TokenMatch> unfiltered(MergedSummaries summaries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return summaries.hasNext();
            }

            @Override
            public TokenMatch next() {
                return new TokenMatch(summaries.next(), null);
            }
        };
    }

    private OptionalInt largeRecentTotal() {
        OptionalInt total = recentCounts.find(RecentCounts.Key.ofMatches(filters, query), now);
        return total.isPresent() && total.getAsInt() > ALWAYS_COUNTED ? total : OptionalInt.empty();
    }

    /** Returns the number of rows if the page reached the last one; else that of the first page, or counts the rest. */
    private int total(MergedSummaries summaries, OptionalInt firstTotal) {
        if (firstTotal.isPresent() && summaries.hasNext()) {
            return totalOfFirstPage(firstTotal.getAsInt(), summaries.taken());
        }
        // One more tells whether there are too many to sort.
        int count = summaries.countAll(MAX_CANDIDATES + 1);
        recentCounts.put(RecentCounts.Key.ofCandidates(filters), count, now);
        return Math.min(count, MAX_CANDIDATES);
    }

    private static int total(FilteredSummaries filtered, int firstTotal) {
        if (filtered.hasNext()) {
            return totalOfFirstPage(firstTotal, filtered.taken());
        }
        return filtered.resumeAfter().isPresent() ? MAX_CANDIDATES : filtered.taken();
    }

    /** Tokens may have been created since the first page: there is at least one after those that were taken. */
    private static int totalOfFirstPage(int firstTotal, int taken) {
        return Math.min(Math.max(firstTotal, taken + 1), MAX_CANDIDATES);
    }

    /** Takes the rows of all candidates if they can be sorted. */
    private List<TokenSummary> takeCandidates(MergedSummaries summaries) {
        List<TokenSummary> all = summaries.take(MAX_CANDIDATES);
        int count = summaries.hasNext() ? MAX_CANDIDATES + 1 : all.size();
        recentCounts.put(RecentCounts.Key.ofCandidates(filters), count, now);
        requireSortable(count);
        return all;
    }

    private void requireSortable(int candidates) {
        if (candidates > MAX_CANDIDATES && !query.isNewestFirst()) {
            throw new ApiException.InvalidRequestException(
                    "sort",
                    ViolationReason.SORT_LIMIT,
                    "sort is limited to " + MAX_CANDIDATES + " candidates; filter by owner or project",
                    ParameterLocation.QUERY);
        }
    }

    private List<TokenMatch> findMatches(List<TokenSummary> summaries) {
        List<TokenSummary> matching = filterByUnusedScopes(filterByStatus(
                summaries.stream().filter(query.selector()::matches).toList()));
        Map<TokenId, Instant> lastUses = query.needsLastUse()
                ? tokenQueries.findLastUses(
                        matching.stream().map(TokenSummary::id).toList())
                : Map.of();
        return matching.stream()
                .map(summary -> new TokenMatch(summary, lastUses.get(summary.id())))
                .filter(it -> query.lastUsed().contains(it.lastUsedAt(), now))
                .toList();
    }

    private List<TokenSummary> filterByUnusedScopes(List<TokenSummary> summaries) {
        Optional<Criterion.UnusedScopes> criterion = query.selector().unusedScopes();
        if (criterion.isEmpty()) {
            return summaries;
        }
        Map<TokenId, LastUse> lastUses = tokenQueries.findScopeUses(summaries);
        return summaries.stream()
                .filter(row -> criterion.get().matches(row, lastUses.get(row.id())))
                .toList();
    }

    private List<TokenSummary> filterByStatus(List<TokenSummary> summaries) {
        Optional<Set<TokenStatus>> statuses = query.selector().statuses();
        if (statuses.isEmpty()) {
            return summaries;
        }
        owners.load(summaries.stream().map(row -> row.origin().owner()).toList());
        return summaries.stream()
                .filter(row -> statuses.get().contains(row.status(owner(row.origin()), now)))
                .toList();
    }

    private Optional<User> owner(TokenOrigin origin) {
        return owners.get(origin.owner());
    }

    private List<TokenMatch> sorted(List<TokenMatch> newestFirst) {
        return query.isNewestFirst() ? newestFirst : query.sort().sorted(newestFirst);
    }

    /**
     * @param resumeAfter the row after which to continue when there are no more matches; empty at the end of the list
     */
    private TokenPage collectPage(
            Iterator<TokenMatch> matches, IntSupplier totalCount, Supplier<Optional<TokenSummary>> resumeAfter) {
        List<Map<String, Object>> rendered = new ArrayList<>();
        ListBudget budget = new ListBudget();
        TokenMatch last = null;
        while (rendered.size() < size && matches.hasNext()) {
            List<TokenMatch> batch = take(matches, Math.min(size - rendered.size(), TOKENS_PER_READ));
            Set<TokenId> damaged = new HashSet<>();
            Map<TokenId, Token> tokens = loadTokens(batch, damaged);
            damagedRecords.add(damaged.size());
            for (TokenMatch match : batch) {
                Token token = tokens.get(match.summary().id());
                boolean isDamaged = damaged.contains(match.summary().id());
                if (isDamaged ? allowsDamaged() : token != null && stillMatches(token)) {
                    Map<String, Object> json = token == null
                            ? query.fields().selectDamaged(match.summary())
                            : query.fields()
                                    .select(token, TokenStatus.of(token, owner(token.origin()), now), limits, now);
                    if (!budget.take(json) && last != null) {
                        return new TokenPage(
                                rendered, totalCount.getAsInt(), query.sort().positionOf(last));
                    }
                    rendered.add(json);
                }
                last = match;
            }
        }
        if (last != null && matches.hasNext()) {
            return new TokenPage(rendered, totalCount.getAsInt(), query.sort().positionOf(last));
        }
        SortPosition next = resumeAfter
                .get()
                .map(summary -> query.sort().positionOf(new TokenMatch(summary, null)))
                .orElse(null);
        return new TokenPage(rendered, totalCount.getAsInt(), next);
    }

    private Map<TokenId, Token> loadTokens(List<TokenMatch> matches, Set<TokenId> damaged) {
        List<TokenId> ids = matches.stream().map(it -> it.summary().id()).toList();
        List<Token> tokens = tokenQueries.findAll(ids, damaged::add);
        if (query.needsStatus()) {
            owners.load(tokens.stream().map(token -> token.origin().owner()).toList());
        }
        return tokens.stream().collect(Collectors.toMap(Token::id, Function.identity()));
    }

    /** Returns whether a token still matches: its row may be outdated. */
    private boolean stillMatches(Token token) {
        LastUse lastUse = token.lastUse();
        return filters.stream().anyMatch(filter -> filter.matches(token))
                && query.selector().matches(TokenSummary.of(token))
                && hasStatus(token)
                && query.lastUsed().contains(lastUse == null ? null : lastUse.at(), now);
    }

    /** A record can be damaged where its row is not: other criteria are evaluated on the row. */
    private boolean allowsDamaged() {
        return query.selector()
                .statuses()
                .map(statuses -> statuses.contains(TokenStatus.DAMAGED))
                .orElse(true);
    }

    private boolean hasStatus(Token token) {
        return query.selector()
                .statuses()
                .map(statuses -> statuses.contains(TokenStatus.of(token, owner(token.origin()), now)))
                .orElse(true);
    }

    private static List<TokenMatch> take(Iterator<TokenMatch> matches, int max) {
        List<TokenMatch> batch = new ArrayList<>();
        while (batch.size() < max && matches.hasNext()) {
            batch.add(matches.next());
        }
        return batch;
    }

    private static Iterator<TokenMatch> skip(Iterator<TokenMatch> matches, int count) {
        for (int i = 0; i < count && matches.hasNext(); i++) {
            matches.next();
        }
        return matches;
    }
}
