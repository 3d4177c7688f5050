package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.AuditEventFinder;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches the audit events of all targets. A principal that is bound to a project sees those of this project only. */
public final class AuditTrail {

    private final AuditEventFinder events;
    private final ScopeCatalogue catalogue;

    public AuditTrail(AuditEventFinder events, ScopeCatalogue catalogue) {
        this.events = events;
        this.catalogue = catalogue;
    }

    /**
     * Returns events that match a query, the newest first.
     *
     * @throws ApiException.ForbiddenException if the scope is missing
     */
    public AuditEventPage find(TokenActor actor, AuditEventQuery query, @Nullable IndexPosition after, int limit) {
        Principal principal = actor.principal();
        TokenPermissions.requireScope(principal, Scope.READ_AUDIT, catalogue);
        String project = principal.project();
        if (project == null) {
            return events.find(query, after, limit);
        }
        return query.project() == null || query.project().equals(project)
                ? events.find(query.ofProject(project), after, limit)
                : new AuditEventPage(List.of(), null);
    }
}
