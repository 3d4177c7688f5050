package dev.tokenry.emulator.oidc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The end session endpoint (OpenID Connect RP-Initiated Logout 1.0). It asks for no confirmation: signing in again
 * takes a click.
 */
final class EndSessionEndpoint {

    private final ProviderUrls urls;
    private final SignIn signIn;
    private final SignInSessions sessions;

    EndSessionEndpoint(ProviderUrls urls, SignIn signIn, SignInSessions sessions) {
        this.urls = urls;
        this.signIn = signIn;
        this.sessions = sessions;
    }

    OidcResponse end(OidcRequest request, Parameters parameters) {
        Optional<String> clientId = parameters.find("client_id");
        Optional<String> uri = parameters.find("post_logout_redirect_uri");
        if (clientId.isPresent() && !clientId.get().equals(signIn.clientId())) {
            return SignInPage.error(400, "The client_id is not that of the application.");
        }
        if (uri.isPresent() && !signIn.postLogoutRedirectUris().contains(uri.get())) {
            return SignInPage.error(400, "The post_logout_redirect_uri is not one of the application.");
        }
        sessions.remove(request.cookies(SignInSessions.COOKIE));
        Map<String, String> state = new LinkedHashMap<>();
        parameters.find("state").ifPresent(value -> state.put("state", value));
        return uri.map(location -> OidcResponse.redirect(AuthorizationResponse.with(location, state)))
                .orElseGet(SignInPage::signedOut)
                .with("Set-Cookie", urls.expiredCookie(SignInSessions.COOKIE));
    }
}
