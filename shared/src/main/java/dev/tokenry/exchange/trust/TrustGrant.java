package dev.tokenry.exchange.trust;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The token that an id token is exchanged for. */
public sealed interface TrustGrant {

    /** Returns the scopes of the token: all that it can have. */
    Scopes scopes();

    /** Returns the addresses from which the token can be used. */
    AllowedIps allowedIps();

    /** Returns how long the token lives. */
    Duration lifetime();

    /**
     * A token for a job, bound to a project.
     *
     * @param owner the owner of the token
     * @param userId the id of the owner's user record when the trust was written; null if there was none. The trust
     *     gives no token while the record has another one.
     */
    record ForJobs(
            String project,
            OwnerName owner,
            @Nullable String userId,
            Scopes scopes,
            AllowedIps allowedIps,
            Duration lifetime)
            implements TrustGrant {

        public static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
        public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);
        public static final Duration MAX_LIFETIME = Duration.ofHours(1);

        public ForJobs withUserId(@Nullable String updated) {
            return new ForJobs(project, owner, updated, scopes, allowedIps, lifetime);
        }
    }

    /**
     * A personal token for the user who signed in. Its scopes are those that the user has as well.
     *
     * @param maxCreatedDays how many days a token that the person creates may live
     */
    record ForPeople(Scopes scopes, AllowedIps allowedIps, Duration lifetime, int maxCreatedDays)
            implements TrustGrant {

        public static final Duration MIN_LIFETIME = Duration.ofMinutes(5);
        public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
        public static final Duration MAX_LIFETIME = Duration.ofHours(12);

        public static final int DEFAULT_MAX_CREATED_DAYS = 90;
    }
}
