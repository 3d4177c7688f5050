package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody that tokens are assigned to, as far as the owner's name alone does not say it.
 *
 * @param scopes what the user's personal tokens are cut down to at each use
 * @param manageOwnTokens whether the user's tokens may manage the user's tokens
 * @param version goes up with each change; the ETag
 */
public record User(
        String name,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens,
        long version) {

    public User {
        if (!NameRules.isValidOwner(name)) {
            throw new IllegalArgumentException("Not a user's name");
        }
    }

    /** The first version of a user: a name may come back, and the time keeps its versions apart from those it had. */
    public static long initialVersion(Instant now) {
        return now.toEpochMilli();
    }

    public User withVersion(long newVersion) {
        return new User(name, firstName, lastName, enabled, scopes, manageOwnTokens, newVersion);
    }

    /** Whether the user's tokens may manage the user's tokens now. */
    public boolean mayManageOwnTokens() {
        return enabled && manageOwnTokens;
    }
}
