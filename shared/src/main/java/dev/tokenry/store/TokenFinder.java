package dev.tokenry.store;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.Optional;

/** All that authentication asks of a store. */
public interface TokenFinder {

    /**
     * The token as its last successful write left it; empty when it never was or is deleted.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException when the store is away, or the record cannot be believed
     */
    Optional<Token> find(TokenId id);
}
