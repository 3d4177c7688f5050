package dev.tokenry.administration;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A requested user: everything about it except the id and the version.
 *
 * @param adoptTokens whether to create the user although its owner name already has tokens
 */
public record UserDetails(
        OwnerName name,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Scopes scopes,
        boolean manageOwnTokens,
        boolean adoptTokens) {

    /**
     * Returns the user that replaces the existing one. The same scopes in another order are no change, nor is another
     * spelling of the name.
     *
     * @param newId the id of the record if the user is new
     */
    User toUser(Optional<User> existing, String newId, Instant now) {
        return new User(
                existing.map(User::name).orElse(name),
                existing.map(User::id).orElse(newId),
                firstName,
                lastName,
                enabled,
                existing.map(User::scopes).filter(scopes::sameAs).orElse(scopes),
                manageOwnTokens,
                existing.map(User::version).orElseGet(() -> User.initialVersion(now)));
    }
}
