package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.TokenResponseParser;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Redeems codes at token endpoints (RFC 6749, section 4.1.3), as a public client. */
public final class HttpsCodeRedeemer implements CodeRedeemer {

    /**
     * The hosts of Microsoft Entra, which redeems codes of single-page applications only for requests of a page
     * (AADSTS9002327). Other providers compare the origin with those that they know, and need none.
     */
    private static final List<String> HOSTS_WITH_ORIGIN = List.of(
            "login.microsoftonline.com",
            "login.microsoftonline.us",
            "login.partner.microsoftonline.cn",
            ".ciamlogin.com",
            ".b2clogin.com");

    private final HttpsDocumentClient client;

    public HttpsCodeRedeemer() {
        this(new HttpsDocumentClient());
    }

    HttpsCodeRedeemer(HttpsDocumentClient client) {
        this.client = client;
    }

    @Override
    public CodeRedemption redeem(String tokenEndpoint, AuthorizationCode code) {
        Optional<PublicHttpsUrl> url = PublicHttpsUrl.parse(tokenEndpoint);
        if (url.isEmpty()) {
            return new CodeRedemption.Failed(DocumentFailure.URL);
        }
        try {
            return TokenResponseParser.parse(
                    client.post(url.get(), code.revealForm(), origin(url.get(), code.redirectUri())));
        } catch (DocumentException e) {
            return e.failure() == DocumentFailure.STATUS
                    ? TokenResponseParser.ofStatus(e.status())
                    : new CodeRedemption.Failed(e.failure());
        }
    }

    private static @Nullable String origin(PublicHttpsUrl endpoint, String redirectUri) {
        String host = endpoint.host().toLowerCase(Locale.ROOT);
        boolean needsOrigin =
                HOSTS_WITH_ORIGIN.stream().anyMatch(it -> it.startsWith(".") ? host.endsWith(it) : host.equals(it));
        if (!needsOrigin) {
            return null;
        }
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
