package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenId;
import java.time.Duration;

/** All that the use of a token writes. */
public interface LastUseStore {

    /**
     * Replaces the last use of a token that is there, if the one that is kept is older by more than {@code interval}, or
     * there is none; false, and nothing changed, otherwise. Nothing else of the token changes, its version included.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException when the store is away: whether it happened is not known
     */
    boolean replaceLastUse(TokenId id, LastUse lastUse, Duration interval);
}
