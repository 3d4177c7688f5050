package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.IdTokenParser;
import dev.tokenry.exchange.IdTokenVerifier;
import dev.tokenry.exchange.LoggedClaims;
import dev.tokenry.exchange.RejectedIdToken;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.exchange.SignInNonce;
import dev.tokenry.exchange.UnverifiedIdToken;
import dev.tokenry.exchange.VerificationResult;
import dev.tokenry.exchange.VerifiedIdToken;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.ExchangeActor;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.Limits;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.Operation;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdTokenUse;
import dev.tokenry.store.UserFinder;
import dev.tokenry.store.UserStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges an id token, or a code for which the issuer gives one, for a token: that of a job, or the session of a person. The
 * request names the trust, so that no other, wider one applies. What costs least is
 * checked first: before the trust is found, nothing leaves the function, and no key is looked up for another issuer than that
 * of the trust. Trusts and issuers are read each time, so that one that is disabled gives no token from then on.
 */
public final class ExchangeToken {

    private static final int MAX_ATTEMPTS = 3;

    /** So many characters of a token id make its name differ from others of the trust. */
    private static final int ID_LENGTH_IN_NAME = 8;

    /** What a caller presents. */
    public sealed interface Proof {

        /** @param text the text of the id token, which is any text */
        record IdToken(String text) implements Proof {

            @Override
            public String toString() {
                return "IdToken";
            }
        }

        /** A code, for which the issuer of the trust gives an id token. */
        record Code(AuthorizationCode code) implements Proof {}
    }

    /**
     * A request.
     *
     * @param trust the name of the trust, which is any text
     * @param scopes the names of the requested scopes, which are any texts; empty for all that the trust gives
     */
    public record Command(String trust, Proof proof, Optional<List<String>> scopes) {

        public Command(String trust, String idToken, Optional<List<String>> scopes) {
            this(trust, new Proof.IdToken(idToken), scopes);
        }

        @Override
        public String toString() {
            return "Command[trust=" + trust + "]";
        }
    }

    /** The outcome of a request. */
    public sealed interface Result {

        ExchangeAttempt attempt();

        /** A token was given. */
        record Exchanged(IssuedToken issued, ExchangeAttempt attempt) implements Result {}

        /** No token was given, and the id token was not used. */
        record Rejected(RejectionReason reason, ExchangeAttempt attempt) implements Result {}

        /** Nothing but a requested scope prevents the exchange: the trust does not give it. The id token was not used. */
        record InvalidScope(ExchangeAttempt attempt) implements Result {}
    }

    private final TrustStore trusts;
    private final IssuerFinder issuers;
    private final IdTokenVerifier verifier;
    private final CodeExchange codes;
    private final UserFinder users;
    private final SignInUsers signInUsers;
    private final Limits limits;
    private final TokenIssuer tokenIssuer;
    private final ExchangedTokenStore tokens;
    private final InstantSource clock;

