package dev.tokenry.functions.users;

import dev.tokenry.administration.UserChanges;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.User;

/** Deletes a user that has no tokens left: what was forbidden to them would be allowed without it. */
public final class DeleteUserHandler extends AuthenticatedApiHandler {

    private final UserQueryStore store;
    private final UserChanges userChanges;

    public DeleteUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteUserHandler(Wiring wiring) {
        store = wiring.userQueries();
        userChanges = wiring.userChanges();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        UserPermissions.requireMayWrite(principal);
        userChanges.delete(UserNameParameter.valid(request), request.precondition(), user -> {
            UserPermissions.requireMayDelete(principal, user);
            requireNoTokens(user);
        });
        return ApiResponse.noContent();
    }

    private void requireNoTokens(User user) {
        int tokenCount =
                store.countTokens(user.name(), UserQueryStore.MAX_COUNT).total();
        if (tokenCount > 0) {
            throw new ApiException.ConflictException(
                    "The user has " + tokenCount + (tokenCount == 1 ? " token" : " tokens") + " left. Delete them first.");
        }
    }
}
