package dev.tokenry.local.issuers;

import dev.tokenry.exchange.keys.DiscoveryDocument;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Fetches the keys of issuers on this machine over plain HTTP: of those of the local stack, and of others that a
 * developer runs next to it. Those of all others it leaves to another fetcher.
 */
public final class LocalKeyFetcher implements KeyFetcher {

    private static final int OK = 200;

    private final KeyFetcher others;

    public LocalKeyFetcher(KeyFetcher others) {
        this.others = others;
    }

    @Override
    public KeyFetchResult fetch(String issuer) {
        return LoopbackHttp.isLoopback(issuer) ? fetchHere(issuer) : others.fetch(issuer);
    }

    private static KeyFetchResult fetchHere(String issuer) {
        Step step = Step.DISCOVERY;
        try {
            Optional<DiscoveryDocument> discovery = DiscoveryDocument.parse(get(DiscoveryDocument.url(issuer)));
            Optional<String> keys = discovery.flatMap(DiscoveryDocument::keysUrl);
            if (keys.isEmpty()) {
                return new KeyFetchResult.Failed(step, DocumentFailure.CONTENT);
            }
            if (!discovery.get().issuer().equals(Optional.of(issuer))) {
                return new KeyFetchResult.Failed(step, DocumentFailure.OTHER_ISSUER);
            }
            step = Step.KEYS;
            return KeySetParser.parse(get(keys.get()))
                    .<KeyFetchResult>map(set ->
                            new KeyFetchResult.Fetched(set, discovery.get().endpoints(LoopbackHttp::isLoopback)))
                    .orElseGet(() -> new KeyFetchResult.Failed(Step.KEYS, DocumentFailure.CONTENT));
        } catch (IOException e) {
            return new KeyFetchResult.Failed(step, DocumentFailure.CONNECTION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new KeyFetchResult.Failed(step, DocumentFailure.TIMEOUT);
        }
    }

    private static byte[] get(String url) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = LoopbackHttp.get(url);
        if (response.statusCode() != OK) {
            throw new IOException("Status " + response.statusCode());
        }
        return response.body();
    }
}
