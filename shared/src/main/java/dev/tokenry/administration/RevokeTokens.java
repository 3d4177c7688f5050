package dev.tokenry.administration;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authentication.ProvenSecret;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.error.CorruptRecordException;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends the secrets that a caller has found. A caller that has a secret may end it, because it could use it. The result is the same
 * whatever the values are, so that it does not tell which tokens exist. Repeating it changes nothing.
 */
public final class RevokeTokens {

    /** The maximum number of values in a request. */
    public static final int MAX_VALUES = 20;

    private static final int MAX_ATTEMPTS = 5;

    /**
     * A revoke request.
     *
     * @param tokenValues what was found. It need not be a token value.
     * @param source where it was found; null if the finder does not say
     */
    public record Command(
            List<String> tokenValues, @Nullable String source) {

        public Command {
            tokenValues = List.copyOf(tokenValues);
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
     * Ends each secret that is one of a token, and ignores the rest.
     *
     * @throws ServiceUnavailableException if it is not known whether all have ended; those before may have
     */
    public void execute(RequestInfo request, Command command) {
        CorruptRecordException damaged = null;
        for (String tokenValue : command.tokenValues().stream().distinct().toList()) {
            try {
                revoke(tokenValue, command.source(), request);
            } catch (CorruptRecordException e) {
                // It is not known whose secret this is. The record of one token must not protect the others.
                damaged = e;
            }
        }
        if (damaged != null) {
            throw damaged;
        }
    }

    private void revoke(String tokenValue, @Nullable String source, RequestInfo request) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            // Read again each time: a regeneration that came first has ended the secret, and its new one must not end.
            Optional<ProvenSecret> proven = authenticator.prove(tokenValue);
            if (proven.isEmpty() || end(proven.get(), source, request)) {
                return;
            }
        }
        throw new ServiceUnavailableException("A token was changed during each attempt to revoke it");
    }

    /** Returns false if the token was changed since it was read. */
    private boolean end(ProvenSecret proven, @Nullable String source, RequestInfo request) {
        Token token = proven.token();
        return switch (proven.match()) {
            case CURRENT ->
                isRevoked(token)
                        || replace(token, token.revokedAsLeaked(), new Leak(SecretGeneration.CURRENT, source), request);
            case PREVIOUS ->
                replace(
                        token,
                        token.withSecrets(token.secrets().endOverlap(clock.instant())),
                        new Leak(SecretGeneration.PREVIOUS, source),
                        request);
            case RETIRED -> {
                rejectedUses.record(token, DenialReason.RETIRED_SECRET, request.sourceIp(), failure -> {
                    throw failure;
                });
                yield true;
            }
            case NONE -> true;
        };
    }

    /** A token that was enabled by hand has the mark, and works. */
    private static boolean isRevoked(Token token) {
        return token.isLeaked() && !token.settings().enabled();
    }

    private boolean replace(Token current, Token updated, Leak leak, RequestInfo request) {
        Instant now = clock.instant();
        ChangeStamp stamp =
                new ChangeStamp(Operation.REVOKE_TOKENS, new PossessionActor(current.id(), request), now, leak);
        return switch (tokens.replace(current, updated, stamp)) {
            case WriteResult.Written<Token> _ -> true;
            case WriteResult.VersionConflict<Token> _ -> false;
            // Deleted in the meantime, so that no secret of it works.
            case WriteResult.NotFound<Token> _ -> true;
        };
    }
}
