package dev.tokenry.administration;

import dev.tokenry.administration.ExchangeToken.Proof;
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
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFinder;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.NameRules;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what a caller presents to a trust. Nothing is written. What costs least is checked first: before the trust
 * is found, nothing leaves the function, and no key is looked up for another issuer than that of the trust.
 */
final class ProofVerifier {

    /** The outcome of a verification, and what is known of the attempt. */
    sealed interface Outcome {

        /** The id token that was presented, or given for the code, is accepted. */
        record Accepted(AcceptedIdToken idToken, ExchangeAttempt attempt) implements Outcome {}

        /** The proof is not accepted. */
        record Rejected(RejectionReason reason, ExchangeAttempt attempt) implements Outcome {}
    }

    private final TrustFinder trusts;
    private final IssuerFinder issuers;
    private final IdTokenVerifier verifier;
    private final CodeExchange codes;

    ProofVerifier(TrustFinder trusts, IssuerFinder issuers, IdTokenVerifier verifier, CodeExchange codes) {
        this.trusts = trusts;
        this.issuers = issuers;
        this.verifier = verifier;
        this.codes = codes;
    }

    /**
     * Verifies a proof.
     *
     * @param trust the name of the trust, which is any text
     * @throws IssuerUnavailableException if the keys or endpoints of the issuer are not known at present, or it does
     *     not redeem the code
     * @throws ServiceUnavailableException if a dependency is unavailable, or the record of the trust or issuer is
     *     damaged
     */
    Outcome verify(String trust, Proof proof, Instant now) {
        return new Verification(trust, proof, now).run();
    }

    /** One verification, and what is found out about it. */
    private final class Verification {

        private final String trustName;
        private final Proof proof;
        private final Instant now;
        private ExchangeAttempt attempt = ExchangeAttempt.UNKNOWN;

        Verification(String trustName, Proof proof, Instant now) {
            this.trustName = trustName;
            this.proof = proof;
            this.now = now;
        }

        Outcome run() {
            return switch (proof) {
                case Proof.IdToken(var text) ->
                    parse(text, token -> withTrust((trust, issuer) -> verify(token, trust, issuer)));
                case Proof.Code(var code) -> withTrust((trust, issuer) -> redeem(code, trust, issuer));
            };
        }

        private Outcome parse(String text, Function<UnverifiedIdToken, Outcome> next) {
            return switch (IdTokenParser.parse(text)) {
                case RejectedIdToken rejected -> rejected(rejected.reason());
                case UnverifiedIdToken token -> {
                    attempt = attempt.withKeyId(token.keyId());
                    yield next.apply(token);
                }
            };
        }

        private Outcome withTrust(BiFunction<Trust, Issuer, Outcome> next) {
            Optional<Trust> found = NameRules.isValidProject(trustName) ? trusts.find(trustName) : Optional.empty();
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

        private Outcome redeem(AuthorizationCode code, Trust trust, Issuer issuer) {
            if (!(trust.grant() instanceof TrustGrant.ForPeople)) {
                // As if there were none: every caller knows the trusts for people, and no others.
                return rejected(RejectionReason.UNKNOWN_TRUST);
            }
            return codes.redeem(code, issuer)
                    .map(idToken -> parse(idToken, token -> verify(token, trust, issuer)))
                    .orElseGet(() -> rejected(RejectionReason.CODE));
        }

        private Outcome verify(UnverifiedIdToken token, Trust trust, Issuer issuer) {
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
                    yield accept(new AcceptedIdToken(trust, issuer, verified));
                }
            };
        }

        private Outcome accept(AcceptedIdToken accepted) {
            Optional<RejectionReason> otherRequest = findOtherRequest(accepted.trust(), accepted.idToken());
            if (otherRequest.isPresent()) {
                return rejected(otherRequest.get());
            }
            return ExchangeOrigin.isSubject(accepted.idToken().subject())
                    ? new Outcome.Accepted(accepted, attempt)
                    : rejected(RejectionReason.TYPE);
        }

        /**
         * The id token for a code has the nonce of the same sign-in: the code was requested by the browser that
         * presents it. One with a nonce that is presented without its code may come from a stolen code, which an issuer
         * that ignores verifiers redeems for everybody.
         */
        private Optional<RejectionReason> findOtherRequest(Trust trust, VerifiedIdToken idToken) {
            return switch (proof) {
                case Proof.Code(var code) ->
                    idToken.claims().findText("nonce").equals(Optional.of(SignInNonce.of(code.revealVerifier())))
                            ? Optional.empty()
                            : Optional.of(RejectionReason.CODE);
                case Proof.IdToken _ ->
                    trust.grant() instanceof TrustGrant.ForPeople
                                    && idToken.claims().find("nonce").isPresent()
                            ? Optional.of(RejectionReason.TYPE)
                            : Optional.empty();
            };
        }

        private Outcome rejected(RejectionReason reason) {
            return new Outcome.Rejected(reason, attempt);
        }
    }

    private static @Nullable String projectOf(TrustGrant grant) {
        return switch (grant) {
            case TrustGrant.ForJobs jobs -> jobs.project();
            case TrustGrant.ForPeople _ -> null;
        };
    }
}
