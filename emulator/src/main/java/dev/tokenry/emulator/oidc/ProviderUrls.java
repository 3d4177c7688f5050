package dev.tokenry.emulator.oidc;

import java.net.URI;

/**
 * The URLs of a provider.
 *
 * @param issuer the {@code iss} of its tokens, without a slash at the end
 */
record ProviderUrls(String issuer) {

    static final String DISCOVERY = ".well-known/openid-configuration";
    static final String JWKS = "jwks";
    static final String MINT = "mint";
    static final String AUTHORIZE = "authorize";
    static final String TOKEN = "token";
    static final String END_SESSION = "end-session";

    String endpoint(String path) {
        return issuer + "/" + path;
    }

    /** Returns a cookie that browsers send to this provider only, and that no script reads. */
    String cookie(String name, String value) {
        return name + "=" + value + "; Path=" + URI.create(issuer).getRawPath() + "; HttpOnly; SameSite=Lax";
    }

    /** Returns what deletes the cookie. */
    String expiredCookie(String name) {
        return cookie(name, "") + "; Max-Age=0";
    }
}
