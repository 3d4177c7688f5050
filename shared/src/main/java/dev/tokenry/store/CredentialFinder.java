package dev.tokenry.store;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds a token with the user record of its owner: all that authentication needs. Both reads are strongly consistent.
 */
@FunctionalInterface
public interface CredentialFinder {

    /**
     * A token and its owner.
     *
     * @param owner supplies the user record of the owner; empty if there is none. It may read it only now, and then
     *     throws {@link dev.tokenry.error.ServiceUnavailableException} like {@link #find}
     */
    record Credential(Token token, Supplier<Optional<User>> owner) {}

    /**
     * Returns the current state of a token, or empty if it does not exist or is deleted.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable or a record is invalid
     */
    Optional<Credential> find(TokenId id);

    /** Returns a finder that reads the token first, and its owner when it is needed. */
    static CredentialFinder of(TokenFinder tokens, UserFinder users) {
        return id -> tokens.find(id)
                .map(token ->
                        new Credential(token, () -> users.find(token.origin().owner())));
    }
}
