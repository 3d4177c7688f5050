package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;

/**
 * Stores tokens from exchanges. Each write is atomic, and its result is correct even if a response of the database is
 * lost; if it cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}. Every method
 * throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable. If unique names are
 * enforced, an insertion throws {@link dev.tokenry.error.ApiException.NameAlreadyExistsException} if another token of
 * the same owner has the name.
 */
public interface ExchangedTokenStore {

    /** The outcome of an insertion. Nothing changes unless the token was inserted. */
    enum Outcome {
        INSERTED,
        /** The id token was used for another token. */
        ALREADY_USED,
        /** The id is in use, or was used by a deleted token. */
        ID_TAKEN
    }

    /** Inserts a token and records the use of its id token, if that is the first one. */
    Outcome insertFirst(Token token, IdTokenUse use, ChangeStamp stamp);

    /** Inserts a token whose id token can be used again. */
    Outcome insert(Token token, ChangeStamp stamp);

    /** Returns whether a use of an id token is recorded. */
    boolean isUsed(String digest);
}
