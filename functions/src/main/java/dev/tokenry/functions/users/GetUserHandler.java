package dev.tokenry.functions.users;

import dev.tokenry.administration.UserChanges;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.Principal;
import dev.tokenry.model.User;

/** Shows a user, and how many tokens it has. */
public final class GetUserHandler extends AuthenticatedApiHandler {

    /** Counting goes no further. */
    static final int LARGEST_COUNT = 10_000;

    private final UserStore store;
    private final UserChanges users;

    public GetUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetUserHandler(Wiring wiring) {
        store = wiring.users();
        users = wiring.userChanges();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal caller) {
        UserPermissions.requireMayRead(caller);
        User user = users.find(UserPath.name(request));
        return ApiResponse.ok(UserJson.complete(user, store.countTokens(user.name(), LARGEST_COUNT)))
                .withETag(user.version());
    }
}
