package dev.tokenry.administration;

import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.IdTokenVerifier;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.ExchangeActor;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Operation;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.UserFinder;
import dev.tokenry.store.UserStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Exchanges an id token, or a code for which the issuer gives one, for a token: that of a job, or the session of a
 * person. The request names the trust, so that no other, wider one applies. Trusts and issuers are read each time, so
 * that one that is disabled gives no token from then on.
 */
public final class ExchangeToken {

    private static final int MAX_LINK_ATTEMPTS = 3;

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

        /**
         * Nothing but a requested scope prevents the exchange: the trust does not give it. The id token was not used.
         */
        record InvalidScope(ExchangeAttempt attempt) implements Result {}
    }

    private final ProofVerifier proofs;
    private final UserFinder users;
    private final SignInUsers signInUsers;
    private final Limits limits;
    private final ExchangedTokenIssuer tokens;
    private final TrustStore trusts;
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
        this.proofs = new ProofVerifier(trusts, issuers, verifier, codes);
        this.users = users;
        this.signInUsers = new SignInUsers(identities, users);
        this.limits = limits;
        this.tokens = new ExchangedTokenIssuer(tokenIssuer, tokens);
        this.trusts = trusts;
        this.clock = clock;
    }

    /**
     * @throws IssuerUnavailableException if the keys or endpoints of the issuer are not known at present, or it does
     *     not redeem the code
     * @throws ServiceUnavailableException if a dependency is unavailable, or the record of the trust or issuer is
     *     damaged
     */
    public Result execute(RequestInfo request, Command command) {
        Instant now = clock.instant();
        return switch (proofs.verify(command.trust(), command.proof(), now)) {
            case ProofVerifier.Outcome.Rejected(var reason, var attempt) -> new Result.Rejected(reason, attempt);
            case ProofVerifier.Outcome.Accepted(var idToken, var attempt) ->
                new Exchange(idToken, command.scopes(), attempt, request, now).run();
        };
    }

    /** The exchange of one id token that is accepted. */
    private final class Exchange {

        private final AcceptedIdToken accepted;
        private final Optional<List<String>> requestedScopes;
        private final ExchangeAttempt attempt;
        private final ChangeStamp stamp;
        private final Instant now;
        private int failedLinks;

        Exchange(
                AcceptedIdToken accepted,
                Optional<List<String>> requestedScopes,
                ExchangeAttempt attempt,
                RequestInfo request,
                Instant now) {
            this.accepted = accepted;
            this.requestedScopes = requestedScopes;
            this.attempt = attempt;
            this.stamp = new ChangeStamp(
                    Operation.EXCHANGE_TOKEN,
                    new ExchangeActor(
                            accepted.issuer().name(),
                            accepted.trust().name(),
                            accepted.idToken().subject(),
                            request),
                    now);
            this.now = now;
        }

        Result run() {
            return switch (accepted.trust().grant()) {
                case TrustGrant.ForJobs grant -> give(grant);
                case TrustGrant.ForPeople grant -> give(grant);
            };
        }

        private Result give(TrustGrant.ForJobs grant) {
            Optional<User> user = users.find(grant.owner());
            TokenOrigin origin = accepted.originOf(grant, user, now);
            Optional<DenialReason> stopped = origin.stoppedBy(user);
            if (stopped.isPresent()) {
                return rejected(
                        stopped.get() == DenialReason.OWNER_DISABLED
                                ? RejectionReason.USER_OFF
                                : RejectionReason.NO_USER);
            }
            return withSettings(grant.scopes(), settings -> issue(origin, settings));
        }

        /** A subject that is not linked yet is linked last, when nothing else prevents the exchange. */
        private Result give(TrustGrant.ForPeople grant) {
            Optional<SignInUsers.Match> match = signInUsers.find(accepted.issuer(), accepted.idToken());
            if (match.isEmpty()) {
                return rejected(RejectionReason.NO_USER);
            }
            User user = match.get().user();
            if (!user.enabled()) {
                return rejected(RejectionReason.USER_OFF);
            }
            return withSettings(
                    grant.scopes().intersect(user.scopes()),
                    settings -> match.get().isLinked()
                            ? issue(accepted.originOf(grant, user, now), settings)
                            : link(user, grant, settings));
        }

        private Result link(User user, TrustGrant.ForPeople grant, TokenSettings settings) {
            if (tokens.isReplayed(accepted)) {
                return rejected(RejectionReason.REPLAYED);
            }
            return signInUsers
                    .link(user, accepted.issuer(), accepted.idToken(), stamp)
                    .map(linked -> issue(accepted.originOf(grant, linked, now), settings))
                    .orElseGet(() -> linkedInTheMeantime(grant));
        }

        /** Another sign-in of the subject may have been first, or the user has changed. */
        private Result linkedInTheMeantime(TrustGrant.ForPeople grant) {
            if (++failedLinks == MAX_LINK_ATTEMPTS) {
                throw new ServiceUnavailableException("The user keeps changing");
            }
            return give(grant);
        }

        /**
         * A token does not expire later than its trust, as the trust does not expire later than the token of the caller
         * that wrote the trust.
         */
        private Instant expiresAt(Trust trust) {
            Instant end = now.plus(trust.grant().lifetime());
            return trust.expiresAt() == null || end.isBefore(trust.expiresAt()) ? end : trust.expiresAt();
        }

        /** Continues with the settings of the token if the limits and the requested scopes permit one. */
        private Result withSettings(Scopes given, Function<TokenSettings, Result> next) {
            Trust trust = accepted.trust();
            TrustGrant grant = trust.grant();
            TokenSettings settings =
                    new TokenSettings(trust.name(), null, true, given, expiresAt(trust), grant.allowedIps(), null);
            if (!limits.violatedBy(settings, now).isEmpty()) {
                return rejected(RejectionReason.POLICY);
            }
            Optional<Scopes> scopes = requestedScopes
                    .map(names -> select(given, names))
                    .orElseGet(() -> Optional.of(given))
                    // A user can have none of the scopes of the trust.
                    .filter(selected -> grant instanceof TrustGrant.ForJobs
                            || !selected.values().isEmpty());
            if (scopes.isEmpty()) {
                return tokens.isReplayed(accepted)
                        ? rejected(RejectionReason.REPLAYED)
                        : new Result.InvalidScope(attempt);
            }
            return next.apply(settings.withScopes(scopes.get()));
        }

        private Result issue(TokenOrigin origin, TokenSettings settings) {
            Optional<IssuedToken> issued = tokens.issue(accepted, origin, settings, stamp);
            if (issued.isEmpty()) {
                return rejected(RejectionReason.REPLAYED);
            }
            recordUse();
            return new Result.Exchanged(issued.get(), attempt);
        }

        /** The token is given, whether or not the use of its trust is recorded. */
        private void recordUse() {
            try {
                trusts.recordUse(accepted.trust(), now);
            } catch (ServiceUnavailableException e) {
                // The next exchange records its own.
            }
        }

        private Result rejected(RejectionReason reason) {
            return new Result.Rejected(reason, attempt);
        }
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
