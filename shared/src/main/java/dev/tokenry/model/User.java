package dev.tokenry.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user record of an owner. An owner can have tokens without a user record, except personal access tokens.
 *
 * @param name the owner name, in the spelling of the record
 * @param id distinguishes the record from earlier and later ones of the same name; never changes
 * @param scopes the scopes to which the user's personal access tokens are limited at each use
 * @param manageOwnTokens whether the user's tokens may manage tokens of the same owner
 * @param leads the projects whose tokens the user manages, sorted by name
 * @param contact where notices to the user go
 * @param identities as whom the user signs in, with issuers of id tokens for people
 * @param confirmed whether a caller that manages all tokens has created or written the record: a first sign-in is
 *     linked with no other, because who creates it would choose what a stranger may do
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
        List<LedProject> leads,
        Contact contact,
        List<UserIdentity> identities,
        boolean confirmed,
        long version) {

    /** The most identities that a user can have. */
    public static final int MAX_IDENTITIES = 5;

    /** The most projects that a user can lead. */
    public static final int MAX_LEADS = 100;

    /** The id of every record that is older than user ids. A record that is created again has another one. */
    public static final String FIRST_ID = "0";

    public User {
        List<LedProject> sorted = new ArrayList<>(leads);
        Collections.sort(sorted);
        leads = List.copyOf(sorted);
        identities = List.copyOf(identities);
    }

    /** Creates a user without identities, which is not confirmed. */
    public User(
            OwnerName name,
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean enabled,
            Scopes scopes,
            boolean manageOwnTokens,
            List<LedProject> leads,
            Contact contact,
            long version) {
        this(
                name,
                id,
                firstName,
                lastName,
                enabled,
                scopes,
                manageOwnTokens,
                leads,
                contact,
                List.of(),
                false,
                version);
    }

    /** Creates a user without a contact and identities. */
    public User(
            OwnerName name,
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean enabled,
            Scopes scopes,
            boolean manageOwnTokens,
            List<LedProject> leads,
            long version) {
        this(name, id, firstName, lastName, enabled, scopes, manageOwnTokens, leads, Contact.NONE, version);
    }

    /**
     * Creates a user whose record is older than user ids, and who leads no project.
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
        this(OwnerName.of(name), FIRST_ID, firstName, lastName, enabled, scopes, manageOwnTokens, List.of(), version);
    }

    /** Returns a substitute for a user whose record is damaged, with which its tokens do not work. */
    public static User unreadable(OwnerName name) {
        return new User(name, FIRST_ID, null, null, false, Scopes.NONE, false, List.of(), 0);
    }

    /**
     * Returns the first version of a new user, the time in epoch milliseconds. A name can be reused after its user was
     * deleted; the time distinguishes the versions of the new user from those of the deleted one.
     */
    public static long initialVersion(Instant now) {
        return now.toEpochMilli();
    }

    /** Returns this user with everything of another but the name and the id, which never change. */
    public User replacedBy(User updated) {
        return new User(
                name,
                id,
                updated.firstName,
                updated.lastName,
                updated.enabled,
                updated.scopes,
                updated.manageOwnTokens,
                updated.leads,
                updated.contact,
                updated.identities,
                updated.confirmed,
                updated.version);
    }

    public User withEnabled(boolean updated) {
        return with(updated, leads, contact, identities, confirmed, version);
    }

    public User withLeads(List<LedProject> updated) {
        return with(enabled, updated, contact, identities, confirmed, version);
    }

    public User withContact(Contact updated) {
        return with(enabled, leads, updated, identities, confirmed, version);
    }

    public User withIdentities(List<UserIdentity> updated) {
        return with(enabled, leads, contact, updated, confirmed, version);
    }

    public User withConfirmed(boolean updated) {
        return with(enabled, leads, contact, identities, updated, version);
    }

    public User withVersion(long newVersion) {
        return with(enabled, leads, contact, identities, confirmed, newVersion);
    }

    private User with(
            boolean newEnabled,
            List<LedProject> newLeads,
            Contact newContact,
            List<UserIdentity> newIdentities,
            boolean newConfirmed,
            long newVersion) {
        return new User(
                name,
                id,
                firstName,
                lastName,
                newEnabled,
                scopes,
                manageOwnTokens,
                newLeads,
                newContact,
                newIdentities,
                newConfirmed,
                newVersion);
    }

    /** Returns whether the user is enabled and its tokens may manage tokens of the same owner. */
    public boolean mayManageOwnTokens() {
        return enabled && manageOwnTokens;
    }
}
