package dev.tokenry.functions;

import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Fetches keys from no host, unless a test wants to: every issuer has the same ones, and people can sign in with it.
 */
public final class TestKeyFetcher implements KeyFetcher {

    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private KeyFetcher fetcher = issuer -> new KeyFetchResult.Fetched(
            TestKeys.keySet(),
            new ProviderEndpoints(issuer + "/authorize", issuer + "/token", issuer + "/end-session"));

    /** Makes each fetch fail in this way. */
    public void fail(KeyFetchResult.Step step, DocumentFailure cause) {
        fetchBy(_ -> new KeyFetchResult.Failed(step, cause));
    }

    /** Makes another one fetch the keys. */
    public void fetchBy(KeyFetcher other) {
        fetcher = other;
    }

    /** Returns the issuers whose keys were fetched. */
    public List<String> fetched() {
        return List.copyOf(fetched);
    }

    @Override
    public KeyFetchResult fetch(String issuer) {
        fetched.add(issuer);
        return fetcher.fetch(issuer);
    }
}
