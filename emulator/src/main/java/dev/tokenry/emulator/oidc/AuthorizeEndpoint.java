package dev.tokenry.emulator.oidc;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * The authorization endpoint (RFC 6749, section 3.1): a page on which a person is chosen, who is then signed in. It is
 * shown even to a browser that has a session, so that one person after the other can be tried; only a silent request
 * uses the session.
 */
final class AuthorizeEndpoint {

    private final ProviderUrls urls;
    private final SignIn signIn;
    private final SignInSessions sessions;
    private final AuthorizationCodes codes;
    private final InstantSource clock;

    AuthorizeEndpoint(
            ProviderUrls urls, SignIn signIn, SignInSessions sessions, AuthorizationCodes codes, InstantSource clock) {
        this.urls = urls;
        this.signIn = signIn;
        this.sessions = sessions;
        this.codes = codes;
        this.clock = clock;
    }

    /** Shows the page, or redirects at once if nothing may be shown. */
    OidcResponse show(OidcRequest request) {
        return respond(request.query(), authorization -> {
            if (!authorization.isSilent()) {
                return SignInPage.of(signIn, authorization);
            }
            SignInSession session = sessions.find(request.cookies(SignInSessions.COOKIE))
                    .orElseThrow(() -> new OAuthException("login_required", "The browser has no session"));
            return succeed(authorization, session, state(request.query()));
        });
    }

    /** Signs in the person that was chosen on the page. */
    OidcResponse choose(OidcRequest request) {
        if (request.isFromOtherOrigin()) {
            return SignInPage.error(403, "The choice was made on another page.");
        }
        Parameters form = request.form();
        return respond(form, authorization -> {
            if (form.names().contains(SignInPage.CANCEL)) {
                throw new OAuthException("access_denied", "The sign-in was cancelled");
            }
            Optional<Person> person = form.find(SignInPage.PERSON).flatMap(signIn::findPerson);
            if (person.isEmpty()) {
                return SignInPage.error(400, "There is no such person.");
            }
            SignInSession session = new SignInSession(person.get(), clock.instant());
            sessions.remove(request.cookies(SignInSessions.COOKIE));
            return succeed(authorization, session, state(form))
                    .with("Set-Cookie", urls.cookie(SignInSessions.COOKIE, sessions.add(session)));
        });
    }

    /** Responds with a redirect to the application, or with a page if it is not known: no other place gets a code. */
    private OidcResponse respond(Parameters parameters, Function<AuthorizationRequest, OidcResponse> next) {
        Optional<String> redirectUri = parameters.findOnly("redirect_uri").filter(signIn.redirectUris()::contains);
        if (!parameters.isOnly("client_id", signIn.clientId())) {
            return SignInPage.error(400, "The client_id is not that of the application.");
        }
        if (redirectUri.isEmpty()) {
            return SignInPage.error(400, "The redirect_uri is not one of the application.");
        }
        try {
            return next.apply(AuthorizationRequest.parse(parameters));
        } catch (OAuthException e) {
            return new AuthorizationResponse(urls.issuer(), redirectUri.get(), state(parameters)).error(e);
        }
    }

    private OidcResponse succeed(AuthorizationRequest request, SignInSession session, Optional<String> state) {
        return new AuthorizationResponse(urls.issuer(), request.redirectUri(), state)
                .code(codes.create(request, session));
    }

    private static Optional<String> state(Parameters parameters) {
        return parameters.findOnly("state");
    }
}
