package dev.tokenry.authentication;

import dev.tokenry.crypto.PepperCache;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretDigests.PreviousDigest;
import java.time.Instant;
import java.util.Optional;

/** Compares a presented secret with the digests of a token. */
final class SecretVerifier {

    /**
     * The number of digests that are computed for a secret that is rejected, whether the id is known or not, and
     * whether the token has a previous and a retired secret or not: otherwise the response time would reveal it.
     */
    static final int DIGESTS_PER_REJECTION = 3;

    private final PepperCache peppers;

    SecretVerifier(PepperCache peppers) {
        this.peppers = peppers;
    }

    /**
     * Returns which secret was presented. A retired one whose pepper has no key any more is not recognized.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if a pepper is unavailable
     */
    SecretMatch match(PresentedToken presented, SecretDigests secrets, Instant now) {
        if (matches(presented, secrets.current())) {
            return SecretMatch.CURRENT;
        }
        int computed = 1;
        Optional<PreviousDigest> previous = secrets.previousValidAt(now);
        if (previous.isPresent()) {
            if (matches(presented, previous.get().digest())) {
                return SecretMatch.PREVIOUS;
            }
            computed++;
        }
        boolean retired = false;
        for (SecretDigest digest : secrets.retiredAt(now)) {
            if (peppers.hasKey(digest.pepperVersion())) {
                retired |= matches(presented, digest);
                computed++;
            }
        }
        computeDecoys(presented, DIGESTS_PER_REJECTION - computed);
        return retired ? SecretMatch.RETIRED : SecretMatch.NONE;
    }

    /** As {@link #match}, with as many digests for every result. */
    SecretMatch matchInEqualWork(PresentedToken presented, SecretDigests secrets, Instant now) {
        SecretMatch match = match(presented, secrets, now);
        switch (match) {
            case CURRENT -> computeDecoys(presented, DIGESTS_PER_REJECTION - 1);
            case PREVIOUS -> computeDecoys(presented, DIGESTS_PER_REJECTION - 2);
            case RETIRED, NONE -> {}
        }
        return match;
    }

    /** Computes as many digests as for a known id. */
    void rejectUnknown(PresentedToken presented) {
        computeDecoys(presented, DIGESTS_PER_REJECTION);
    }

    private boolean matches(PresentedToken presented, SecretDigest stored) {
        return peppers.get(stored.pepperVersion())
                .digest(presented.id(), presented.secret())
                .equals(stored);
    }

    /** Computes digests, and ignores them. */
    private void computeDecoys(PresentedToken presented, int count) {
        for (int i = 0; i < count; i++) {
            SecretDigest _ = peppers.current().digest(presented.id(), presented.secret());
        }
    }
}
