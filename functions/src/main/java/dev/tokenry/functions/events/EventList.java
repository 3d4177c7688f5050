package dev.tokenry.functions.events;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.ListBudget;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.functions.http.StrictJson;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A list of events.
 *
 * @param name tells the page keys of this list from those of others
 */
record EventList(String name, DamagedRecords damagedRecords) {

    private static final Set<String> HISTORY_PARAMETERS =
            Set.of(QueryParameters.PAGE_SIZE, QueryParameters.NEXT_PAGE_KEY);

    /**
     * Parses a request for the events that match its parameters.
     *
     * @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations
     */
    EventListRequest search(ApiRequest request, TokenActor actor, EventQueryParser parser) {
        QueryParameters parameters = new QueryParameters(request, EventQueryParser.PARAMETERS);
        EventListRequest page = parameters.has(QueryParameters.NEXT_PAGE_KEY)
                ? parameters.pageKey(key -> EventPageKey.decode(key, name, principal(actor)))
                : new EventListRequest(parser.parse(parameters), parameters.pageSize(), null);
        parameters.throwIfInvalid();
        return Objects.requireNonNull(page);
    }

    /**
     * Parses a request for all events of a target.
     *
     * @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations
     */
    EventListRequest history(ApiRequest request, TokenActor actor, AuditEventQuery query) {
        QueryParameters parameters = new QueryParameters(request, HISTORY_PARAMETERS);
        EventListRequest page = parameters.has(QueryParameters.NEXT_PAGE_KEY)
                ? parameters.pageKey(key -> EventPageKey.decode(key, name, principal(actor))
                        .filter(decoded -> decoded.query().equals(query)))
                : new EventListRequest(query, parameters.pageSize(), null);
        parameters.throwIfInvalid();
        return Objects.requireNonNull(page);
    }

    /** Returns the response with a page. Events that cannot be parsed are left out, and counted as damaged records. */
    ApiResponse response(EventListRequest request, TokenActor actor, AuditEventPage page) {
        return response(request, actor, page, Set.of());
    }

    /**
     * Returns the response with a page, without the changes of some fields.
     *
     * @param hiddenFields the names of the fields that the actor does not see
     */
    ApiResponse response(EventListRequest request, TokenActor actor, AuditEventPage page, Set<String> hiddenFields) {
        List<Object> events = new ArrayList<>();
        ListBudget budget = new ListBudget();
        IndexPosition next = page.next();
        IndexPosition last = null;
        for (AuditEventRow row : page.rows()) {
            Optional<Object> event = StrictJson.parse(row.json());
            event.ifPresent(it -> hide(it, hiddenFields));
            if (event.isEmpty()) {
                damagedRecords.add(1);
            } else if (budget.take(event.get()) || last == null) {
                events.add(event.get());
            } else {
                next = last;
                break;
            }
            last = row.position();
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pageSize", request.pageSize());
        json.put(
                "nextPageKey",
                next == null
                        ? null
                        : EventPageKey.encode(
                                new EventListRequest(request.query(), request.pageSize(), next),
                                name,
                                principal(actor)));
        json.put("events", events);
        return ApiResponse.ok(json);
    }

    /** The subject of the exchange that links a user is one of its identities. */
    private static void hide(Object event, Set<String> hiddenFields) {
        StrictJson.removeElements(event, "changes", "field", hiddenFields);
        if (hiddenFields.contains("identities")) {
            StrictJson.removeMember(event, "actor", "subject");
        }
    }

    private static TokenId principal(TokenActor actor) {
        return actor.principal().tokenId();
    }
}
