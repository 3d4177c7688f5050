package dev.tokenry.exchange.keys;

/** Redeems the codes of identity providers. */
public interface CodeRedeemer {

    /**
     * Redeems a code. Never throws because of what the provider does.
     *
     * @param tokenEndpoint the endpoint that the discovery document of a configured issuer names
     */
    CodeRedemption redeem(String tokenEndpoint, AuthorizationCode code);
}
