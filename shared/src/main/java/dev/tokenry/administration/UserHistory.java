package dev.tokenry.administration;

import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.AuditEventFinder;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.UserFinder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit events of users for the principals that may see users. Notices name the tokens of the user, so that
 * only those see them for whom they are meant, as they see the contact to which notices go and its changes.
 */
public final class UserHistory {

    /** The fields of contact and identities, as changes name them. */
    private static final Set<String> PERSONAL = Set.of("email", "language", "identities");

    private final AuditEventFinder events;
    private final UserFinder users;

    public UserHistory(AuditEventFinder events, UserFinder users) {
        this.events = events;
        this.users = users;
    }

    /** Returns what selects the events of a user, and of all earlier users of this name. */
    public static AuditEventQuery query(OwnerName name) {
        return AuditEventQuery.ofTarget(AuditTarget.of(Kind.USER, name.key()).key());
    }

    /**
     * Returns events of a user, the newest first. The user can be deleted.
     *
     * @throws ApiException.ForbiddenException if the caller is bound to a project
     * @throws ApiException.NotFoundException if there is neither a user of this name nor an event
     */
    public AuditEventPage find(TokenActor actor, OwnerName name, @Nullable IndexPosition after, int limit) {
        UserPermissions.requireMayRead(actor.principal());
        AuditEventPage page = visible(actor.principal(), name, events.find(query(name), after, limit));
        if (after == null && page.rows().isEmpty() && page.next() == null) {
            UserReader.find(users, name);
        }
        return page;
    }

    /**
     * Returns the fields of a user whose changes the actor does not see, because it does not see the fields themselves.
     */
    public static Set<String> hiddenFields(TokenActor actor, OwnerName name) {
        return UserPermissions.seesContact(actor.principal(), name) ? Set.of() : PERSONAL;
    }

    private static AuditEventPage visible(Principal principal, OwnerName name, AuditEventPage page) {
        return UserPermissions.seesContact(principal, name)
                ? page
                : new AuditEventPage(
                        page.rows().stream()
                                .filter(row -> !row.isNoticeToOwner())
                                .toList(),
                        page.next());
    }
}
