package dev.tokenry.functions.events;

import dev.tokenry.administration.TokenHistory;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;

/** Lists the audit events of a token, the newest first. The token can be deleted. */
public final class ListTokenEventsHandler extends AuthenticatedApiHandler {

    private final TokenHistory history;
    private final EventList list;

    public ListTokenEventsHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListTokenEventsHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        history = wiring.tokenHistory();
        list = new EventList("tokenEvents", wiring.damagedRecords());
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        TokenId id = request.tokenId();
        EventListRequest page = list.history(request, actor, TokenHistory.query(id));
        return list.response(page, actor, history.find(actor, id, page.after(), page.pageSize()));
    }
}
