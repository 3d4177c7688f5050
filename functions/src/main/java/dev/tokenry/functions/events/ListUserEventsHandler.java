package dev.tokenry.functions.events;

import dev.tokenry.administration.UserHistory;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;

/** Lists the audit events of a user, the newest first. The user can be deleted. */
public final class ListUserEventsHandler extends AuthenticatedApiHandler {

    private final UserHistory history;
    private final EventList list;

    public ListUserEventsHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListUserEventsHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        history = wiring.userHistory();
        list = new EventList("userEvents", wiring.damagedRecords());
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        OwnerName name = request.userName();
        EventListRequest page = list.history(request, actor, UserHistory.query(name));
        AuditEventPage events = history.find(actor, name, page.after(), page.pageSize());
        return list.response(page, actor, events, UserHistory.hiddenFields(actor, name));
    }
}
