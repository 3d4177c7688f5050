package dev.tokenry.administration;

import dev.tokenry.model.Contact;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A requested user: everything about it except the id and the version.
 *
 * @param leads the names of the projects that the user leads; null if they stay
 * @param contact the change of the contact
 * @param identities the identities of the user, each once; null if they stay
 * @param adoptTokens whether to create the user although its owner name already has tokens
 */
public record UserDetails(
        OwnerName name,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens,
        @Nullable List<String> leads,
        ContactUpdate contact,
        @Nullable List<Identity> identities,
        boolean adoptTokens) {

    /**
     * A requested identity.
     *
     * @param issuer the name of an issuer, which is any text
     */
    public record Identity(String issuer, String subject) {

        static Identity of(UserIdentity stored) {
            return new Identity(stored.issuer(), stored.subject());
        }
    }

    /** Creates details that leave the led projects, the contact and the identities as they are. */
    public UserDetails(
            OwnerName name,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean enabled,
            Scopes scopes,
            boolean manageOwnTokens,
            boolean adoptTokens) {
        this(name, firstName, lastName, enabled, scopes, manageOwnTokens, null, ContactUpdate.NONE, null, adoptTokens);
    }

    /**
     * Returns the user that replaces the existing one. The same scopes in another order are no change, nor is another
     * spelling of the name.
     *
     * @param newLeads the projects that the user leads
     * @param newIdentities the identities of the user
     * @param confirmed whether the user is confirmed
     * @param newId the id of the record if the user is new
     */
    User toUser(
            Optional<User> existing,
            List<LedProject> newLeads,
            List<UserIdentity> newIdentities,
            boolean confirmed,
            String newId,
            Instant now) {
        return new User(
                existing.map(User::name).orElse(name),
                existing.map(User::id).orElse(newId),
                firstName,
                lastName,
                enabled,
                existing.map(User::scopes).filter(scopes::sameAs).orElse(scopes),
                manageOwnTokens,
                newLeads,
                contact.applyTo(existing.map(User::contact).orElse(Contact.NONE)),
                newIdentities,
                confirmed,
                existing.map(User::version).orElseGet(() -> User.initialVersion(now)));
    }
}
