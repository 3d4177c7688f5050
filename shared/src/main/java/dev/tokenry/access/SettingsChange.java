package dev.tokenry.access;

import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Place;
import dev.tokenry.token.Settings;
import dev.tokenry.token.Token;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Other settings for a token, by whichever call: who may give it those, and what else they move. */
public record SettingsChange(Token token, Settings next) {

    /** The token as it will be, if the caller may make it so. */
    public Token by(Principal caller, Instant now) {
        if (token.id().equals(caller.tokenId())) {
            requireHarmlessToItself();
        }
        if (movesExpiry()) {
            Grants.requireNotOutliving(caller, next.expiresAt());
        }
        if (givesMore()) {
            Grants.requireMayGrant(caller, token.settings().scopes().and(next.scopes()));
        }
        // A token that ends earlier takes its overlap along: it must not come back when the end is moved out again.
        return token.with(isModified() ? next.modifiedAt(now) : next)
                .with(token.secrets().endingOverlapBy(next.expiresAt()));
    }

    private void requireHarmlessToItself() {
        if (!next.enabled()) {
            throw new Problem.Invalid("enabled", "A token cannot disable itself.", Place.PAYLOAD_BODY);
        }
        if (!next.scopes().equals(token.settings().scopes())) {
            throw new Problem.Forbidden("A token cannot change its own scopes.");
        }
        if (movesExpiry()) {
            throw new Problem.Forbidden("A token cannot change its own expirationDate.");
        }
    }

    private boolean movesExpiry() {
        return !Objects.equals(next.expiresAt(), token.settings().expiresAt());
    }

    /** Whether the token can do more afterwards, or for longer: an expired one whose end is moved out works again. */
    private boolean givesMore() {
        Settings old = token.settings();
        boolean enables = next.enabled() && !old.enabled();
        boolean widens = !old.scopes().hasAll(next.scopes().inOrder());
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
