package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenFinder;
import dev.tokenry.store.TokenQueryStore;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for everything that strengthens a token, that is, for creating and enabling it, for more scopes, a later
 * or no expiration, more addresses, another owner, and a new secret: the principal must be allowed to create the
 * resulting token now. Whether the principal can see the token at all is decided before; see {@link TokenVisibility}.
 */
public final class CreationRule {

    /** With one of these, a token that does not stop with the user could create others that do not. */
    private static final Set<Scope> OUTLASTING = Set.of(Scope.WRITE_TOKENS, Scope.WRITE_TRUSTS);

    private final Limits limits;
    private final TokenFinder tokens;
    private final TokenQueryStore tokenQueries;
    private final ExpiryBound expiryBound;

    public CreationRule(Limits limits, TokenFinder tokens, TokenQueryStore tokenQueries, SessionLimit sessions) {
        this.limits = limits;
        this.tokens = tokens;
        this.tokenQueries = tokenQueries;
        this.expiryBound = new ExpiryBound(tokens, sessions);
    }

    /** Returns the limits of the environment. */
    public Limits limits() {
        return limits;
    }

    /**
     * Requires that the principal may create this token now.
     *
     * @param owner the user record of the token's owner; empty if there is none
     * @throws ApiException.ForbiddenException if the principal may not create it
     * @throws ApiException.InvalidRequestException if the token would not work, or is not within the limits
     */
    public void requireMayCreate(
            Principal principal, TokenOrigin origin, TokenSettings settings, Optional<User> owner, Instant now) {
        TokenPermissions.requireManages(principal, origin.project());
        requireMayBindProject(principal, origin.project());
        TokenPermissions.requireMayGrant(principal, settings.scopes());
        expiryBound.requireWithin(principal, "The token", settings.expiresAt(), now);
        requireWithinOwnAddresses(principal, settings.allowedIps());
        requireMayAssignOwner(principal, origin, owner);
        requirePersonalIfOwn(principal, origin, settings);
        requireUserOfPersonalToken(origin, owner);
        requireWorks(origin, settings, owner, now);
        LimitRule.requireWithin(limits, settings, now);
    }

    /** Requires that a trust does not expire later than the token that the principal could create. */
    public void requireTrustWithinExpiry(Principal principal, @Nullable Instant expiresAt, Instant now) {
        expiryBound.requireWithin(principal, "The trust", expiresAt, now);
    }

    /**
     * Requires that the owner may have one more live token. Tokens of bootstrap are not counted. The indexes are
     * eventually consistent, so that concurrent requests can exceed the limit.
     *
     * @throws ApiException.ConflictException if the owner has as many as the limit
     */
    public void requireRoomFor(OwnerName owner, Instant now) {
        Integer limit = limits.maxTokensPerOwner();
        if (limit == null) {
            return;
        }
        LiveTokenCount live = LiveTokenCount.of(owner, tokenQueries, limit, now);
        if (live.number() >= limit) {
            throw new ApiException.ConflictException(
                    ErrorReason.TOKEN_LIMIT,
                    "The owner " + owner + " has " + live + " tokens (MaxTokensPerOwner is " + limit + LimitRule.WHO
                            + "). Delete tokens that are no longer used.");
        }
    }

    /** Binding is a grant: without the scope for all tokens, only to the own project or one that the user leads. */
    private static void requireMayBindProject(Principal principal, @Nullable String project) {
        boolean same = project == null ? principal.project() == null : project.equals(principal.project());
        if (principal.managesAllTokens() || same || principal.leads(project)) {
            return;
        }
        throw new ApiException.ForbiddenException(
                ErrorReason.OTHER_PROJECT,
                principal.project() == null
                        ? "Binding a token to a project requires the scope " + Scope.MANAGE_ALL_TOKENS
                                + ", a token that is bound to this project, or a user who leads it."
                        : "Token is bound to another project.");
    }

    /** A token that could create one for other addresses would not be restricted itself. */
    private void requireWithinOwnAddresses(Principal principal, AllowedIps allowedIps) {
        if (principal.managesAllTokens() || !principal.restrictedToAddresses()) {
            return;
        }
        boolean isWithin = tokens.find(principal.tokenId())
                .filter(own -> allowedIps.isWithin(own.settings().allowedIps()))
                .isPresent();
        if (!isWithin) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OTHER_ADDRESSES,
                    "The allowedIps of the token must be within those of the calling token.");
        }
    }

    /**
     * An administrator or lead of the project may also use technical owners, so that the leaving of a person stops no
     * pipeline.
     */
    private static void requireMayAssignOwner(Principal principal, TokenOrigin origin, Optional<User> owner) {
        boolean technicalInOwnProject = owner.isEmpty() && principal.managesProject(origin.project());
        if (principal.managesAllTokens() || origin.owner().equals(principal.owner()) || technicalInOwnProject) {
            return;
        }
        throw new ApiException.ForbiddenException(
                ErrorReason.OTHER_OWNER,
                "Creating tokens for another owner requires the scope " + Scope.MANAGE_ALL_TOKENS
                        + "; a lead or administrator of the token's project can also do so for an owner without a user"
                        + " record.");
    }

    /**
     * A personal token stops with its user, and so must what it creates, unless the caller manages tokens of others.
     */
    private static void requirePersonalIfOwn(Principal principal, TokenOrigin origin, TokenSettings settings) {
        if (!principal.personal() || origin.personal()) {
            return;
        }
        if (!principal.managesAllTokens() && !principal.managesProject(origin.project())) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.PERSONAL_ONLY,
                    "A personal access token can create and strengthen only personal access tokens.");
        }
        settings.scopes().values().stream()
                .filter(OUTLASTING::contains)
                .findFirst()
                .ifPresent(scope -> {
                    throw new ApiException.ForbiddenException(
                            ErrorReason.PERSONAL_ONLY,
                            "A personal access token can grant " + scope + " only to personal access tokens.");
                });
    }

    private static void requireUserOfPersonalToken(TokenOrigin origin, Optional<User> owner) {
        if (origin.personal() && origin.userId() == null && owner.isEmpty()) {
            throw new ApiException.InvalidRequestException(
                    "personalAccessToken",
                    ViolationReason.NEEDS_USER,
                    "personalAccessToken requires the owner to be a registered user."
                            + " Create the user with PUT /v2/users/{name}");
        }
    }

    private static void requireWorks(TokenOrigin origin, TokenSettings settings, Optional<User> owner, Instant now) {
        if (settings.isExpiredAt(now)) {
            throw new ApiException.InvalidRequestException(
                    "expirationDate",
                    ViolationReason.EXPIRED,
                    "The token has expired. Set an expirationDate in the future in the same request.");
        }
        if (origin.stoppedBy(owner).isPresent()) {
            throw new ApiException.InvalidRequestException(
                    "owner",
                    ViolationReason.OWNER_DISABLED,
                    "The user " + origin.owner() + " is disabled or no longer exists, so the token would not work.");
        }
    }
}
