package dev.tokenry.administration;

import dev.tokenry.authorization.Leads;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.ProjectFinder;
import dev.tokenry.store.UserFinder;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserRow;
import java.util.Iterator;

/** Reads users for the principals that may see them. */
public final class UserReader {

    private final UserFinder users;
    private final UserQueryStore queries;
    private final Leads leads;

    public UserReader(UserFinder users, UserQueryStore queries, ProjectFinder projects) {
        this.leads = new Leads(projects);
        this.users = users;
        this.queries = queries;
    }

    /**
     * Returns a user, without contact and identities if the caller may not see them.
     *
     * @throws ApiException.ForbiddenException if the caller is bound to a project
     * @throws ApiException.NotFoundException if the user does not exist
     */
    public User get(TokenActor actor, OwnerName name) {
        UserPermissions.requireMayRead(actor.principal());
        return UserPermissions.visible(actor.principal(), leads.current(find(users, name)));
    }

    /**
     * Returns a search over all users.
     *
     * @throws ApiException.ForbiddenException if the caller is bound to a project
     */
    public NameSearch<UserRow> search(TokenActor actor) {
        UserPermissions.requireMayRead(actor.principal());
        return new NameSearch<>((after, limit) -> visible(actor.principal(), queries.listByName(after, limit)));
    }

    /** Returns the rows as the principal sees them, with the current leads. */
    private NamePage<UserRow> visible(Principal principal, NamePage<UserRow> page) {
        Iterator<User> users = leads.current(
                        page.rows().stream().flatMap(row -> row.user().stream()).toList())
                .iterator();
        return new NamePage<>(
                page.rows().stream()
                        .map(row -> new UserRow(
                                row.position(), row.user().map(_ -> UserPermissions.visible(principal, users.next()))))
                        .toList(),
                page.nextAfter());
    }

    static User find(UserFinder users, OwnerName name) {
        return users.find(name).orElseThrow(ApiException.NotFoundException::new);
    }
}
