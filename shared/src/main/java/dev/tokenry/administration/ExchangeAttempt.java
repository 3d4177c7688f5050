package dev.tokenry.administration;

import dev.tokenry.exchange.LoggedClaims;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attempt to exchange an id token, for the log.
 *
 * @param trust the name of the trust; null if there is none
 * @param issuer the name of the issuer's record; null if there is no trust
 * @param project the project of the token; null if there is no trust, or if it is for people
 * @param keyId the id of the key that the id token names; null if its form is invalid
 * @param claims claims of the id token; none unless its issuer has signed it
 * @param replayDigest what tells repeated id tokens; null unless the id token was verified
 * @param failedCondition the index of the condition that does not match; empty if that is not the reason
 */
public record ExchangeAttempt(
        @Nullable String trust,
        @Nullable String issuer,
        @Nullable String project,
        @Nullable String keyId,
        LoggedClaims claims,
        @Nullable String replayDigest,
        OptionalInt failedCondition) {

    static final ExchangeAttempt UNKNOWN =
            new ExchangeAttempt(null, null, null, null, LoggedClaims.NONE, null, OptionalInt.empty());

    ExchangeAttempt withTrust(String name, String issuerName, @Nullable String ofProject) {
        return new ExchangeAttempt(name, issuerName, ofProject, keyId, claims, replayDigest, failedCondition);
    }

    ExchangeAttempt withKeyId(String updated) {
        return new ExchangeAttempt(trust, issuer, project, updated, claims, replayDigest, failedCondition);
    }

    ExchangeAttempt withClaims(LoggedClaims updated) {
        return new ExchangeAttempt(trust, issuer, project, keyId, updated, replayDigest, failedCondition);
    }

    ExchangeAttempt withReplayDigest(String updated) {
        return new ExchangeAttempt(trust, issuer, project, keyId, claims, updated, failedCondition);
    }

    ExchangeAttempt withFailedCondition(OptionalInt updated) {
        return new ExchangeAttempt(trust, issuer, project, keyId, claims, replayDigest, updated);
    }
}
