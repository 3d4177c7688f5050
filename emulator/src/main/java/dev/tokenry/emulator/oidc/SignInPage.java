package dev.tokenry.emulator.oidc;

import dev.tokenry.emulator.io.Markup;
import java.net.URI;
import java.util.Base64;
import java.util.stream.Collectors;

/** The pages of a provider: plain HTML with one style sheet, and without scripts. */
final class SignInPage {

    static final String PERSON = "person";
    static final String CANCEL = "cancel";

    private static final String STYLE = """
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
            body { margin: 0 auto; max-width: 32rem; padding: 2rem 1rem; }
            button { font: inherit; padding: .25rem .75rem; }
            dt { margin-top: 1rem; }
            dd { margin: .25rem 0 0; }
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Encodings.sha256(STYLE))
            + "'; base-uri 'none'; frame-ancestors 'none'; form-action ";

    private SignInPage() {}

    /** Returns the page on which a person is chosen, which sends the request again with the choice. */
    static OidcResponse of(SignIn signIn, AuthorizationRequest request) {
        String fields = request.parameters().entrySet().stream()
                .map(each -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
                        .formatted(each.getKey(), Markup.escape(each.getValue())))
                .collect(Collectors.joining());
        String people = signIn.people().stream().map(SignInPage::choice).collect(Collectors.joining());
        // Browsers apply form-action to the redirect that follows the form, too.
        return page(200, "Sign in as…", "'self' " + origin(request.redirectUri()), """
                <p>This provider is part of an emulator, and asks for no password.</p>
                <form method="post" action="%s">
                %s<dl>
                %s</dl>
                <p><button name="%s" value="true">Cancel</button></p>
                </form>
                """.formatted(
                        ProviderUrls.AUTHORIZE, fields, people, CANCEL));
    }

    /** Returns the page that takes the place of a redirect to an application that is not known. */
    static OidcResponse error(int status, String message) {
        return page(status, "Sign-in failed", "'none'", "<p>" + Markup.escape(message) + "</p>\n");
    }

    static OidcResponse signedOut() {
        return page(200, "Signed out", "'none'", "<p>This browser has no session any more.</p>\n");
    }

    private static String choice(Person person) {
        return "<dt><button name=\"%s\" value=\"%s\">%s</button></dt><dd>%s</dd>\n"
                .formatted(
                        PERSON,
                        Markup.escape(person.subject()),
                        Markup.escape(person.name()),
                        Markup.escape(person.description()));
    }

    private static String origin(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static OidcResponse page(int status, String title, String formAction, String main) {
        return OidcResponse.html(status, """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(title, STYLE, title, main))
                .with("Content-Security-Policy", POLICY + formAction);
    }
}