    public ExchangeToken(
            TrustStore trusts,
            IssuerFinder issuers,
            IdTokenVerifier verifier,
            CodeExchange codes,
            UserStore users,
            IdentityFinder identities,
            Limits limits,
            TokenIssuer tokenIssuer,
            ExchangedTokenStore tokens,
            InstantSource clock) {
        this.trusts = trusts;
        this.issuers = issuers;
        this.verifier = verifier;
        this.codes = codes;
        this.users = users;
        this.signInUsers = new SignInUsers(identities, users);
        this.limits = limits;
        this.tokenIssuer = tokenIssuer;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * @throws IssuerUnavailableException if the keys of the issuer are not known at present
     * @throws ServiceUnavailableException if a dependency is unavailable, or the record of the trust or issuer is damaged
     */
    public Result execute(RequestInfo request, Command command) {
        return new Exchange(request, command, clock.instant()).run();
    }

    /** One exchange, and what is found out about it. */
    private final class Exchange {

        private final RequestInfo request;
        private final Command command;
        private final Instant now;
        private ExchangeAttempt attempt = ExchangeAttempt.UNKNOWN;
        private int links;

        Exchange(RequestInfo request, Command command, Instant now) {
            this.request = request;
            this.command = command;
            this.now = now;
        }

        Result run() {
            return switch (command.proof()) {
                case Proof.IdToken(var text) ->
                    parse(text, token -> withTrust((trust, issuer) -> verify(token, trust, issuer)));
                case Proof.Code(var code) -> withTrust((trust, issuer) -> redeem(code, trust, issuer));
            };
        }

        private Result parse(String text, Function<UnverifiedIdToken, Result> next) {
            return switch (IdTokenParser.parse(text)) {
                case RejectedIdToken rejected -> rejected(rejected.reason());
                case UnverifiedIdToken token -> {
                    attempt = attempt.withKeyId(token.keyId());
                    yield next.apply(token);
                }
            };
        }

        private Result withTrust(BiFunction<Trust, Issuer, Result> next) {
            Optional<Trust> found =
                    NameRules.isValidProject(command.trust()) ? trusts.find(command.trust()) : Optional.empty();
            if (found.isEmpty()) {
                return rejected(RejectionReason.UNKNOWN_TRUST);
            }
            Trust trust = found.get();
            attempt = attempt.withTrust(trust.name(), trust.issuerName(), projectOf(trust.grant()));
            if (!trust.enabled()) {
                return rejected(RejectionReason.TRUST_OFF);
            }
            if (trust.isExpiredAt(now)) {
                return rejected(RejectionReason.TRUST_EXPIRED);
            }
            return issuers.find(trust.issuerName())
                    // One that was created again under the name is another issuer.
                    .filter(issuer -> issuer.id().equals(trust.issuerId()) && issuer.enabled())
                    .map(issuer -> next.apply(trust, issuer))
                    .orElseGet(() -> rejected(RejectionReason.ISSUER_OFF));
        }

        private Result redeem(AuthorizationCode code, Trust trust, Issuer issuer) {
            return codes.redeem(code, issuer)
                    .map(idToken -> parse(idToken, token -> verify(token, trust, issuer)))
                    .orElseGet(() -> rejected(RejectionReason.CODE));
        }

        private Result verify(UnverifiedIdToken token, Trust trust, Issuer issuer) {
            VerificationResult result = verifier.verify(token, issuer.toTrustedIssuer(), trust.conditions());
            return switch (result) {
                case VerificationResult.KeysUnavailable() ->
                    throw new IssuerUnavailableException("The keys of the issuer " + issuer.name() + " are not known");
                case RejectedIdToken rejected -> {
                    if (rejected.reason().isOfSignedToken()) {
                        attempt = attempt.withClaims(LoggedClaims.of(issuer.kind(), token));
                    }
                    attempt = attempt.withFailedCondition(rejected.failedCondition());
                    yield rejected(rejected.reason());
                }
                case VerifiedIdToken verified -> {
                    attempt = attempt.withClaims(LoggedClaims.of(issuer.kind(), token))
                            .withReplayDigest(verified.replayDigest());
                    yield isOfRequest(verified) ? give(trust, issuer, verified) : rejected(RejectionReason.CODE);
                }
            };
        }

        /** The id token for a code has the nonce of the same sign-in: the code was requested by the browser that presents it. */
        private boolean isOfRequest(VerifiedIdToken idToken) {
            return !(command.proof() instanceof Proof.Code(var code))
                    || idToken.claims().findText("nonce").equals(Optional.of(SignInNonce.of(code.revealVerifier())));
        }

        private Result give(Trust trust, Issuer issuer, VerifiedIdToken idToken) {
            if (!ExchangeOrigin.isSubject(idToken.subject())) {
                return rejected(RejectionReason.TYPE);
            }
            return switch (trust.grant()) {
                case TrustGrant.ForJobs grant -> give(grant, trust, issuer, idToken);
                case TrustGrant.ForPeople grant -> give(grant, trust, issuer, idToken);
            };
        }

        private Result give(TrustGrant.ForJobs grant, Trust trust, Issuer issuer, VerifiedIdToken idToken) {
            Optional<User> user = users.find(grant.owner());
            TokenOrigin origin = origin(grant, trust, idToken, user);
            Optional<DenialReason> stopped = origin.stoppedBy(user);
            if (stopped.isPresent()) {
                return rejected(
                        stopped.get() == DenialReason.OWNER_DISABLED
                                ? RejectionReason.USER_OFF
                                : RejectionReason.NO_USER);
            }
            return withSettings(
                    trust,
                    issuer,
                    idToken,
                    grant.scopes(),
                    settings -> insert(origin, settings, trust, issuer, idToken));
        }

        /** A subject that is not linked yet is linked last, when nothing else prevents the exchange. */
        private Result give(TrustGrant.ForPeople grant, Trust trust, Issuer issuer, VerifiedIdToken idToken) {
            Optional<SignInUsers.Match> match = signInUsers.find(issuer, idToken);
            if (match.isEmpty()) {
                return rejected(RejectionReason.NO_USER);
            }
            User user = match.get().user();
            if (!user.enabled()) {
                return rejected(RejectionReason.USER_OFF);
            }
            return withSettings(
                    trust,
                    issuer,
                    idToken,
                    grant.scopes().intersect(user.scopes()),
                    settings -> match.get().isLinked()
                            ? insert(origin(grant, trust, idToken, user), settings, trust, issuer, idToken)
                            : link(user, grant, trust, issuer, idToken, settings));
        }

        private Result link(
                User user,
                TrustGrant.ForPeople grant,
                Trust trust,
                Issuer issuer,
                VerifiedIdToken idToken,
                TokenSettings settings) {
            if (isReplayed(issuer, idToken)) {
                return rejected(RejectionReason.REPLAYED);
            }
            return signInUsers
                    .link(user, issuer, idToken, stamp(trust, issuer, idToken))
                    .map(linked -> insert(origin(grant, trust, idToken, linked), settings, trust, issuer, idToken))
                    .orElseGet(() -> linkedInTheMeantime(grant, trust, issuer, idToken));
        }

        /** Another sign-in of the subject may have been first, or the user has changed. */
        private Result linkedInTheMeantime(
                TrustGrant.ForPeople grant, Trust trust, Issuer issuer, VerifiedIdToken idToken) {
            if (++links == MAX_ATTEMPTS) {
                throw new ServiceUnavailableException("The user keeps changing");
            }
            return give(grant, trust, issuer, idToken);
        }

        /** Continues with the settings of the token if the limits and the requested scopes permit one. */
        private Result withSettings(
                Trust trust,
                Issuer issuer,
                VerifiedIdToken idToken,
                Scopes given,
                Function<TokenSettings, Result> next) {
            TrustGrant grant = trust.grant();
            TokenSettings settings = new TokenSettings(
                    trust.name(), null, true, given, now.plus(grant.lifetime()), grant.allowedIps(), null);
            if (!limits.violatedBy(settings, now).isEmpty()) {
                return rejected(RejectionReason.POLICY);
            }
            Optional<Scopes> scopes = command.scopes()
                    .map(names -> select(given, names))
                    .orElseGet(() -> Optional.of(given))
                    // A user can have none of the scopes of the trust.
                    .filter(selected -> grant instanceof TrustGrant.ForJobs
                            || !selected.values().isEmpty());
            if (scopes.isEmpty()) {
                return isReplayed(issuer, idToken)
                        ? rejected(RejectionReason.REPLAYED)
                        : new Result.InvalidScope(attempt);
            }
            return next.apply(settings.withScopes(scopes.get()));
        }

        private boolean isReplayed(Issuer issuer, VerifiedIdToken idToken) {
            return issuer.singleUse() && tokens.isUsed(idToken.replayDigest());
        }

        private TokenOrigin origin(
                TrustGrant.ForJobs grant, Trust trust, VerifiedIdToken idToken, Optional<User> user) {
            return new TokenOrigin(
                    user.map(User::name).orElse(grant.owner()),
                    grant.userId() == null ? user.map(User::id).orElse(null) : grant.userId(),
                    grant.owner(),
                    grant.project(),
                    false,
                    false,
                    new ExchangeOrigin(trust.name(), idToken.subject()),
                    now);
        }

        private TokenOrigin origin(TrustGrant.ForPeople grant, Trust trust, VerifiedIdToken idToken, User user) {
            return new TokenOrigin(
                    user.name(),
                    user.id(),
                    user.name(),
                    null,
                    true,
                    false,
                    new ExchangeOrigin(trust.name(), idToken.subject(), grant.maxCreatedDays()),
                    now);
        }

        private ChangeStamp stamp(Trust trust, Issuer issuer, VerifiedIdToken idToken) {
            return new ChangeStamp(
                    Operation.EXCHANGE_TOKEN,
                    new ExchangeActor(issuer.name(), trust.name(), idToken.subject(), request),
                    now);
        }

        private Result insert(
                TokenOrigin origin, TokenSettings settings, Trust trust, Issuer issuer, VerifiedIdToken idToken) {
            ChangeStamp stamp = stamp(trust, issuer, idToken);
            for (int i = 0; i < MAX_ATTEMPTS; i++) {
                PresentedToken presented = tokenIssuer.mint();
                IssuedToken issued = tokenIssuer.prepared(presented, origin, settings.withName(name(trust, presented)));
                try {
                    switch (insert(issued, issuer, idToken, stamp)) {
                        case INSERTED -> {
                            recordUse(trust);
                            return new Result.Exchanged(issued, attempt);
                        }
                        case ALREADY_USED -> {
                            return rejected(RejectionReason.REPLAYED);
                        }
                        case ID_TAKEN -> {
                            // Another id follows.
                        }
                    }
                } catch (ApiException.NameAlreadyExistsException e) {
                    // Another name follows.
                }
            }
            throw new ServiceUnavailableException("Random token ids repeat");
        }

        private ExchangedTokenStore.Outcome insert(
                IssuedToken issued, Issuer issuer, VerifiedIdToken idToken, ChangeStamp stamp) {
            return issuer.singleUse()
                    ? tokens.insertFirst(
                            issued.token(), new IdTokenUse(idToken.replayDigest(), idToken.expiresAt()), stamp)
                    : tokens.insert(issued.token(), stamp);
        }

        /** The token is given, whether or not the use of its trust is recorded. */
        private void recordUse(Trust trust) {
            try {
                trusts.recordUse(trust, now);
            } catch (ServiceUnavailableException e) {
                // The next exchange records its own.
            }
        }

        private Result rejected(RejectionReason reason) {
            return new Result.Rejected(reason, attempt);
        }
    }

    private static @Nullable String projectOf(TrustGrant grant) {
        return switch (grant) {
            case TrustGrant.ForJobs jobs -> jobs.project();
            case TrustGrant.ForPeople _ -> null;
        };
    }

    private static String name(Trust trust, PresentedToken presented) {
        return trust.name() + " " + presented.id().publicPart().substring(0, ID_LENGTH_IN_NAME);
    }

    /** Returns the scopes of these names or aliases; empty if one is not given. */
    private static Optional<Scopes> select(Scopes given, List<String> names) {
        List<Scope> selected = given.values().stream()
                .filter(scope -> names.contains(scope.name())
                        || names.contains(given.aliases().getOrDefault(scope, scope.name())))
                .toList();
        boolean areAllGiven = names.stream()
                .allMatch(name ->
                        given.names().contains(name) || given.requestedNames().contains(name));
        return areAllGiven ? Optional.of(new Scopes(selected, given.aliases())) : Optional.empty();
    }
}
