package dev.tokenry.local.issuers;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Cause;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches the keys of the issuers of a local stack over plain HTTP. Those of all others it leaves to another fetcher, also
 * of other issuers on this machine.
 */
public final class LocalKeyFetcher implements KeyFetcher {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final KeyFetcher others;
    private final Set<String> issuers = ConcurrentHashMap.newKeySet();

    public LocalKeyFetcher(KeyFetcher others) {
        this.others = others;
    }

    /** Adds the issuers of a stack, whose URLs are known only when its gateway listens. */
    public void add(LocalIssuers stack) {
        issuers.addAll(stack.urls().values());
    }

    @Override
    public KeyFetchResult fetch(String issuer) {
        return issuers.contains(issuer) ? fetchFromStack(issuer) : others.fetch(issuer);
    }

    private static KeyFetchResult fetchFromStack(String issuer) {
        Step step = Step.DISCOVERY;
        try (HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
            Optional<JsonObject> discovery =
                    StrictJsonParser.parse(get(http, issuer + "/.well-known/openid-configuration"));
            Optional<String> keys = discovery.flatMap(document -> document.findText("jwks_uri"));
            if (keys.isEmpty() || !discovery.get().findText("issuer").equals(Optional.of(issuer))) {
                return new KeyFetchResult.Failed(step, Cause.CONTENT);
            }
            step = Step.KEYS;
            return KeySetParser.parse(get(http, keys.get()))
                    .<KeyFetchResult>map(KeyFetchResult.Fetched::new)
                    .orElseGet(() -> new KeyFetchResult.Failed(Step.KEYS, Cause.CONTENT));
        } catch (IOException e) {
            return new KeyFetchResult.Failed(step, Cause.CONNECTION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new KeyFetchResult.Failed(step, Cause.TIMEOUT);
        }
    }

    private static byte[] get(HttpClient http, String url) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException("Status " + response.statusCode());
        }
        return response.body();
    }
}
