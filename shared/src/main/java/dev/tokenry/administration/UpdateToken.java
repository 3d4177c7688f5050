package dev.tokenry.administration;

import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserFinder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Changes the settings of a token, and can end the overlap in which its previous secret is still accepted. */
public final class UpdateToken {

    /**
     * An update request.
     *
     * @param change computes the change from the current token, or throws {@link ApiException.InvalidRequestException}.
     *     It is called again if another write comes first.
     */
    public record Command(TokenId id, Precondition precondition, Function<Token, Change> change) {}

    /**
     * What a request changes.
     *
     * @param owner the owner, whether or not it stays
     * @param settings all settings, including those that stay
     * @param endsOverlap whether the previous secret stops working now
     */
    public record Change(OwnerName owner, TokenSettings settings, boolean endsOverlap) {

        /** Returns a change of settings alone. */
        public static Change of(Token current, TokenSettings settings) {
            return new Change(current.origin().owner(), settings, false);
        }
    }

    /** The outcome of a successful request. */
    public sealed interface Result {

        /** The token as it is now. */
        Token token();

        /** The token was changed. */
        record Updated(Token token) implements Result {}

        /** The token already is as requested. Nothing was written. */
        record Unchanged(Token token) implements Result {}
    }

    private final TokenStore tokens;
    private final TokenVisibility visibility;
    private final UserFinder users;
    private final ScopeCatalogue catalogue;
    private final CreationRule creationRule;
    private final InstantSource clock;

    public UpdateToken(
            TokenStore tokens,
            UserFinder users,
            TokenVisibility visibility,
            ScopeCatalogue catalogue,
            CreationRule creationRule,
            InstantSource clock) {
        this.tokens = tokens;
        this.visibility = visibility;
        this.users = users;
        this.catalogue = catalogue;
        this.creationRule = creationRule;
        this.clock = clock;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not manage tokens or make this change
     * @throws ApiException.NotFoundException if the token does not exist or is not visible to the caller
     * @throws ApiException.InvalidRequestException if the change is not valid, or the token would disable itself
     * @throws ApiException.PreconditionFailedException if the token is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the token
     */
    public Result execute(TokenActor actor, Command command) {
        Principal caller = actor.principal();
        TokenPermissions.requireMayWrite(caller);
        Principal principal = visibility.requireMayManageTokens(caller);
        ChangeStamp stamp = new ChangeStamp(Operation.UPDATE_TOKEN, actor, clock.instant());
        return NameConflict.reportedTo(
                principal,
                tokens,
                () -> OptimisticUpdate.TOKEN.run(
                        () -> TokenReader.findVisible(tokens, command.id(), principal),
                        current -> apply(command.change().apply(current), current, principal),
                        command.precondition(),
                        (current, updated) -> write(current, updated, stamp)));
    }

    private Token apply(Change change, Token current, Principal principal) {
        return new TokenUpdate(current, change, users, catalogue, creationRule).applyAs(principal, clock.instant());
    }

    private Optional<Result> write(Token current, Token updated, ChangeStamp stamp) {
        return updated.equals(current)
                ? Optional.of(new Result.Unchanged(current))
                : OptimisticUpdate.toOptional(tokens.replace(current, updated, stamp))
                        .map(Result.Updated::new);
    }
}
