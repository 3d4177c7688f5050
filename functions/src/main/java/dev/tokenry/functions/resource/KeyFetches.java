package dev.tokenry.functions.resource;

import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetcher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the fetches of key sets, for metrics. */
public final class KeyFetches implements KeyFetcher {

    private final KeyFetcher fetcher;
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    public KeyFetches(KeyFetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    public KeyFetchResult fetch(String issuer) {
        KeyFetchResult result = fetcher.fetch(issuer);
        switch (result) {
            case KeyFetchResult.Fetched _ -> succeeded.incrementAndGet();
            case KeyFetchResult.Failed _ -> failed.incrementAndGet();
        }
        return result;
    }

    /** Returns the counts since the last call, by the names of their metrics; without those that are zero. */
    public Map<String, Integer> takeCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("KeyFetches", succeeded.getAndSet(0));
        counts.put("FailedKeyFetches", failed.getAndSet(0));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
