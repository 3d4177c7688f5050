package dev.tokenry.store;

import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Token;
import java.time.Duration;

/**
 * Stores the uses of tokens that were rejected although the secret was proven. No write creates a token, changes its
 * version or any other attribute. Each method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store
 * is unavailable; the use may then have been stored.
 */
public interface RejectedUseStore {

    /**
     * Replaces the last rejected use of a token if the token exists, and the stored one is absent or more than
     * {@code interval} older.
     *
     * @return whether it was replaced
     */
    boolean replaceRejectedUse(Token token, RejectedUse use, Duration interval);

    /**
     * Replaces the uses of retired secrets of a token, and its last rejected use by the last of them, if the token
     * exists and was not regenerated since it was read, and the stored last use of a retired secret is absent or more
     * than {@code interval} older.
     *
     * @return whether they were replaced
     */
    boolean replaceRetiredUse(Token token, RetiredUse use, Duration interval);
}
