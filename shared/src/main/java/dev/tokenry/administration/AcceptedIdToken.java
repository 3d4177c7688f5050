package dev.tokenry.administration;

import dev.tokenry.exchange.VerifiedIdToken;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import java.time.Instant;
import java.util.Optional;

/**
 * A verified id token that meets the conditions of a trust.
 *
 * @param trust the trust, which was enabled and not expired
 * @param issuer the issuer of the trust, which was enabled
 */
record AcceptedIdToken(Trust trust, Issuer issuer, VerifiedIdToken idToken) {

    /** Returns the origin of the token of a job, whose owner may have a user record. */
    TokenOrigin originOf(TrustGrant.ForJobs grant, Optional<User> user, Instant now) {
        return new TokenOrigin(
                user.map(User::name).orElse(grant.owner()),
                grant.userId() == null ? user.map(User::id).orElse(null) : grant.userId(),
                grant.owner(),
                grant.project(),
                false,
                false,
                new ExchangeOrigin(trust.name(), idToken.subject()),
                now);
    }

    /** Returns the origin of the session of a user. */
    TokenOrigin originOf(TrustGrant.ForPeople grant, User user, Instant now) {
        return new TokenOrigin(
                user.name(),
                user.id(),
                user.name(),
                null,
                true,
                false,
                new ExchangeOrigin(trust.name(), idToken.subject(), grant.maxCreatedDays()),
                now);
    }
}
