package dev.tokenry.store;

import dev.tokenry.model.Token;

/**
 * Where tokens are kept. Each write happens wholly or not at all, and is answered for what it did even when its first
 * answer was lost on the way. Times are kept to the millisecond. Every method throws {@link
 * dev.tokenry.error.ServiceUnavailableException} when the store is away. Where names are unique, a write that gives a token its name
 * throws {@link dev.tokenry.error.ApiException.NameAlreadyExistsException} when another token of the same owner has it.
 */
public interface TokenStore extends TokenFinder {

    /** Adds a token; false, and nothing changed, when its id was ever used, by a deleted token too. */
    boolean insert(Token token);

    /**
     * Replaces settings and secrets of a token if its version is still the one read; its version goes up by one. Origin
     * and last use stay as they are kept.
     */
    WriteResult<Token> replace(Token current, Token updated);

    /** Deletes a token if its version is still the one read; its id is never used again. A success holds what was deleted. */
    WriteResult<Token> delete(Token current);
}
