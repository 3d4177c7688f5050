package dev.tokenry.emulator.oidc;

import dev.tokenry.emulator.oidc.AuthorizationCodes.Grant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The token endpoint (RFC 6749, section 3.2): redeems a code once, for the client that has its verifier. */
final class TokenEndpoint {

    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final Pattern CODE_VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final String issuer;
    private final SignIn signIn;
    private final Supplier<SigningKey> key;
    private final AuthorizationCodes codes;
    private final InstantSource clock;

    /** @param key the key of RS256, which every client of OpenID Connect verifies */
    TokenEndpoint(
            String issuer, SignIn signIn, Supplier<SigningKey> key, AuthorizationCodes codes, InstantSource clock) {
        this.issuer = issuer;
        this.signIn = signIn;
        this.key = key;
        this.codes = codes;
        this.clock = clock;
    }

    OidcResponse redeem(OidcRequest request) {
        Parameters form = request.form();
        requirePublicClient(request, form);
        if (!form.require("grant_type").equals("authorization_code")) {
            throw new OAuthException("unsupported_grant_type", "grant_type must be authorization_code");
        }
        String redirectUri = form.require("redirect_uri");
        String verifier = form.require("code_verifier");
        if (!CODE_VERIFIER.matcher(verifier).matches()) {
            throw OAuthException.invalidRequest("code_verifier must be 43 to 128 unreserved characters");
        }
        Grant grant = codes.take(form.require("code"))
                .orElseThrow(() -> invalidGrant("The code is unknown, was presented before, or has expired"));
        if (!grant.request().redirectUri().equals(redirectUri)) {
            throw invalidGrant("The code was made for another redirect_uri");
        }
        if (!grant.request().codeChallenge().equals(Encodings.base64Url(Encodings.sha256(verifier)))) {
            throw invalidGrant("The code was made for another code_verifier");
        }
        return tokens(grant);
    }

    /** A secret is rejected, rather than ignored: the client expects that it is verified. */
    private void requirePublicClient(OidcRequest request, Parameters form) {
        boolean isAuthenticated = request.header("Authorization").isPresent()
                || form.names().contains("client_secret")
                || form.names().contains("client_assertion");
        if (isAuthenticated || !form.require("client_id").equals(signIn.clientId())) {
            throw new OAuthException(401, "invalid_client", "The client is public, and has another client_id");
        }
    }

    private static OAuthException invalidGrant(String description) {
        return new OAuthException("invalid_grant", description);
    }

    private OidcResponse tokens(Grant grant) {
        Map<String, Object> response = new LinkedHashMap<>();
        // No API of the provider accepts it. Clients require one.
        response.put("access_token", RandomIds.create());
        response.put("token_type", "Bearer");
        response.put("expires_in", VALIDITY.toSeconds());
        response.put("scope", "openid");
        response.put("id_token", key.get().sign(claims(grant)));
        return OidcResponse.json(response);
    }

    private Map<String, Object> claims(Grant grant) {
        SignInSession session = grant.session();
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>(session.person().claims());
        claims.put("iss", issuer);
        claims.put("sub", session.person().subject());
        claims.put("aud", signIn.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(VALIDITY).getEpochSecond());
        claims.put("auth_time", session.authenticatedAt().getEpochSecond());
        claims.put("jti", RandomIds.create());
        grant.request().nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        return claims;
    }
}
