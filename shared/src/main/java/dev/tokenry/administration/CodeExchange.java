package dev.tokenry.administration;

import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.EndpointSource;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.trust.Issuer;
import java.util.Objects;
import java.util.Optional;

/** Redeems codes at the issuers that have given them. No issuer is asked about a code that cannot be its own. */
public final class CodeExchange {

    private final EndpointSource endpoints;
    private final CodeRedeemer redeemer;

    public CodeExchange(EndpointSource endpoints, CodeRedeemer redeemer) {
        this.endpoints = endpoints;
        this.redeemer = redeemer;
    }

    /**
     * Returns the id token for a code, which is not verified; empty if the code is not accepted.
     *
     * @throws IssuerUnavailableException if the endpoint of the issuer is not known at present, or does not respond as
     *     it must
     */
    Optional<String> redeem(AuthorizationCode code, Issuer issuer) {
        if (issuer.signIn() == null || !issuer.signIn().accepts(code)) {
            return Optional.empty();
        }
        ProviderEndpoints known = endpoints
                .findEndpoints(issuer.toPublished())
                .orElseThrow(() -> new IssuerUnavailableException(
                        "The endpoints of the issuer " + issuer.name() + " are not known"));
        return switch (redeemer.redeem(Objects.requireNonNull(known.token()), code)) {
            case CodeRedemption.Redeemed(var idToken) -> Optional.of(idToken);
            case CodeRedemption.Rejected() -> Optional.empty();
            case CodeRedemption.Failed(var cause) ->
                throw new IssuerUnavailableException(
                        "The token endpoint of the issuer " + issuer.name() + " does not redeem codes: " + cause);
        };
    }
}
