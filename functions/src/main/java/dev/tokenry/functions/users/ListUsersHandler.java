package dev.tokenry.functions.users;

import dev.tokenry.administration.UserReader;
import dev.tokenry.administration.UserSearch;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.UserPage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists users in the order of their names. The response contains no total count, because counting would read all users. */
public final class ListUsersHandler extends AuthenticatedApiHandler {

    /** The maximum number of users in a response, regardless of the page size of the request. */
    private static final int MAX_USERS_PER_PAGE = 1_000;

    private final UserReader users;

    public ListUsersHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListUsersHandler(Wiring wiring) {
        users = wiring.userReader();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Principal principal = actor.principal();
        UserSearch search = users.search(actor);
        ListUsersRequest listRequest = ListUsersRequest.from(request, principal);
        UserPage page = search.find(
                listRequest.text(), listRequest.after(), Math.min(listRequest.pageSize(), MAX_USERS_PER_PAGE));
        String next = page.nextAfter();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pageSize", listRequest.pageSize());
        json.put(
                "nextPageKey",
                next == null
                        ? null
                        : new ListUsersPageKey(principal.tokenId(), listRequest.pageSize(), next, listRequest.text())
                                .encode());
        json.put("users", page.users().stream().map(UserJson::summary).toList());
        return ApiResponse.ok(json);
    }
}
