package dev.tokenry.administration;

import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.LimitRule;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.authorization.TrustPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.RequiredPins;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.UserFinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Creates a trust, or replaces everything about it except its name, issuer and project. */
public final class PutTrust {

    /** The name of the trust by which people sign in to the console. */
    static final String CONSOLE = "console";

    /**
     * A put request.
     *
     * @param trust supplies the requested trust, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may manage tokens.
     */
    public record Command(String name, Supplier<TrustDetails> trust, Precondition precondition) {}

    /**
     * A trust that was put.
     *
     * @param kind the kind of its issuer
     */
    public record Result(PutResult<Trust> trust, IssuerKind kind) {}

    private static final OptimisticUpdate<Optional<Trust>> UPDATE = new OptimisticUpdate<>(
            5,
            ErrorReason.CONCURRENT_CHANGE,
            "The trust was modified concurrently. No changes were made; retry the request.",
            trust -> trust.map(Trust::version).orElse(null));

    private final TrustStore trusts;
    private final TrustQueryStore trustQueries;
    private final IssuerFinder issuers;
    private final UserFinder users;
    private final TokenVisibility visibility;
    private final CreationRule creationRule;
    private final InstantSource clock;
    private final RandomGenerator random;

    public PutTrust(
            TrustStore trusts,
            TrustQueryStore trustQueries,
            IssuerFinder issuers,
            UserFinder users,
            TokenVisibility visibility,
            CreationRule creationRule,
            InstantSource clock,
            RandomGenerator random) {
        this.trusts = trusts;
        this.trustQueries = trustQueries;
        this.issuers = issuers;
        this.users = users;
        this.visibility = visibility;
        this.creationRule = creationRule;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not create the token that the trust would give, or
     *     write trusts for people
     * @throws ApiException.InvalidRequestException if the trust lacks a condition that it must have, or would give a
     *     token that would not work
     * @throws ApiException.PreconditionFailedException if the trust is not at the expected version
     * @throws ApiException.ConflictException if a trust that the caller does not see has the name, the project has too
     *     many trusts, or other requests keep changing the trust
     */
    public Result execute(TokenActor actor, Command command) {
        TokenPermissions.requireMayWrite(actor.principal());
        Principal principal = visibility.requireMayManageTokens(actor.principal());
        TrustDetails details = command.trust().get();
        Issuer issuer = issuers.find(details.issuer()).orElseThrow(() -> unknownIssuer(details.issuer()));
        boolean isForPeople = issuer.kind() == IssuerKind.PEOPLE;
        if (isForPeople) {
            TrustPermissions.requireMayWriteForPeople(principal);
        }
        requireMayHaveName(command.name(), isForPeople);
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_TRUST, actor, clock.instant());
        PutResult<Trust> result = UPDATE.run(
                () -> findVisible(command.name(), principal),
                current -> replacement(new RequestedTrust(
                        command.name(), details, issuer, current, principal, RecordId.random(random), stamp.at())),
                command.precondition(),
                (current, updated) -> PutResult.write(
                        current,
                        updated,
                        trust -> insert(trust, stamp),
                        (trust, replacement) -> trusts.replace(trust, replacement, stamp)));
        return new Result(result, issuer.kind());
    }

    private static ApiException unknownIssuer(String name) {
        return new ApiException.InvalidRequestException(
                "issuer",
                ViolationReason.UNKNOWN_VALUE,
                "issuer is not the name of an issuer: " + name,
                ParameterLocation.PAYLOAD_BODY);
    }

    private static void requireMayHaveName(String name, boolean isForPeople) {
        if (name.equals(CONSOLE) && !isForPeople) {
            throw new ApiException.InvalidRequestException(
                    "name",
                    ViolationReason.RESERVED_NAME,
                    "name is reserved for the trust by which people sign in to the console: " + name,
                    ParameterLocation.PATH);
        }
    }

    /** The message says no more than that the name is taken: the trust can be one of another project. */
    private Optional<Trust> findVisible(String name, Principal principal) {
        Optional<Trust> found = trusts.find(name);
        if (found.filter(trust -> !TrustReader.isVisible(trust, principal)).isPresent()) {
            throw new ApiException.ConflictException(
                    ErrorReason.NAME_TAKEN, "The name is taken. Choose a different name.");
        }
        return found;
    }

    private Trust replacement(RequestedTrust requested) {
        requested.requireUnchanged();
        Optional<User> user = requested.isForPeople() ? Optional.empty() : users.find(requested.owner());
        Trust updated = requested.forUser(user);
        // Who only restricts a trust is not asked what it gives, nor whether its owner has another user record now.
        Trust restricted = requested.forSameUser(updated);
        boolean strengthens = new TrustUpdate(requested.current(), restricted).strengthens();
        if (strengthens) {
            requireMayGive(updated, user, requested);
        }
        // A trust that an earlier release accepted can still be restricted.
        if (strengthens || requested.changesConditions()) {
            requirePins(updated.conditions(), requested.issuer().kind());
        }
        return strengthens ? updated : restricted;
    }

    /** The caller must be allowed to create the token that the trust would give now. */
    private void requireMayGive(Trust trust, Optional<User> user, RequestedTrust requested) {
        Instant now = requested.now();
        TokenSettings settings = new TokenSettings(
                trust.name(),
                null,
                true,
                trust.grant().scopes(),
                now.plus(trust.grant().lifetime()),
                trust.grant().allowedIps(),
                null);
        switch (trust.grant()) {
            case TrustGrant.ForJobs jobs -> {
                TokenOrigin origin =
                        new TokenOrigin(jobs.owner(), jobs.userId(), jobs.owner(), jobs.project(), false, false, now);
                creationRule.requireMayCreate(requested.principal(), origin, settings, user, now);
            }
            // Who may write them manages all tokens, and whose token it will be is not known.
            case TrustGrant.ForPeople _ -> LimitRule.requireWithin(creationRule.limits(), settings, now);
        }
        creationRule.requireTrustWithinExpiry(requested.principal(), trust.expiresAt(), now);
        if (trust.isExpiredAt(now)) {
            throw new ApiException.InvalidRequestException(
                    "expirationDate",
                    ViolationReason.EXPIRED,
                    "The trust has expired. Set an expirationDate in the future in the same request.");
        }
    }

    private static void requirePins(Conditions conditions, IssuerKind kind) {
        List<ConstraintViolation> violations = RequiredPins.findViolations(kind, conditions);
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    private boolean insert(Trust trust, ChangeStamp stamp) {
        if (trust.grant() instanceof TrustGrant.ForJobs jobs
                && trustQueries.count(new TrustFilter.ByProject(jobs.project()), Trust.MAX_PER_PROJECT)
                        >= Trust.MAX_PER_PROJECT) {
            throw new ApiException.ConflictException(
                    ErrorReason.TRUST_LIMIT,
                    "A project can have at most " + Trust.MAX_PER_PROJECT
                            + " trusts. Delete trusts that are no longer used.");
        }
        return trusts.insert(trust, stamp);
    }
}
