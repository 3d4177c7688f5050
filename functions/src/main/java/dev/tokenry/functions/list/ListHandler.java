package dev.tokenry.functions.list;

import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists those tokens that the caller asks for, of those that it may see. */
public final class ListHandler extends AuthenticatedApiHandler {

    private final TokenVisibility reach;
    private final TokenQueryStore catalogue;
    private final ListRequests requests;
    private final InstantSource clock;

    public ListHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListHandler(Wiring wiring) {
        reach = wiring.tokenVisibility();
        catalogue = wiring.tokenQueries();
        requests = new ListRequests(wiring.dateParser(), ScopeCatalogue.builtIn());
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal caller) {
        Instant now = clock.instant();
        Asked asked = requests.read(request, caller, now);
        ListQuery query = asked.query();
        Listing listing = new Listing(catalogue, Ranges.of(reach.visibleTo(caller), query.selector()), query, now);
        return ApiResponse.ok(json(listing.show(asked), query, caller));
    }

    private static Map<String, Object> json(Shown shown, ListQuery query, Principal caller) {
        Place next = shown.next();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalCount", shown.totalCount());
        json.put("pageSize", query.pageSize());
        json.put(
                "nextPageKey",
                next == null ? null : new Cursor(caller.tokenId(), query, next, shown.totalCount()).asText());
        json.put("apiTokens", shown.tokens());
        return json;
    }
}
