package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.KindRules;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.exchange.condition.ClaimFinding;
import dev.tokenry.exchange.condition.Condition;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.model.TokenActor;
import java.util.List;
import java.util.Optional;

/**
 * Explains what a trust makes of claims, for who may read it: an exchange says no more than that an id token is not
 * accepted. It verifies nothing and gives nothing, and needs no id token.
 */
public final class ExplainTrust {

    /**
     * What the conditions find in the claims.
     *
     * @param violatedRule the rule of the kind of the issuer that the claims violate; empty if they follow all of them
     */
    public record Explanation(List<Finding> findings, Optional<RejectionReason> violatedRule) {

        public Explanation {
            findings = List.copyOf(findings);
        }

        /** Returns whether an id token with the claims would be accepted, as far as they decide. */
        public boolean matches() {
            return violatedRule.isEmpty() && findings.stream().allMatch(Finding::matches);
        }
    }

    /** What one condition finds. */
    public record Finding(Condition condition, ClaimFinding found) {

        public boolean matches() {
            return found == ClaimFinding.EQUAL;
        }
    }

    private final TrustReader trusts;
    private final IssuerFinder issuers;

    public ExplainTrust(TrustReader trusts, IssuerFinder issuers) {
        this.trusts = trusts;
        this.issuers = issuers;
    }

    /** @throws ApiException.NotFoundException if the trust does not exist or is not visible to the caller */
    public Explanation execute(TokenActor actor, String name, JsonObject claims) {
        Trust trust = trusts.get(actor, name);
        Optional<RejectionReason> violatedRule = issuers.find(trust.issuerName())
                .map(Issuer::kind)
                .flatMap(kind -> KindRules.findViolation(kind, claims, trust.conditions()));
        return new Explanation(
                trust.conditions().conditions().stream()
                        .map(condition -> new Finding(condition, condition.evaluate(claims)))
                        .toList(),
                violatedRule);
    }
}
