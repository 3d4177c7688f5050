package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;

/** Stores when and from where tokens were last used. */
public interface LastUseStore {

    /**
     * Replaces the last use of a token and of one of its secrets if the token exists and was not regenerated since it was
     * read, and the stored last use of the secret is absent or more than {@code interval} older. All other attributes of the token, its version among them, keep their values.
     *
     * @return whether the last use was replaced
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable; the last use may have been
     *     replaced
     */
    boolean replaceLastUse(Token token, SecretGeneration generation, LastUse lastUse, Duration interval);
}
