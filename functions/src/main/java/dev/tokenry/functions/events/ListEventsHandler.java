package dev.tokenry.functions.events;

import dev.tokenry.administration.AuditTrail;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;
import dev.tokenry.time.DateParser;
import java.time.InstantSource;

/** Lists the audit events that match a query, the newest first. */
public final class ListEventsHandler extends AuthenticatedApiHandler {

    private final AuditTrail trail;
    private final EventList list;
    private final DateParser dates;
    private final InstantSource clock;

    public ListEventsHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListEventsHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        trail = wiring.auditTrail();
        list = new EventList("events", wiring.damagedRecords());
        dates = wiring.dateParser();
        clock = wiring.clock();
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        EventListRequest page = list.search(request, actor, new EventQueryParser(dates, clock.instant()));
        return list.response(page, actor, trail.find(actor, page.query(), page.after(), page.pageSize()));
    }
}
