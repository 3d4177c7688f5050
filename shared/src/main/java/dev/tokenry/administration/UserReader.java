package dev.tokenry.administration;

import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.store.UserFinder;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserRow;

/** Reads users for the principals that may see them. */
public final class UserReader {

    private final UserFinder users;
    private final UserQueryStore queries;

    public UserReader(UserFinder users, UserQueryStore queries) {
        this.users = users;
        this.queries = queries;
    }

    /**
     * Returns a user.
     *
     * @throws ApiException.ForbiddenException if the caller is bound to a project
     * @throws ApiException.NotFoundException if the user does not exist
     */
    public User get(TokenActor actor, OwnerName name) {
        UserPermissions.requireMayRead(actor.principal());
        return find(users, name);
    }

    /**
     * Returns a search over all users.
     *
     * @throws ApiException.ForbiddenException if the caller is bound to a project
     */
    public NameSearch<UserRow> search(TokenActor actor) {
        UserPermissions.requireMayRead(actor.principal());
        return new NameSearch<>(queries);
    }

    static User find(UserFinder users, OwnerName name) {
        return users.find(name).orElseThrow(ApiException.NotFoundException::new);
    }
}
