package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.DiscoveryDocument;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetParser;
import java.util.Optional;

/**
 * Fetches key sets by the discovery documents of issuers (OpenID Connect Discovery 1.0, section 4). The document names
 * the URL of the keys, which may be on another host and follows the same rules.
 */
public final class HttpsKeyFetcher implements KeyFetcher {

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
            DiscoveryDocument discovery = discovery(issuer);
            String keys = discovery.keysUrl().orElseThrow(() -> invalid());
            step = Step.KEYS;
            Optional<KeySet> set = KeySetParser.parse(client.get(url(keys)));
            return set.isPresent()
                    ? new KeyFetchResult.Fetched(
                            set.get(),
                            discovery.endpoints(url -> PublicHttpsUrl.parse(url).isPresent()))
                    : new KeyFetchResult.Failed(step, DocumentFailure.CONTENT);
        } catch (DocumentException e) {
            return new KeyFetchResult.Failed(step, e.failure());
        }
    }

    private DiscoveryDocument discovery(String issuer) throws DocumentException {
        // The issuer itself follows the rules, not only what it becomes together with the path of the document.
        url(issuer);
        DiscoveryDocument discovery = DiscoveryDocument.parse(client.get(url(DiscoveryDocument.url(issuer))))
                .orElseThrow(() -> invalid());
        if (!discovery.issuer().orElseThrow(() -> invalid()).equals(issuer)) {
            throw new DocumentException(DocumentFailure.OTHER_ISSUER);
        }
        return discovery;
    }

    private static DocumentException invalid() {
        return new DocumentException(DocumentFailure.CONTENT);
    }

    private static PublicHttpsUrl url(String text) throws DocumentException {
        return PublicHttpsUrl.parse(text).orElseThrow(() -> new DocumentException(DocumentFailure.URL));
    }
}
