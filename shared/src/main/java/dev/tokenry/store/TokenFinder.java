package dev.tokenry.store;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.Optional;

/** Finds tokens by their ids: the only access to tokens that authentication needs. */
public interface TokenFinder {

    /**
     * Returns the current state of a token, or empty if it does not exist or is deleted. The read is strongly
     * consistent.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable or the record is invalid
     */
    Optional<Token> find(TokenId id);
}
