package dev.tokenry.administration;

import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.UserFinder;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A requested change of a token: who may make it, and what else changes with it. What strengthens the token is decided
 * by the result, see {@link CreationRule}; what weakens it by what the token can do before.
 */
record TokenUpdate(
        Token token, UpdateToken.Change change, UserFinder users, ScopeCatalogue catalogue, CreationRule creationRule) {

    /**
     * Returns the updated token.
     *
     * @throws ApiException.ForbiddenException if the principal may not make this change
     * @throws ApiException.InvalidRequestException if the token would disable itself, would not work, would not be
     *     within the limits, or is one of bootstrap that would be strengthened
     * @throws ApiException.ConflictException if the token would be one more than the owner may have
     */
    Token applyAs(Principal principal, Instant now) {
        if (token.id().equals(principal.tokenId())) {
            // A token sees itself, also if its user may not manage own tokens.
            TokenPermissions.requireManages(principal, token.origin().project());
            requireAllowedOnSelf(principal);
        }
        boolean strengthens = strengthens();
        Optional<User> owner = strengthens ? users.find(change.owner()) : Optional.empty();
        TokenOrigin origin = changesOwner()
                ? token.origin()
                        .withOwner(
                                owner.map(User::name).orElse(change.owner()),
                                owner.map(User::id).orElse(null))
                : token.origin();
        if (strengthens) {
            TokenPermissions.requireMayBeStrengthened(token);
            creationRule.requireMayCreate(principal, origin, updated(), owner, now);
            requireNotLeakedIfEnabled();
            if (changesOwner() || token.settings().isExpiredAt(now)) {
                creationRule.requireRoomFor(origin.owner(), now);
            }
        }
        if (weakens(now)) {
            boolean isRead = strengthens && !changesOwner();
            TokenPermissions.requireMayWeaken(
                    principal,
                    token,
                    () -> isRead ? owner : users.find(token.origin().owner()),
                    catalogue);
        }
        boolean enables = updated().enabled() && !token.settings().enabled();
        return token.withOrigin(origin)
                .withLifecycle(enables ? TokenLifecycle.enabledAt(now) : token.lifecycle())
                .withSettings(isModified() ? updated().withModifiedAt(now) : updated())
                .withSecrets(secrets(now));
    }

    private void requireNotLeakedIfEnabled() {
        if (updated().enabled() && token.isLeaked()) {
            throw new ApiException.InvalidRequestException(
                    "enabled",
                    ViolationReason.LEAKED,
                    "The token was revoked because its secret leaked. Regenerate it before it can be enabled.");
        }
    }

    private TokenSettings updated() {
        return change.settings();
    }

    private void requireAllowedOnSelf(Principal principal) {
        if (!updated().enabled()) {
            TokenPermissions.requireNotSelf(principal, token.id(), "enabled", "disable");
        }
        requireUnchangedOnSelf(updated().scopes().sameAs(token.settings().scopes()), "scopes");
        requireUnchangedOnSelf(!changesExpiry(), "expirationDate");
        requireUnchangedOnSelf(updated().allowedIps().sameAs(token.settings().allowedIps()), "allowedIps");
        requireUnchangedOnSelf(!changesOwner(), "owner");
    }

    private static void requireUnchangedOnSelf(boolean unchanged, String field) {
        if (!unchanged) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OWN_TOKEN, "A token cannot change its own " + field + ".");
        }
    }

    private boolean changesOwner() {
        return !change.owner().equals(token.origin().owner());
    }

    private boolean changesExpiry() {
        return !Objects.equals(updated().expiresAt(), token.settings().expiresAt());
    }

    /** Returns whether the token can do more, works for longer or from more addresses, or belongs to another owner. */
    private boolean strengthens() {
        TokenSettings current = token.settings();
        boolean enables = updated().enabled() && !current.enabled();
        boolean addsScopes = !current.scopes().containsAll(updated().scopes().values());
        boolean addsAddresses = !updated().allowedIps().isWithin(current.allowedIps());
        return enables
                || addsScopes
                || addsAddresses
                || changesOwner()
                || isLater(updated().expiresAt(), current.expiresAt());
    }

    /**
     * Returns whether the token can do less, works for a shorter time or from fewer addresses, or loses its previous
     * secret.
     */
    private boolean weakens(Instant now) {
        TokenSettings current = token.settings();
        boolean disables = !updated().enabled() && current.enabled();
        boolean removesScopes = !updated().scopes().containsAll(current.scopes().values());
        boolean endsOverlap =
                change.endsOverlap() && token.secrets().previousValidAt(now).isPresent();
        return disables
                || removesScopes
                || !current.allowedIps().isWithin(updated().allowedIps())
                || endsOverlap
                || isLater(current.expiresAt(), updated().expiresAt());
    }

    /** Returns whether the first expiration time is later; null means never and is the latest. */
    private static boolean isLater(@Nullable Instant first, @Nullable Instant second) {
        return second != null && (first == null || first.isAfter(second));
    }

    /** Returns whether more than the status changes. Only such a change updates the modification date. */
    private boolean isModified() {
        return changesOwner()
                || !updated().equals(token.settings().withEnabled(updated().enabled()));
    }

    /**
     * An earlier expiration date also shortens the overlap; extending the date later does not extend the overlap. An
     * overlap that has already ended stays, so that ending it again is no change. Its secret is a retired one, as after
     * {@link SecretDigests#endOverlap}.
     */
    private SecretDigests secrets(Instant now) {
        SecretDigests secrets = token.secrets();
        return change.endsOverlap() && secrets.previousValidAt(now).isPresent() ? secrets.endOverlap(now) : secrets;
    }
}
