package dev.tokenry.functions.users;

import dev.tokenry.administration.UserReader;
import dev.tokenry.administration.UserSearch;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.ListBudget;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists users in the order of their names. The response contains no total count, because counting would read all users. */
public final class ListUsersHandler extends AuthenticatedApiHandler {

    private final UserReader users;
    private final DamagedRecords damagedRecords;

    public ListUsersHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListUsersHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        users = wiring.userReader();
        damagedRecords = wiring.damagedRecords();
    }

    @Override
    protected boolean hasQueryParameters() {
        return true;
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Principal principal = actor.principal();
        UserSearch search = users.search(actor);
        ListUsersRequest listRequest = ListUsersRequest.from(request, principal);
        UserPage page = search.find(listRequest.text(), listRequest.after(), listRequest.pageSize());
        List<Map<String, Object>> rendered = new ArrayList<>();
        ListBudget budget = new ListBudget();
        IndexPosition next = page.nextAfter();
        IndexPosition last = null;
        for (UserRow row : page.rows()) {
            Map<String, Object> summary = row.user()
                    .map(UserJson::summary)
                    .orElseGet(() -> UserJson.damaged(row.name().spelling()));
            if (!budget.take(summary) && last != null) {
                next = last;
                break;
            }
            rendered.add(summary);
            last = row.position();
            if (row.user().isEmpty()) {
                damagedRecords.add(1);
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pageSize", listRequest.pageSize());
        json.put(
                "nextPageKey",
                next == null
                        ? null
                        : new ListUsersPageKey(principal.tokenId(), listRequest.pageSize(), next, listRequest.text())
                                .encode());
        json.put("users", rendered);
        return ApiResponse.ok(json);
    }
}
