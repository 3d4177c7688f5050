package dev.tokenry.functions.users;

import dev.tokenry.administration.UserReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.store.UserQueryStore;

/** Returns a user and the number of its tokens. */
public final class GetUserHandler extends AuthenticatedApiHandler {

    private final UserReader users;
    private final UserQueryStore queries;

    public GetUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetUserHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        users = wiring.userReader();
        queries = wiring.userQueries();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        User user = users.get(actor, request.userName());
        return ApiResponse.ok(UserJson.full(user, queries.countTokens(user.name(), UserQueryStore.MAX_COUNT)))
                .withETag(user.version());
    }
}
