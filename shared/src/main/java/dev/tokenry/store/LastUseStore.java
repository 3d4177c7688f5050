package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;

/** Stores when, from where and with which scopes tokens were last used. */
public interface LastUseStore {

    /**
     * Replaces the last use of a token and of one of its secrets if the token exists and was not regenerated since it
     * was read, and the stored last use of the secret is absent or more than {@code interval} older. The use of scopes
     * is added to that in the record, unless it is unknown. All other attributes of the token, its version among them,
     * keep their values.
     *
     * @return whether the last use was replaced
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable; the last use may have been
     *     replaced
     */
    boolean replaceLastUse(Token token, SecretGeneration generation, LastUse lastUse, Duration interval);

    /**
     * Adds a use of scopes to that in the record of a token, if the token exists, or to that which is kept apart
     * ({@link ScopeUse#isKeptApart}). Adds nothing if the stored days of all the scopes are as late.
     *
     * @param use the day of at least one scope, and since when uses are recorded if that is not stored yet
     * @return whether the use was added
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable; the use may have been added
     */
    boolean addScopeUse(Token token, ScopeUse use);
}
