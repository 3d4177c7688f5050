package dev.tokenry.administration;

import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.AuditEventFinder;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFinder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit events of tokens for the principals that may see the token. Those of a deleted token are visible to
 * principals that could see it: its last events tell owner and project.
 */
public final class TokenHistory {

    /** The deletion is the last event that tells owner and project, and seldom has others after it. */
    private static final int LAST_EVENTS = 10;

    /** A record that was deleted can be changed by hand any number of times: its events tell no owner. */
    private static final int EVENTS_PER_PAGE = 100;

    private static final int MAX_PAGES = 10;

    private final AuditEventFinder events;
    private final TokenFinder tokens;
    private final TokenVisibility visibility;
    private final ScopeCatalogue catalogue;

    public TokenHistory(
            AuditEventFinder events, TokenFinder tokens, TokenVisibility visibility, ScopeCatalogue catalogue) {
        this.events = events;
        this.tokens = tokens;
        this.visibility = visibility;
        this.catalogue = catalogue;
    }

    /** Returns what selects the events of a token. */
    public static AuditEventQuery query(TokenId id) {
        return AuditEventQuery.ofTarget(AuditTarget.of(Kind.TOKEN, id.value()).key());
    }

    /**
     * Returns events of a token, the newest first. A token can always read its own history.
     *
     * @throws ApiException.ForbiddenException if the scope is missing, or the caller's user may not manage tokens
     * @throws ApiException.NotFoundException if the token is not visible to the caller, and was not before its deletion
     */
    public AuditEventPage find(TokenActor actor, TokenId id, @Nullable IndexPosition after, int limit) {
        Principal principal = actor.principal();
        if (!id.equals(principal.tokenId())) {
            TokenPermissions.requireScope(principal, Scope.READ_TOKENS, catalogue);
            requireVisible(id, visibility.requireMayManageTokens(principal));
        }
        return events.find(query(id), after, limit);
    }

    private void requireVisible(TokenId id, Principal principal) {
        Optional<Token> token = tokens.find(id);
        if (token.isPresent()) {
            TokenPermissions.requireVisible(token.get(), principal);
            return;
        }
        AuditEventRow last = findTelling(id).orElseThrow(ApiException.NotFoundException::new);
        if (!wasVisible(last, principal)) {
            throw ApiException.NotFoundException.notVisible();
        }
    }

    private static boolean wasVisible(AuditEventRow event, Principal principal) {
        return event.owner() != null
                && OwnerName.parse(event.owner())
                        .filter(owner -> TokenPermissions.isVisible(owner, event.project(), principal))
                        .isPresent();
    }

    /** Returns the last event that tells the owner of a token, or any if none does. */
    private Optional<AuditEventRow> findTelling(TokenId id) {
        Optional<AuditEventRow> any = Optional.empty();
        IndexPosition position = null;
        for (int i = 0; i <= MAX_PAGES; i++) {
            AuditEventPage page = events.find(query(id), position, i == 0 ? LAST_EVENTS : EVENTS_PER_PAGE);
            Optional<AuditEventRow> owned =
                    page.rows().stream().filter(event -> event.owner() != null).findFirst();
            if (owned.isPresent()) {
                return owned;
            }
            any = any.or(() -> page.rows().stream().findFirst());
            position = page.next();
            if (position == null) {
                break;
            }
        }
        return any;
    }
}
