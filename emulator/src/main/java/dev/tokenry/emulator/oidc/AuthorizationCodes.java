package dev.tokenry.emulator.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The codes of one provider that were not redeemed yet. */
final class AuthorizationCodes {

    private static final Duration VALIDITY = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Map<String, Grant> byCode = new HashMap<>();

    /** What a code stands for. */
    record Grant(AuthorizationRequest request, SignInSession session, Instant expiresAt) {}

    AuthorizationCodes(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String create(AuthorizationRequest request, SignInSession session) {
        Instant now = clock.instant();
        byCode.values().removeIf(grant -> !now.isBefore(grant.expiresAt()));
        String code = RandomIds.create();
        byCode.put(code, new Grant(request, session, now.plus(VALIDITY)));
        return code;
    }

    /** Returns what a code stands for, and forgets it: the first request that presents a code uses it up. */
    synchronized Optional<Grant> take(String code) {
        return Optional.ofNullable(byCode.remove(code))
                .filter(grant -> clock.instant().isBefore(grant.expiresAt()));
    }
}
