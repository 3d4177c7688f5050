package dev.tokenry.administration;

import dev.tokenry.authorization.LimitRule;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.TokenFinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Creates an administrator token, once for each bootstrap generation. It also stores the check values of all pepper
 * versions; no pepper is used before its check value is stored.
 */
public final class CreateBootstrapToken {

    private static final OwnerName ADMINISTRATOR = OwnerName.of("admin");
    private static final Duration VALIDITY = Duration.ofHours(24);
    private static final Scopes SCOPES = Scopes.of(
            Scope.READ_TOKENS,
            Scope.WRITE_TOKENS,
            Scope.READ_USERS,
            Scope.WRITE_USERS,
            Scope.WRITE_SCOPES,
            Scope.READ_PROJECTS,
            Scope.WRITE_PROJECTS,
            Scope.READ_AUDIT,
            Scope.READ_TRUSTS,
            Scope.WRITE_TRUSTS,
            Scope.MANAGE_ALL_TOKENS);

    /**
     * A bootstrap request.
     *
     * @param generation the bootstrap generation of the deployment
     * @param allowedIps the addresses from which the token can be used
     */
    public record Command(int generation, AllowedIps allowedIps) {}

    /** The outcome of a successful request. */
    public sealed interface Result {

        /** The token was created. It expires after 24 hours. */
        record Created(IssuedToken issued) implements Result {}

        /**
         * The token of this generation was created before.
         *
         * @param active whether the token exists, is enabled and has not expired
         */
        record AlreadyCreated(TokenId id, boolean active) implements Result {}
    }

    private final TokenIssuer issuer;
    private final PepperCache peppers;
    private final DeploymentStore deployments;
    private final TokenFinder tokens;
    private final Limits limits;
    private final InstantSource clock;

    public CreateBootstrapToken(
            TokenIssuer issuer,
            PepperCache peppers,
            DeploymentStore deployments,
            TokenFinder tokens,
            Limits limits,
            InstantSource clock) {
        this.issuer = issuer;
        this.peppers = peppers;
        this.deployments = deployments;
        this.tokens = tokens;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param actor IAM decides who may call this; tokens may not
     * @throws dev.tokenry.crypto.PepperRejectedException if a pepper does not match its stored check value; the
     *     generation can be used again
     * @throws dev.tokenry.error.ApiException.InvalidRequestException if the token would not be within the limits; the
     *     generation can be used again
     */
    public Result execute(IamActor actor, Command command) {
        Instant now = clock.instant();
        ChangeStamp stamp = new ChangeStamp(Operation.CREATE_BOOTSTRAP_TOKEN, actor, now);
        storeCheckValues(stamp);
        if (deployments.findBootstrapToken(command.generation()).isPresent()) {
            return findExisting(command.generation());
        }
        TokenSettings settings = new TokenSettings(
                "Bootstrap " + command.generation(),
                null,
                true,
                SCOPES,
                now.plus(VALIDITY),
                command.allowedIps(),
                null);
        LimitRule.requireWithin(limits, settings, now);
        PresentedToken minted = issuer.mint();
        // The generation is recorded as used before the token is stored: a failure in between leaves it without a token
        // and never creates a second token.
        return deployments.insertBootstrapToken(command.generation(), minted.id(), stamp)
                ? store(minted, settings, stamp)
                : findExisting(command.generation());
    }

    private void storeCheckValues(ChangeStamp stamp) {
        Map<Integer, byte[]> checkValues = peppers.computeCheckValues();
        checkValues.forEach((version, value) -> deployments.insertPepperCheckValue(version, value, stamp));
        // Verifies each pepper against the value that is stored now, which may be an earlier one.
        checkValues.keySet().forEach(peppers::get);
    }

    private Result store(PresentedToken minted, TokenSettings settings, ChangeStamp stamp) {
        TokenOrigin origin = new TokenOrigin(ADMINISTRATOR, null, ADMINISTRATOR, null, false, true, stamp.at());
        return issuer.store(minted, origin, settings, stamp)
                .map(Result.Created::new)
                .orElseThrow(() -> new ServiceUnavailableException("The new token id already exists"));
    }

    private Result findExisting(int generation) {
        TokenId id = deployments
                .findBootstrapToken(generation)
                .orElseThrow(
                        () -> new ServiceUnavailableException("The record of a used bootstrap generation is missing"));
        boolean active = tokens.find(id)
                .filter(token -> token.isActiveAt(clock.instant()))
                .isPresent();
        return new Result.AlreadyCreated(id, active);
    }
}
