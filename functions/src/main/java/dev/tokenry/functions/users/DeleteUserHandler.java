package dev.tokenry.functions.users;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.administration.UserChanges;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.User;

/** Deletes a user that has no tokens left: what was forbidden to them would be allowed without it. */
public final class DeleteUserHandler extends AuthenticatedApiHandler {

    private final UserStore store;
    private final UserChanges userChanges;

    public DeleteUserHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteUserHandler(Wiring wiring) {
        store = wiring.users();
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
                store.countTokens(user.name(), GetUserHandler.MAX_COUNT).total();
        if (tokenCount > 0) {
            throw new ApiException.ConflictException(
                    ErrorReason.USER_HAS_TOKENS,
                    "The user still has "
                            + (tokenCount == 1 ? "1 token. Delete it first." : tokenCount + " tokens. Delete them first."));
        }
    }
}
