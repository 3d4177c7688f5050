package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;

/**
 * Stores tokens. Each write is atomic, and its result is correct even if a response of the database is lost; if it
 * cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}. Times are truncated to
 * milliseconds. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable.
 * If unique names are enforced, an insert or a rename throws
 * {@link dev.tokenry.error.ApiException.NameAlreadyExistsException} if another token of the same owner has the name.
 */
public interface TokenStore extends TokenFinder {

    /** Inserts a token. Returns false, without a change, if its id is in use or was used by a deleted token. */
    boolean insert(Token token, ChangeStamp stamp);

    /**
     * Replaces owner, user id, settings and secrets of a token if its version is still that of {@code current}; the
     * version is increased by one. The rest of the origin and the last use keep their stored values.
     */
    WriteResult<Token> replace(Token current, Token updated, ChangeStamp stamp);

    /**
     * Deletes a token if its version is still that of {@code current}. Its id cannot be reused.
     *
     * @return on success the deleted token
     */
    WriteResult<Token> delete(Token current, ChangeStamp stamp);

    /**
     * Deletes a token whose record is damaged, whatever it contains. Its id cannot be reused.
     *
     * @return false if there is no record
     */
    boolean deleteDamaged(TokenId id, ChangeStamp stamp);
}
