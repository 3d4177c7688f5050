package dev.tokenry.administration;

import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.LimitRule;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.model.User;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.TokenFinder;
import dev.tokenry.store.UserFinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a token a new secret. The previous secret stops working immediately, or after an overlap. */
public final class RegenerateToken {

    /** The longest time that a previous secret is accepted in addition to the new one. */
    public static final Duration MAX_OVERLAP = Duration.ofDays(7);

    // One attempt: of two concurrent requests only one may return a secret, because the other secret would not work.
    private static final OptimisticUpdate<Token> UPDATE = new OptimisticUpdate<>(
            1,
            ErrorReason.REGENERATE_CONFLICT,
            "The token was modified concurrently. Its secret was not changed.",
            Token::version);

    /**
     * A regenerate request.
     *
     * @param overlap how long the previous secret is still accepted, from zero to {@link #MAX_OVERLAP}. It ends earlier
     *     if the token expires earlier.
     * @param expiresAt the new expiration; null if it stays
     * @param key empty if a repetition of the request may give the token another secret
     */
    public record Command(
            TokenId id,
            Duration overlap,
            @Nullable Instant expiresAt,
            Precondition precondition,
            Optional<IdempotencyKey> key) {

        /** Creates a request without an idempotency key. */
        public Command(TokenId id, Duration overlap, @Nullable Instant expiresAt, Precondition precondition) {
            this(id, overlap, expiresAt, precondition, Optional.empty());
        }

        /** Creates a request that does not change the expiration. */
        public Command(TokenId id, Duration overlap, Precondition precondition) {
            this(id, overlap, null, precondition);
        }

        public Command withKey(Optional<IdempotencyKey> updated) {
            return new Command(id, overlap, expiresAt, precondition, updated);
        }

        public Command {
            if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
                throw new IllegalArgumentException("overlap must be from 0 to " + MAX_OVERLAP + ": " + overlap);
            }
        }
    }

    /** The outcome of a successful request. */
    public sealed interface Result {

        /** The token has a new secret. */
        record Regenerated(IssuedToken issued) implements Result {}

        /** An earlier request with the same idempotency key regenerated the token. Its secret is not available. */
        record Replayed(Token token) implements Result {}
    }

    private final TokenIssuer issuer;
    private final IdempotentTokenIssuer idempotentIssuer;
    private final TokenFinder tokens;
    private final TokenVisibility visibility;
    private final UserFinder users;
    private final ScopeCatalogue catalogue;
    private final CreationRule creationRule;
    private final InstantSource clock;

    public RegenerateToken(
            TokenIssuer issuer,
            IdempotencyStore records,
            TokenFinder tokens,
            UserFinder users,
            TokenVisibility visibility,
            ScopeCatalogue catalogue,
            CreationRule creationRule,
            InstantSource clock) {
        this.issuer = issuer;
        this.idempotentIssuer = new IdempotentTokenIssuer(issuer, records, tokens, clock);
        this.tokens = tokens;
        this.visibility = visibility;
        this.users = users;
        this.catalogue = catalogue;
        this.creationRule = creationRule;
        this.clock = clock;
    }

    /**
     * Returns the token with its new secret.
     *
     * @throws ApiException.ForbiddenException if the caller may not manage tokens or regenerate this one
     * @throws ApiException.NotFoundException if the token does not exist or is not visible to the caller
     * @throws ApiException.PreconditionFailedException if the token is not at the expected version
     * @throws ApiException.ConflictException if another request changed the token at the same time
     * @throws ApiException.IdempotencyKeyReusedException if the key was used with another request
     */
    public Result execute(TokenActor actor, Command command) {
        Principal caller = actor.principal();
        ChangeStamp stamp = new ChangeStamp(Operation.REGENERATE_TOKEN, actor, clock.instant());
        if (isRepetitionByPreviousSecret(caller, command)) {
            // The first request changed version and expiration.
            Command repeated =
                    new Command(command.id(), command.overlap(), null, new Precondition.None(), command.key());
            return regenerate(caller, repeated, true, stamp);
        }
        TokenPermissions.requireMayWrite(caller);
        Principal principal = command.id().equals(caller.tokenId()) ? caller : requireMayManageOthers(caller);
        return command.key()
                .flatMap(key -> idempotentIssuer.findExisting(key, principal))
                .<Result>map(Result.Replayed::new)
                .orElseGet(() -> regenerate(principal, command, false, stamp));
    }

    private Principal requireMayManageOthers(Principal caller) {
        TokenPermissions.requireScope(caller, Scope.WRITE_TOKENS, catalogue);
        return visibility.requireMayManageTokens(caller);
    }

    /**
     * Returns whether the caller repeats the regeneration that made its secret the previous one, for example because
     * the response was lost. This is possible while the new secret was never used.
     */
    private boolean isRepetitionByPreviousSecret(Principal principal, Command command) {
        return principal.secretGeneration() == SecretGeneration.PREVIOUS
                && command.id().equals(principal.tokenId())
                && command.key()
                        .filter(key -> idempotentIssuer.isRepetition(key, principal))
                        .map(key -> idempotentIssuer.requestId(key, principal, command.id()))
                        .filter(requestId -> tokens.find(command.id())
                                .filter(token -> isRepeatable(requestId, token))
                                .isPresent())
                        .isPresent();
    }

    private static boolean isRepeatable(String requestId, Token token) {
        SecretDigests.PreviousDigest previous = token.secrets().previous();
        return previous != null && requestId.equals(previous.replacedBy()) && !Regeneration.isCurrentUsed(token);
    }

    private Result regenerate(Principal principal, Command command, boolean repetition, ChangeStamp stamp) {
        return UPDATE.run(
                () -> TokenReader.findVisible(tokens, command.id(), principal),
                current -> settings(principal, current, command),
                command.precondition(),
                (current, settings) -> write(principal, command, current, settings, repetition, stamp));
    }

    private Optional<Result> write(
            Principal principal,
            Command command,
            Token current,
            TokenSettings settings,
            boolean repetition,
            ChangeStamp stamp) {
        String requestId = command.key()
                .map(key -> idempotentIssuer.requestId(key, principal, command.id()))
                .orElse(null);
        Regeneration regeneration = new Regeneration(
                settings, command.overlap(), isByCurrentSecret(principal, command.id()), requestId, repetition);
        return command.key().isPresent() && !repetition
                ? idempotentIssuer.regenerate(command.key().get(), principal, current, regeneration, stamp)
                : issuer.regenerate(current, regeneration, stamp).map(Result.Regenerated::new);
    }

    private static boolean isByCurrentSecret(Principal principal, TokenId id) {
        return id.equals(principal.tokenId()) && principal.secretGeneration() == SecretGeneration.CURRENT;
    }

    /** Returns the settings of the regenerated token, which the principal must be allowed to create. */
    private TokenSettings settings(Principal principal, Token token, Command command) {
        TokenPermissions.requireMayBeStrengthened(token);
        Instant now = clock.instant();
        Instant expiresAt = command.expiresAt();
        TokenSettings settings =
                expiresAt == null || expiresAt.equals(token.settings().expiresAt())
                        ? token.settings()
                        : token.settings().withExpiresAt(expiresAt).withModifiedAt(now);
        Optional<User> owner = users.find(token.origin().owner());
        if (token.id().equals(principal.tokenId())) {
            requireActive(token, owner, now);
            requireNotProlonged(token.settings().expiresAt(), settings.expiresAt());
            return rotated(settings, expiresAt, now);
        }
        creationRule.requireMayCreate(principal, token.origin(), settings, owner, now);
        if (token.settings().isExpiredAt(now)) {
            creationRule.requireRoomFor(token.origin().owner(), now);
        }
        requireNoOverlapIfLeaked(token, command.overlap());
        return settings;
    }

    /** A limit never stops a rotation: without a requested expiration, the lifetime is shortened to the limit. */
    private TokenSettings rotated(TokenSettings settings, @Nullable Instant requestedExpiry, Instant now) {
        if (requestedExpiry != null) {
            LimitRule.requireLifetimeWithin(creationRule.limits(), requestedExpiry, now);
        }
        return creationRule.limits().shortenLifetime(settings, now);
    }

    /** A rotation gains nothing, so that only the status of the token is asked: it may have changed in the meantime. */
    private static void requireActive(Token token, Optional<User> owner, Instant now) {
        if (TokenStatus.of(token, owner, now) != TokenStatus.ACTIVE) {
            throw UPDATE.conflict();
        }
    }

    private static void requireNoOverlapIfLeaked(Token token, Duration overlap) {
        if (token.isLeaked() && !overlap.isZero()) {
            throw new ApiException.InvalidRequestException(
                    "overlapSeconds",
                    ViolationReason.LEAKED,
                    "overlapSeconds must be 0: the secret of the token leaked, so that it must not be accepted again",
                    ParameterLocation.PAYLOAD_BODY);
        }
    }

    private static void requireNotProlonged(@Nullable Instant current, @Nullable Instant updated) {
        boolean isLater = current != null && (updated == null || updated.isAfter(current));
        if (isLater) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OWN_TOKEN, "A token cannot prolong its own expirationDate.");
        }
    }
}
