package dev.tokenry.administration;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenFinder;
import java.time.Duration;

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
     * @param overlap how long the previous secret is still accepted, from zero to {@link #MAX_OVERLAP}. It ends earlier if
     *     the token expires earlier.
     */
    public record Command(TokenId id, Duration overlap, Precondition precondition) {
        public Command {
            if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
                throw new IllegalArgumentException("overlap must be from 0 to " + MAX_OVERLAP + ": " + overlap);
            }
        }
    }

    private final TokenIssuer issuer;
    private final TokenFinder tokens;
    private final TokenVisibility visibility;
    private final ScopeCatalogue catalogue;

    public RegenerateToken(
            TokenIssuer issuer, TokenFinder tokens, TokenVisibility visibility, ScopeCatalogue catalogue) {
        this.issuer = issuer;
        this.tokens = tokens;
        this.visibility = visibility;
        this.catalogue = catalogue;
    }

    /**
     * Returns the token with its new secret.
     *
     * @throws ApiException.ForbiddenException if the caller may not manage tokens or regenerate this one
     * @throws ApiException.NotFoundException if the token does not exist or is not visible to the caller
     * @throws ApiException.PreconditionFailedException if the token is not at the expected version
     * @throws ApiException.ConflictException if another request changed the token at the same time
     */
    public IssuedToken execute(TokenActor actor, Command command) {
        Principal principal = actor.principal();
        TokenPermissions.requireCurrentSecret(principal);
        visibility.requireMayManageTokens(principal);
        return UPDATE.run(
                () -> TokenReader.findVisible(tokens, command.id(), principal),
                current -> requireMayRegenerate(principal, current),
                command.precondition(),
                (current, _) -> issuer.regenerate(current, command.overlap()));
    }

    private Token requireMayRegenerate(Principal principal, Token token) {
        TokenPermissions.requireMayRegenerate(principal, token, catalogue);
        return token;
    }
}
