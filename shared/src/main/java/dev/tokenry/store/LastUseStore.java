package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenId;
import java.time.Duration;

/** Stores when and from where tokens were last used. */
public interface LastUseStore {

    /**
     * Replaces the last use of a token if the token exists and its stored last use is absent or more than
     * {@code interval} older. All other attributes of the token, its version among them, keep their values.
     *
     * @return whether the last use was replaced
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable; the last use may have been
     *     replaced
     */
    boolean replaceLastUse(TokenId id, LastUse lastUse, Duration interval);
}
