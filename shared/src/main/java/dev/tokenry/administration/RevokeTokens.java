package dev.tokenry.administration;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authentication.ProvenSecret;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Leak;
import dev.tokenry.model.Operation;
import dev.tokenry.model.PossessionActor;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ends the secrets that a caller has found. A caller that has a secret may end it, because it could use it. The result
 * is the same whatever the values are, so that it does not tell which tokens exist. Repeating it revokes nothing more;
 * a previous secret that has ended is then recorded as the use of a retired one.
 */
public final class RevokeTokens {

    private static final int MAX_ATTEMPTS = 5;

    /**
     * The number of values after whose faults a dependency is down. The rest would fail later than the caller waits.
     */
    static final int MAX_UNAVAILABLE = 5;

    /** After this time no further value is started, so that the response arrives before the gateway's timeout. */
    static final Duration TIME_BUDGET = Duration.ofSeconds(15);

    /** What an attempt to end a secret did. */
    private enum Effect {
        CHANGED,
        NOTHING_TO_CHANGE,
        /** The token was changed since it was read. */
        CONFLICT
    }

    /**
     * What was found.
     *
     * @param tokenValue the text, which need not be a token value
     * @param source where it was found; null if the finder does not say
     */
    public record Finding(String tokenValue, @Nullable String source) {

        @Override
        public String toString() {
            return "Finding[source=" + source + "]";
        }
    }

    private final Authenticator authenticator;
    private final TokenStore tokens;
    private final RejectedUseRecorder rejectedUses;
    private final InstantSource clock;

    public RevokeTokens(
            Authenticator authenticator, TokenStore tokens, RejectedUseRecorder rejectedUses, InstantSource clock) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.rejectedUses = rejectedUses;
        this.clock = clock;
    }

    /**
     * Ends each secret that is one of a token, and ignores the rest. The fault of one value does not protect the
     * others. A value that was found in several places counts as found in the first. Findings that are too many for one
     * request are completed by repeating it, because a secret that has ended costs one read and no write.
     *
     * @throws OutcomeUnknownException if not all have ended for certain, and some have or may have
     * @throws ServiceUnavailableException if not all have ended, and no changes were made
     */
    public void execute(RequestInfo request, List<Finding> findings) {
        Instant deadline = clock.instant().plus(TIME_BUDGET);
        Set<String> started = new HashSet<>();
        boolean changed = false;
        // A dependency may throw the same exception again.
        Set<ServiceUnavailableException> faults = new LinkedHashSet<>();
        int unavailable = 0;
        for (Finding finding : findings) {
            if (!started.add(finding.tokenValue())) {
                continue;
            }
            if (!clock.instant().isBefore(deadline)) {
                faults.add(new ServiceUnavailableException("Too little time is left for all tokens"));
                break;
            }
            try {
                changed |= revoke(finding, request);
            } catch (CorruptRecordException e) {
                faults.add(e);
            } catch (ServiceUnavailableException e) {
                faults.add(e);
                if (++unavailable == MAX_UNAVAILABLE) {
                    break;
                }
            }
        }
        if (!faults.isEmpty()) {
            throw combine(List.copyOf(faults), changed);
        }
    }

    /** Returns the exception of a request. It tells all damaged records, which are counted. */
    private static ServiceUnavailableException combine(List<ServiceUnavailableException> faults, boolean changed) {
        ServiceUnavailableException worst = first(faults, OutcomeUnknownException.class::isInstance)
                .or(() -> first(faults, fault -> !(fault instanceof CorruptRecordException)))
                .orElseGet(faults::getFirst);
        ServiceUnavailableException combined = changed && !(worst instanceof OutcomeUnknownException)
                ? new OutcomeUnknownException("A part of the tokens was revoked", worst)
                : worst;
        faults.stream()
                .filter(fault -> fault instanceof CorruptRecordException && fault != worst)
                .forEach(combined::addSuppressed);
        return combined;
    }

    private static Optional<ServiceUnavailableException> first(
            List<ServiceUnavailableException> faults, Predicate<ServiceUnavailableException> condition) {
        return faults.stream().filter(condition).findFirst();
    }

    /** Returns whether anything was changed. */
    private boolean revoke(Finding finding, RequestInfo request) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            // Read again each time: a regeneration that came first has ended the secret, and its new one must not end.
            Optional<ProvenSecret> proven = authenticator.prove(finding.tokenValue());
            Effect effect = proven.isEmpty() ? Effect.NOTHING_TO_CHANGE : end(proven.get(), finding.source(), request);
            if (effect != Effect.CONFLICT) {
                return effect == Effect.CHANGED;
            }
        }
        throw new ServiceUnavailableException("A token was changed during each attempt to revoke it");
    }

    private Effect end(ProvenSecret proven, @Nullable String source, RequestInfo request) {
        Token token = proven.token();
        return switch (proven.match()) {
            case CURRENT ->
                isRevoked(token)
                        ? Effect.NOTHING_TO_CHANGE
                        : replace(token, token.revokedAsLeaked(), new Leak(SecretGeneration.CURRENT, source), request);
            case PREVIOUS ->
                replace(
                        token,
                        token.withSecrets(token.secrets().endOverlap(clock.instant())),
                        new Leak(SecretGeneration.PREVIOUS, source),
                        request);
            case RETIRED -> {
                boolean recorded =
                        rejectedUses.record(token, DenialReason.RETIRED_SECRET, request.sourceIp(), failure -> {
                            throw failure;
                        });
                yield recorded ? Effect.CHANGED : Effect.NOTHING_TO_CHANGE;
            }
            case NONE -> Effect.NOTHING_TO_CHANGE;
        };
    }

    /** A token that was enabled by hand has the mark, and works. */
    private static boolean isRevoked(Token token) {
        return token.isLeaked() && !token.settings().enabled();
    }

    private Effect replace(Token current, Token updated, Leak leak, RequestInfo request) {
        Instant now = clock.instant();
        ChangeStamp stamp =
                new ChangeStamp(Operation.REVOKE_TOKENS, new PossessionActor(current.id(), request), now, leak);
        return switch (tokens.replace(current, updated, stamp)) {
            case WriteResult.Written<Token> _ -> Effect.CHANGED;
            case WriteResult.VersionConflict<Token> _ -> Effect.CONFLICT;
            // Deleted in the meantime, so that no secret of it works.
            case WriteResult.NotFound<Token> _ -> Effect.NOTHING_TO_CHANGE;
        };
    }
}
