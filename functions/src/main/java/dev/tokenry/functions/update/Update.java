package dev.tokenry.functions.update;

import dev.tokenry.access.Grants;
import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Place;
import dev.tokenry.token.Scopes;
import dev.tokenry.token.Settings;
import dev.tokenry.token.Token;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request changes about a token: null where it leaves things as they are. */
record Update(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes) {

    static Update read(Body body, TokenFields fields) {
        return new Update(fields.name(body), body.flag("enabled"), fields.scopes(body));
    }

    Token applyTo(Token token, Principal caller, Instant now) {
        Settings old = token.settings();
        Settings next = new Settings(
                Objects.requireNonNullElse(name, old.name()),
                old.description(),
                Objects.requireNonNullElse(enabled, old.enabled()),
                scopes == null || sameScopes(scopes, old.scopes()) ? old.scopes() : scopes,
                old.expiresAt(),
                old.modifiedAt());
        requireAllowed(token, next, caller);
        boolean modified = !next.name().equals(old.name()) || !next.scopes().equals(old.scopes());
        return modified ? token.with(next.modifiedAt(now)) : token.with(next);
    }

    private static void requireAllowed(Token token, Settings next, Principal caller) {
        Settings old = token.settings();
        boolean changesScopes = !next.scopes().equals(old.scopes());
        if (token.id().equals(caller.tokenId())) {
            if (!next.enabled()) {
                throw new Problem.Invalid("enabled", "A token cannot disable itself.", Place.PAYLOAD_BODY);
            }
            if (changesScopes) {
                throw new Problem.Forbidden("A token cannot change its own scopes.");
            }
        }
        boolean enables = next.enabled() && !old.enabled();
        boolean widens = !old.scopes().hasAll(next.scopes().inOrder());
        if (enables || widens) {
            Grants.requireMayGrant(caller, old.scopes().and(next.scopes()));
        }
    }

    /** Scopes are a set: another order alone is no change. */
    private static boolean sameScopes(Scopes some, Scopes others) {
        return some.hasAll(others.inOrder()) && others.hasAll(some.inOrder());
    }
}
