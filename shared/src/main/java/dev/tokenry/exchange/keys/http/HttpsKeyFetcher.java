package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Cause;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetParser;
import java.util.Optional;

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
            String keys = keysUrl(issuer);
            step = Step.KEYS;
            Optional<KeySet> set = KeySetParser.parse(client.get(url(keys)));
            return set.isPresent()
                    ? new KeyFetchResult.Fetched(set.get())
                    : new KeyFetchResult.Failed(step, Cause.CONTENT);
        } catch (DocumentException e) {
            return new KeyFetchResult.Failed(step, e.reason());
        }
    }

    private String keysUrl(String issuer) throws DocumentException {
        // The issuer itself follows the rules, not only what it becomes together with the path of the document.
        url(issuer);
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        Optional<JsonObject> discovery = StrictJsonParser.parse(client.get(url(base + DISCOVERY)));
        Optional<String> named = discovery.flatMap(document -> document.findText("issuer"));
        Optional<String> keys = discovery.flatMap(document -> document.findText("jwks_uri"));
        if (named.isEmpty() || keys.isEmpty()) {
            throw new DocumentException(Cause.CONTENT);
        }
        if (!named.get().equals(issuer)) {
            throw new DocumentException(Cause.OTHER_ISSUER);
        }
        return keys.get();
    }

    private static PublicHttpsUrl url(String text) throws DocumentException {
        return PublicHttpsUrl.parse(text).orElseThrow(() -> new DocumentException(Cause.URL));
    }
}
