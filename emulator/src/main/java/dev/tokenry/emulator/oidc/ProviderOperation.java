package dev.tokenry.emulator.oidc;

/** What a provider does with the requests of one path and method. */
@FunctionalInterface
interface ProviderOperation {

    /** @throws OAuthException for an error response in JSON */
    OidcResponse respond(OidcRequest request);
}
