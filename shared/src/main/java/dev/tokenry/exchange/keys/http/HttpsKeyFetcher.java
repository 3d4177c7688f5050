package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Cause;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetParser;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches key sets by the discovery documents of issuers (OpenID Connect Discovery 1.0, section 4). The document names the
 * URL of the keys, which may be on another host and follows the same rules.
 */
public final class HttpsKeyFetcher implements KeyFetcher {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final HttpsDocumentClient client;

    public HttpsKeyFetcher() {
        this(new HttpsDocumentClient());
    }

    HttpsKeyFetcher(HttpsDocumentClient client) {
        this.client = client;
    }

    @Override
    public KeyFetchResult fetch(String issuer) {
        Step step = Step.DISCOVERY;
        try {
            JsonObject discovery = discovery(issuer);
            String keys = discovery.findText("jwks_uri").orElseThrow(() -> invalid());
            step = Step.KEYS;
            Optional<KeySet> set = KeySetParser.parse(client.get(url(keys)));
            return set.isPresent()
                    ? new KeyFetchResult.Fetched(set.get(), endpoints(discovery))
                    : new KeyFetchResult.Failed(step, Cause.CONTENT);
        } catch (DocumentException e) {
            return new KeyFetchResult.Failed(step, e.reason());
        }
    }

    private JsonObject discovery(String issuer) throws DocumentException {
        // The issuer itself follows the rules, not only what it becomes together with the path of the document.
        url(issuer);
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonObject discovery =
                StrictJsonParser.parse(client.get(url(base + DISCOVERY))).orElseThrow(() -> invalid());
        if (!discovery.findText("issuer").orElseThrow(() -> invalid()).equals(issuer)) {
            throw new DocumentException(Cause.OTHER_ISSUER);
        }
        return discovery;
    }

    /** An endpoint that is missing or follows other rules prevents that people sign in, and no job. */
    private static ProviderEndpoints endpoints(JsonObject discovery) {
        return new ProviderEndpoints(
                endpoint(discovery, "authorization_endpoint"),
                endpoint(discovery, "token_endpoint"),
                endpoint(discovery, "end_session_endpoint"));
    }

    private static @Nullable String endpoint(JsonObject discovery, String name) {
        return discovery
                .findText(name)
                .filter(url -> PublicHttpsUrl.parse(url).isPresent())
                .orElse(null);
    }

    private static DocumentException invalid() {
        return new DocumentException(Cause.CONTENT);
    }

    private static PublicHttpsUrl url(String text) throws DocumentException {
        return PublicHttpsUrl.parse(text).orElseThrow(() -> new DocumentException(Cause.URL));
    }
}
