package dev.tokenry.model;

import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The user record of an owner. An owner can have tokens without a user record, except personal access tokens.
 *
 * @param name the owner name, in the spelling of the record
 * @param id distinguishes the record from earlier and later ones of the same name; never changes
 * @param scopes the scopes to which the user's personal access tokens are limited at each use
 * @param manageOwnTokens whether the user's tokens may manage tokens of the same owner
 * @param version increases with each change; published as the ETag
 */
public record User(
        OwnerName name,
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens,
        long version) {

    /** The id of every record that is older than user ids. A record that is created again has another one. */
    public static final String FIRST_ID = "0";

    private static final int ID_BYTES = 12;

    /**
     * Creates a user whose record is older than user ids.
     *
     * @throws IllegalArgumentException if the name is not a valid owner name
     */
    public User(
            String name,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean enabled,
            Scopes scopes,
            boolean manageOwnTokens,
            long version) {
        this(OwnerName.of(name), FIRST_ID, firstName, lastName, enabled, scopes, manageOwnTokens, version);
    }

    /** Returns a substitute for a user whose record is damaged, with which its tokens do not work. */
    public static User unreadable(OwnerName name) {
        return new User(name, FIRST_ID, null, null, false, Scopes.NONE, false, 0);
    }

    /** Returns an id for a new user. */
    public static String newId(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Returns the first version of a new user, the time in epoch milliseconds. A name can be reused after its user was
     * deleted; the time distinguishes the versions of the new user from those of the deleted one.
     */
    public static long initialVersion(Instant now) {
        return now.toEpochMilli();
    }

    public User withEnabled(boolean updated) {
        return new User(name, id, firstName, lastName, updated, scopes, manageOwnTokens, version);
    }

    public User withVersion(long newVersion) {
        return new User(name, id, firstName, lastName, enabled, scopes, manageOwnTokens, newVersion);
    }

    /** Returns whether the user is enabled and its tokens may manage tokens of the same owner. */
    public boolean mayManageOwnTokens() {
        return enabled && manageOwnTokens;
    }
}
