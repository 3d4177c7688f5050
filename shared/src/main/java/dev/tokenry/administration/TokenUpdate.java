package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** New settings for a token: who may set them, and what else changes with them. */
record TokenUpdate(Token token, TokenSettings updated) {

    /**
     * Returns the updated token.
     *
     * @throws ApiException.ForbiddenException if the principal may not make this change
     * @throws ApiException.InvalidRequestException if the token would disable itself
     */
    Token applyAs(Principal principal, Instant now) {
        if (!updated.enabled()) {
            TokenPermissions.requireNotSelf(principal, token.id(), "enabled", "disable");
        }
        if (token.id().equals(principal.tokenId())) {
            requireAllowedOnSelf();
        }
        if (changesExpiry()) {
            TokenPermissions.requireExpiryWithinOwn(principal, updated.expiresAt());
        }
        if (strengthens()) {
            TokenPermissions.requireMayGrant(
                    principal, token.settings().scopes().union(updated.scopes()));
        }
        return token.withSettings(isModified() ? updated.withModifiedAt(now) : updated);
    }

    private void requireAllowedOnSelf() {
        if (!updated.scopes().equals(token.settings().scopes())) {
            throw new ApiException.ForbiddenException(ErrorReason.OWN_TOKEN, "A token cannot change its own scopes.");
        }
        if (changesExpiry()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OWN_TOKEN, "A token cannot change its own expirationDate.");
        }
    }

    private boolean changesExpiry() {
        return !Objects.equals(updated.expiresAt(), token.settings().expiresAt());
    }

    /** Returns whether the token can do more or works for longer. A later expiration date revives an expired token. */
    private boolean strengthens() {
        TokenSettings current = token.settings();
        boolean reenables = updated.enabled() && !current.enabled();
        boolean addsScopes = !current.scopes().containsAll(updated.scopes().values());
        return reenables || addsScopes || isLater(updated.expiresAt(), current.expiresAt());
    }

    /** Returns whether an expiration time is later than another; null means never and is the latest. */
    private static boolean isLater(@Nullable Instant updated, @Nullable Instant current) {
        return current != null && (updated == null || updated.isAfter(current));
    }

    /** Returns whether a setting other than the status changes. Only such a change updates the modification date. */
    private boolean isModified() {
        return !updated.equals(token.settings().withEnabled(updated.enabled()));
    }
}
