package dev.tokenry.functions.users;

import dev.tokenry.administration.UserChanges;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.model.Principal;
import dev.tokenry.model.User;

/** Shows a user, and how many tokens it has. */
public final class GetUserHandler extends AuthenticatedApiHandler {

    private final UserQueryStore store;
    private final UserChanges userChanges;

    public GetUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetUserHandler(Wiring wiring) {
        store = wiring.userQueries();
        userChanges = wiring.userChanges();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        UserPermissions.requireMayRead(principal);
        User user = userChanges.find(UserNameParameter.valid(request));
        return ApiResponse.ok(UserJson.full(user, store.countTokens(user.name(), UserQueryStore.MAX_COUNT)))
                .withETag(user.version());
    }
}
