package dev.tokenry.administration;

import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.TokenFinder;
import dev.tokenry.store.UserFinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Creates a token, once for each idempotency key of the calling token. */
public final class CreateToken {

    /**
     * A create request.
     *
     * @param key empty if a repetition of the request may create another token
     * @param token supplies the requested token, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may create tokens and the request is not a replay, because a replay must succeed even if
     *     the request would no longer be valid, for example because its expiration date has passed.
     */
    public record Command(Optional<IdempotencyKey> key, Supplier<NewToken> token) {}

    /** The outcome of a successful request. */
    public sealed interface Result {

        /** A token was created. */
        record Created(IssuedToken issued) implements Result {}

        /** An earlier request with the same idempotency key created the token. Its secret is not available. */
        record Replayed(Token token) implements Result {}
    }

    private final TokenIssuer issuer;
    private final IdempotentTokenIssuer idempotentIssuer;
    private final TokenFinder tokens;
    private final TokenVisibility visibility;
    private final UserFinder users;
    private final CreationRule creationRule;
    private final ProjectRecords projectRecords;
    private final InstantSource clock;

    public CreateToken(
            TokenIssuer issuer,
            IdempotencyStore records,
            TokenFinder tokens,
            UserFinder users,
            TokenVisibility visibility,
            CreationRule creationRule,
            ProjectRecords projectRecords,
            InstantSource clock) {
        this.issuer = issuer;
        this.idempotentIssuer = new IdempotentTokenIssuer(issuer, records, tokens, clock);
        this.tokens = tokens;
        this.visibility = visibility;
        this.users = users;
        this.creationRule = creationRule;
        this.projectRecords = projectRecords;
        this.clock = clock;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not create this token
     * @throws ApiException.ConflictException if the owner has as many tokens as the limit
     * @throws ApiException.IdempotencyKeyReusedException if the key was used with another request
     * @throws ApiException.NotFoundException if the token of the earlier request was deleted or is no longer visible
     */
    public Result execute(TokenActor actor, Command command) {
        Principal caller = actor.principal();
        TokenPermissions.requireMayWrite(caller);
        Principal principal = visibility.requireMayManageTokens(caller);
        Optional<Token> existing = command.key().flatMap(key -> idempotentIssuer.findExisting(key, principal));
        return existing.isPresent()
                ? new Result.Replayed(existing.get())
                : create(actor, principal, command.key(), command.token().get());
    }

    private Result create(TokenActor actor, Principal principal, Optional<IdempotencyKey> key, NewToken token) {
        Instant now = clock.instant();
        ChangeStamp stamp = new ChangeStamp(Operation.CREATE_TOKEN, actor, now);
        OwnerName owner = Objects.requireNonNullElse(token.owner(), principal.owner());
        Optional<User> user = users.find(owner);
        TokenOrigin origin = new TokenOrigin(
                user.map(User::name).orElse(owner),
                user.map(User::id).orElse(null),
                principal.owner(),
                token.project() == null ? principal.project() : token.project(),
                token.personal(),
                false,
                now);
        TokenSettings settings = withDefaultExpiration(token.settings(), now);
        creationRule.requireMayCreate(principal, origin, settings, user, now);
        creationRule.requireRoomFor(origin.owner(), now);
        Result result = NameConflict.reportedTo(
                principal,
                tokens,
                () -> key.isPresent()
                        ? idempotentIssuer.issue(key.get(), principal, origin, settings, stamp)
                        : new Result.Created(issuer.issue(origin, settings, stamp)));
        if (result instanceof Result.Created && origin.project() != null) {
            projectRecords.createFor(principal, origin.project(), stamp);
        }
        return result;
    }

    private TokenSettings withDefaultExpiration(TokenSettings settings, Instant now) {
        return settings.expiresAt() == null
                ? settings.withExpiresAt(creationRule.limits().defaultExpiration(now))
                : settings;
    }
}
