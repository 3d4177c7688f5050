package dev.tokenry.authorization;

import dev.tokenry.model.TokenOrigin;
import java.time.Instant;
import java.util.Optional;

/** Tells how long what people who have signed in create may be valid. */
@FunctionalInterface
public interface SessionLimit {

    /**
     * Returns for how many days it may be valid; empty if the trust of the session gives no session at this time.
     *
     * @param session the origin of the token of a session
     * @throws dev.tokenry.error.ServiceUnavailableException if that is not known at present
     */
    Optional<Integer> maxCreatedDays(TokenOrigin session, Instant now);
}
