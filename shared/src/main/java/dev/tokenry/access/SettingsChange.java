package dev.tokenry.access;

import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Other settings for a token, by whichever call: who may give it those, and what else they move. */
public record SettingsChange(Token token, TokenSettings next) {

    /** The token as it will be, if the caller may make it so. */
    public Token by(Principal caller, Instant now) {
        if (token.id().equals(caller.tokenId())) {
            requireHarmlessToItself();
        }
        if (movesExpiry()) {
            Grants.requireNotOutliving(caller, next.expiresAt());
        }
        if (givesMore()) {
            Grants.requireMayGrant(caller, token.settings().scopes().union(next.scopes()));
        }
        // A token that ends earlier takes its overlap along: it must not come back when the end is moved out again.
        return token.withSettings(isModified() ? next.withModifiedAt(now) : next)
                .withSecrets(token.secrets().limitOverlap(next.expiresAt()));
    }

    private void requireHarmlessToItself() {
        if (!next.enabled()) {
            throw new ApiException.InvalidRequestException("enabled", "A token cannot disable itself.", ParameterLocation.PAYLOAD_BODY);
        }
        if (!next.scopes().equals(token.settings().scopes())) {
            throw new ApiException.ForbiddenException("A token cannot change its own scopes.");
        }
        if (movesExpiry()) {
            throw new ApiException.ForbiddenException("A token cannot change its own expirationDate.");
        }
    }

    private boolean movesExpiry() {
        return !Objects.equals(next.expiresAt(), token.settings().expiresAt());
    }

    /** Whether the token can do more afterwards, or for longer: an expired one whose end is moved out works again. */
    private boolean givesMore() {
        TokenSettings old = token.settings();
        boolean enables = next.enabled() && !old.enabled();
        boolean widens = !old.scopes().containsAll(next.scopes().values());
        return enables || widens || isLater(next.expiresAt(), old.expiresAt());
    }

    /** Never is later than any time. */
    private static boolean isLater(@Nullable Instant next, @Nullable Instant old) {
        return old != null && (next == null || next.isAfter(old));
    }

    /** The status is the one setting that leaves the date of change where it is. */
    private boolean isModified() {
        return !next.equals(token.settings().withEnabled(next.enabled()));
    }
}
