package dev.tokenry.administration;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.authorization.TokenPermissions;

import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Other settings for a token, by whichever call: who may give it those, and what else they move. */
public record TokenUpdate(Token token, TokenSettings updated) {

    /** The token as it will be, if the caller may make it so. */
    public Token applyAs(Principal principal, Instant now) {
        if (token.id().equals(principal.tokenId())) {
            requireAllowedOnSelf();
        }
        if (changesExpiry()) {
            TokenPermissions.requireExpiryWithinOwn(principal, updated.expiresAt());
        }
        if (strengthens()) {
            TokenPermissions.requireMayGrant(principal, token.settings().scopes().union(updated.scopes()));
        }
        // A token that ends earlier takes its overlap along: it must not come back when the end is moved out again.
        return token.withSettings(isModified() ? updated.withModifiedAt(now) : updated)
                .withSecrets(token.secrets().limitOverlap(updated.expiresAt()));
    }

    private void requireAllowedOnSelf() {
        if (!updated.enabled()) {
            throw new ApiException.InvalidRequestException("enabled", ViolationReason.OWN_TOKEN, "A token cannot disable itself.", ParameterLocation.PAYLOAD_BODY);
        }
        if (!updated.scopes().equals(token.settings().scopes())) {
            throw new ApiException.ForbiddenException(ErrorReason.OWN_TOKEN, "A token cannot change its own scopes.");
        }
        if (changesExpiry()) {
            throw new ApiException.ForbiddenException(ErrorReason.OWN_TOKEN, "A token cannot change its own expirationDate.");
        }
    }

    private boolean changesExpiry() {
        return !Objects.equals(updated.expiresAt(), token.settings().expiresAt());
    }

    /** Whether the token can do more afterwards, or for longer: an expired one whose end is moved out works again. */
    private boolean strengthens() {
        TokenSettings current = token.settings();
        boolean reenables = updated.enabled() && !current.enabled();
        boolean addsScopes = !current.scopes().containsAll(updated.scopes().values());
        return reenables || addsScopes || isLater(updated.expiresAt(), current.expiresAt());
    }

    /** Never is later than any time. */
    private static boolean isLater(@Nullable Instant updated, @Nullable Instant current) {
        return current != null && (updated == null || updated.isAfter(current));
    }

    /** The status is the one setting that leaves the date of change where it is. */
    private boolean isModified() {
        return !updated.equals(token.settings().withEnabled(updated.enabled()));
    }
}
