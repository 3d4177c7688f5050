package dev.tokenry.functions.tokens.list;

import dev.tokenry.administration.TokenReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.UserQueryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists the tokens that match the request and are visible to the principal. */
public final class ListTokensHandler extends AuthenticatedApiHandler {

    private final TokenReader tokens;
    private final TokenQueryStore tokenQueries;
    private final UserQueryStore userQueries;
    private final ListTokensRequestParser requestParser;
    private final Limits limits;
    private final RecentCounts recentCounts = new RecentCounts();
    private final DamagedRecords damagedRecords;
    private final InstantSource clock;

    public ListTokensHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListTokensHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        tokens = wiring.tokenReader();
        tokenQueries = wiring.tokenQueries();
        userQueries = wiring.userQueries();
        limits = wiring.limits();
        requestParser = new ListTokensRequestParser(wiring.dateParser(), ScopeCatalogue.builtIn(), limits);
        damagedRecords = wiring.damagedRecords();
        clock = wiring.clock();
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Principal principal = actor.principal();
        Instant now = clock.instant();
        ListTokensRequest listRequest = requestParser.parse(request, principal, now);
        ListQuery query = listRequest.query();
        TokenLister lister = new TokenLister(
                tokenQueries,
                userQueries,
                VisibleFilters.intersect(
                        tokens.visibleTo(actor, query.selector().project()), query.selector()),
                query,
                recentCounts,
                limits,
                damagedRecords,
                now);
        return ApiResponse.ok(toJson(lister.list(listRequest), query, principal));
    }

    private static Map<String, Object> toJson(TokenPage page, ListQuery query, Principal principal) {
        SortPosition next = page.next();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalCount", page.totalCount());
        json.put("pageSize", query.pageSize());
        json.put(
                "nextPageKey",
                next == null ? null : new ListPageKey(principal.tokenId(), query, next, page.totalCount()).encode());
        json.put("apiTokens", page.tokens());
        return json;
    }
}
