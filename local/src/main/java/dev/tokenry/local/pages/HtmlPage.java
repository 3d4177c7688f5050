package dev.tokenry.local.pages;

import dev.tokenry.emulator.io.Markup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The frame of all pages: plain HTML with one style sheet, and without scripts. */
final class HtmlPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
            body { margin: 0 auto; max-width: 72rem; padding: 1rem; }
            nav a { margin-right: 1rem; }
            table { border-collapse: collapse; width: 100%; }
            caption { text-align: left; }
            th, td { border-bottom: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top; }
            td:first-child { white-space: nowrap; }
            pre { overflow-wrap: anywhere; white-space: pre-wrap; }
            dt { font-weight: bold; }
            iframe { background: white; border: 1px solid; height: 40rem; width: 100%; }
            """;

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"5\">\n";

    private HtmlPage() {}

    /** Returns a page with this title, which contains no markup. */
    static PageResponse of(String title, String main) {
        return render(title, "", main);
    }

    /**
     * Returns a list that reloads itself, unless the request has stopped that, with links to stop it and to the JSON.
     */
    static PageResponse list(String title, PageRequest request, String main) {
        String toggle = request.refreshes()
                ? "<p>This page reloads every 5 seconds. <a href=\"?refresh=off\">Stop reloading</a>"
                : "<p>This page does not reload. <a href=\"?\">Reload every 5 seconds</a>";
        return render(
                title,
                request.refreshes() ? REFRESH : "",
                toggle + " · <a href=\"?format=json\">As JSON</a></p>\n" + main);
    }

    private static PageResponse render(String title, String head, String main) {
        String escaped = Markup.escape(title);
        String page = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            %s<title>%s</title>
            <style>%s</style>
            </head>
            <body>
            <nav aria-label="Local stack">
            <a href="/local/events">Events</a><a href="/local/mailbox">Mailbox</a><a href="/local/issuers">Issuers</a>
            </nav>
            <main>
            <h1>%s</h1>
            %s</main>
            </body>
            </html>
            """.formatted(head, escaped, STYLE, escaped, main);
        return PageResponse.html(page, CONTENT_SECURITY_POLICY);
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
