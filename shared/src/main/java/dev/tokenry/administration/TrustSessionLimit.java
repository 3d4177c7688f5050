package dev.tokenry.administration;

import dev.tokenry.authorization.SessionLimit;
import dev.tokenry.exchange.trust.TrustFinder;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.TokenOrigin;
import java.time.Instant;
import java.util.Optional;

/** The limit that the trust of a session sets now: a change of the trust applies to sessions that exist. */
public record TrustSessionLimit(TrustFinder trusts) implements SessionLimit {

    @Override
    public Optional<Integer> maxCreatedDays(TokenOrigin session, Instant now) {
        return Optional.ofNullable(session.exchange())
                .flatMap(exchange -> trusts.find(exchange.trust()))
                // A trust that was created after the session is another one of the name.
                .filter(trust -> !trust.createdAt().isAfter(session.createdAt()))
                .filter(trust -> trust.enabled() && !trust.isExpiredAt(now))
                .flatMap(trust -> maxCreatedDays(trust.grant()));
    }

    private static Optional<Integer> maxCreatedDays(TrustGrant grant) {
        return switch (grant) {
            case TrustGrant.ForPeople people -> Optional.of(people.maxCreatedDays());
            // Another trust of the name, of which the person has no session.
            case TrustGrant.ForJobs _ -> Optional.empty();
        };
    }
}
