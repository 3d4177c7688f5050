package dev.tokenry.administration;

import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.authorization.TrustPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustFinder;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import java.util.Optional;

/** Reads trusts for the principals that may see them. */
public final class TrustReader {

    private final TrustFinder trusts;
    private final TrustQueryStore queries;
    private final TokenVisibility visibility;

    public TrustReader(TrustFinder trusts, TrustQueryStore queries, TokenVisibility visibility) {
        this.trusts = trusts;
        this.queries = queries;
        this.visibility = visibility;
    }

    /**
     * Returns a trust.
     *
     * @throws ApiException.NotFoundException if the trust does not exist or is not visible to the caller
     */
    public Trust get(TokenActor actor, String name) {
        return findVisible(trusts, name, visibility.withManagedTokens(actor.principal()));
    }

    /**
     * Returns a search over the trusts that the caller sees.
     *
     * @param project the project of the trusts; empty for those of all projects and of people
     */
    public NameSearch<TrustRow> search(TokenActor actor, Optional<String> project) {
        Principal principal = visibility.withManagedTokens(actor.principal());
        TrustFilter filter = project.or(() -> Optional.ofNullable(principal.project()))
                .<TrustFilter>map(TrustFilter.ByProject::new)
                .orElseGet(TrustFilter.All::new);
        return new NameSearch<>(
                (after, limit) -> queries.listByName(filter, after, limit), row -> isVisible(row, principal));
    }

    /** Whom a damaged trust concerns cannot be read. */
    private static boolean isVisible(TrustRow row, Principal principal) {
        return row.trust().map(trust -> isVisible(trust, principal)).orElse(principal.managesAllTokens());
    }

    /** Returns whether a trust is visible to a principal with the tokens that it manages. */
    static boolean isVisible(Trust trust, Principal principal) {
        return switch (trust.grant()) {
            case TrustGrant.ForJobs jobs -> TrustPermissions.isVisible(jobs.owner(), jobs.project(), principal);
            case TrustGrant.ForPeople _ -> principal.managesAllTokens();
        };
    }

    static Trust findVisible(TrustFinder trusts, String name, Principal principal) {
        Trust trust = trusts.find(name).orElseThrow(ApiException.NotFoundException::new);
        if (!isVisible(trust, principal)) {
            throw ApiException.NotFoundException.notVisible();
        }
        return trust;
    }
}
